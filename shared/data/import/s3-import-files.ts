import type { S3Client } from '@aws-sdk/client-s3';
import type { FilePlace } from '../../domain/import/import.ts';
import { largestFile } from '../../domain/import/import.ts';
import { FileFault, type FileReading, type ImportFiles } from '../../domain/import/import-repository.ts';
import { amazonS3 } from '../s3.ts';
import { csvRows } from './csv-rows.ts';
import { startBytes, startOfFile } from './file-start.ts';
import { ndjsonRows } from './ndjson-rows.ts';

/** How long an upload form is valid, in seconds. */
const uploadSeconds = 3_600;

/** The key of the file of an import in the bucket. The rule that tells of uploads names the same prefix. */
const keyOf = (id: string): string => ['imports', id].join('/');

/** The id of the import whose file has this key. */
export const importOfKey = (objectKey: string): string | undefined => /^imports\/([0-9a-f-]{36})$/.exec(objectKey)?.[1];

/** What the errors of S3 mean for a file. Others are failures of ours, and are tried again. */
const faultOf = (error: unknown): unknown => {
  const { name } = error as { readonly name?: string };
  if (name === 'PreconditionFailed')
    return new FileFault('import/file-replaced', 'another file was uploaded meanwhile; begin a new import');
  return name === 'NoSuchKey' || name === 'NotFound' ? new FileFault('import/file-gone', 'the file is gone; begin a new import') : error;
};

const isBehindEnd = (error: unknown): boolean => (error as { readonly name?: string }).name === 'InvalidRange';

/** Files that are uploaded to a bucket with a form. Only the file that was uploaded first is read. */
export const s3ImportFiles = (bucket: string, given?: S3Client): ImportFiles => {
  const s3 = amazonS3(given);

  /** Pieces of a file. A range behind its end has none. */
  const pieces = async function* (id: string, version: string, range: string): AsyncGenerator<Uint8Array> {
    const { client, commands } = await s3();
    const body = await client
      .send(new commands.GetObjectCommand({ Bucket: bucket, Key: keyOf(id), IfMatch: version, Range: range }))
      .then(({ Body }) => Body)
      .catch((error: unknown) => {
        if (isBehindEnd(error)) return undefined;
        throw faultOf(error);
      });
    if (body) yield* body as AsyncIterable<Uint8Array>;
  };

  return {
    uploadForm: async (id) => {
      const { client } = await s3();
      const { createPresignedPost } = await import('@aws-sdk/s3-presigned-post');
      const { url, fields } = await createPresignedPost(client, {
        Bucket: bucket,
        Key: keyOf(id),
        Conditions: [['content-length-range', 0, largestFile]],
        Expires: uploadSeconds,
      });
      return { url, fields };
    },
    start: async (id, version, reading) => {
      const read: Uint8Array[] = [];
      for await (const piece of pieces(id, version, `bytes=0-${startBytes - 1}`)) read.push(piece);
      return startOfFile(Buffer.concat(read), reading);
    },
    rows: (id, version, from: FilePlace, { format, encoding, delimiter }: FileReading) => {
      const source = pieces(id, version, `bytes=${from.byte}-`);
      return format === 'csv' ? csvRows(source, from, { encoding, delimiter }) : ndjsonRows(source, from, encoding);
    },
  };
};
