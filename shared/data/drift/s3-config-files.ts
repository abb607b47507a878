import { gunzipSync } from 'node:zlib';
import type { S3Client } from '@aws-sdk/client-s3';
import type { ConfigFiles } from '../../domain/drift/drift-state.ts';
import { amazonS3 } from '../s3.ts';

interface ConfigBucket {
  /** The bucket of the settings. Empty: no file is read. */
  readonly bucket: string;
  /** Is told of a file that cannot be had. Its event is then taken by its summary. */
  readonly unavailable: (error: unknown) => void;
  readonly given?: S3Client;
}

/** The part of the key that all oversized notifications have. The permission names the same. */
const folder = '/OversizedChangeNotification/';
/** The most bytes of a file, as it is stored and as JSON. */
const [mostStored, mostUnpacked] = [4 * 1_024 * 1_024, 16 * 1_024 * 1_024];

/** Errors of a file that no retry mends: it is gone, may not be read, or is none of AWS Config. */
const isLasting = (error: unknown): boolean => {
  const { name, code } = error as { readonly name?: string; readonly code?: string };
  return (
    ['NoSuchKey', 'NoSuchBucket', 'AccessDenied', 'Forbidden', 'SyntaxError'].includes(name ?? '') || /^(Z_|ERR_BUFFER)/.test(code ?? '')
  );
};

const jsonOf = (bytes: Uint8Array): unknown => {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return JSON.parse(Buffer.from(isPacked ? gunzipSync(bytes, { maxOutputLength: mostUnpacked }) : bytes).toString('utf8'));
};

/** Reads the files of oversized notifications. An event names the file, so only the bucket of the settings is read, and nothing else in it. */
export const s3ConfigFiles = ({ bucket, unavailable, given }: ConfigBucket): ConfigFiles => {
  const s3 = amazonS3(given);
  const content = async (key: string): Promise<unknown> => {
    const { client, commands } = await s3();
    const { Body, ContentLength = 0 } = await client.send(new commands.GetObjectCommand({ Bucket: bucket, Key: key }));
    if (ContentLength <= mostStored && Body) return jsonOf(await Body.transformToByteArray());
    unavailable(new Error(`the file has ${ContentLength} bytes, of which at most ${mostStored} are read`));
    return undefined;
  };
  return {
    read: async (place) => {
      const [named, ...path] = place.split('/');
      const key = path.join('/');
      if (bucket === '' || named !== bucket || !key.includes(folder)) return undefined;
      try {
        return await content(key);
      } catch (error) {
        if (!isLasting(error)) throw error;
        unavailable(error);
        return undefined;
      }
    },
  };
};
