import type { S3Client } from '@aws-sdk/client-s3';
import type { ExportFiles } from '../../domain/export/export-repository.ts';
import { amazonS3 } from '../s3.ts';

/** How long a link to a file is valid, in seconds. */
const linkSeconds = 300;

const keyOf = (id: string): string => ['exports', id].join('/');

/** A file that another run has put together already has no upload any more. */
const isCompleted = (error: unknown): boolean => (error as { readonly name?: string }).name === 'NoSuchUpload';

/** Files of exports in a bucket. */
export const s3ExportFiles = (bucket: string, given?: S3Client): ExportFiles => {
  const s3 = amazonS3(given);
  return {
    begin: async (id) => {
      const { client, commands } = await s3();
      const { UploadId = '' } = await client.send(new commands.CreateMultipartUploadCommand({ Bucket: bucket, Key: keyOf(id) }));
      return UploadId;
    },
    part: async (id, upload, number, text) => {
      const { client, commands } = await s3();
      const { ETag = '' } = await client.send(
        new commands.UploadPartCommand({ Bucket: bucket, Key: keyOf(id), UploadId: upload, PartNumber: number, Body: text }),
      );
      return ETag;
    },
    finish: async (id, upload, parts) => {
      const { client, commands } = await s3();
      const Parts = parts.map((ETag, at) => ({ ETag, PartNumber: at + 1 }));
      await client
        .send(new commands.CompleteMultipartUploadCommand({ Bucket: bucket, Key: keyOf(id), UploadId: upload, MultipartUpload: { Parts } }))
        .catch((error: unknown) => {
          if (!isCompleted(error)) throw error;
        });
    },
    keepRest: async (id, version, text) => {
      const { client, commands } = await s3();
      const Key = `${keyOf(id)}.rest-${version}`;
      await client.send(new commands.PutObjectCommand({ Bucket: bucket, Key, Body: text }));
      return Key;
    },
    rest: async (Key) => {
      const { client, commands } = await s3();
      const { Body } = await client.send(new commands.GetObjectCommand({ Bucket: bucket, Key }));
      return (await Body?.transformToString()) ?? '';
    },
    link: async (id, fileName) => {
      const { client, commands } = await s3();
      const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
      const ResponseContentDisposition = `attachment; filename="${fileName}"`;
      const command = new commands.GetObjectCommand({ Bucket: bucket, Key: keyOf(id), ResponseContentDisposition });
      return getSignedUrl(client, command, { expiresIn: linkSeconds });
    },
  };
};
