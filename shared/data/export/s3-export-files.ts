import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ExportFiles } from '../../domain/export/export-repository.ts';
import { lazily } from '../../domain/lazily.ts';
import { newS3Client } from '../import/s3-client.ts';

/** How long a link to a file is valid, in seconds. */
const linkSeconds = 300;

const keyOf = (id: string): string => ['exports', id].join('/');

/** A file that another run has put together already has no upload any more. */
const isCompleted = (error: unknown): boolean => (error as { readonly name?: string }).name === 'NoSuchUpload';

/** Files of exports in a bucket. */
export const s3ExportFiles = (bucket: string, client?: S3Client): ExportFiles => {
  const s3 = lazily(() => client ?? newS3Client());
  return {
    begin: async (id) => {
      const { UploadId = '' } = await s3().send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: keyOf(id) }));
      return UploadId;
    },
    part: async (id, upload, number, text) => {
      const { ETag = '' } = await s3().send(
        new UploadPartCommand({ Bucket: bucket, Key: keyOf(id), UploadId: upload, PartNumber: number, Body: text }),
      );
      return ETag;
    },
    finish: async (id, upload, parts) => {
      const Parts = parts.map((ETag, at) => ({ ETag, PartNumber: at + 1 }));
      await s3()
        .send(new CompleteMultipartUploadCommand({ Bucket: bucket, Key: keyOf(id), UploadId: upload, MultipartUpload: { Parts } }))
        .catch((error: unknown) => {
          if (!isCompleted(error)) throw error;
        });
    },
    keepRest: async (id, version, text) => {
      const Key = `${keyOf(id)}.rest-${version}`;
      await s3().send(new PutObjectCommand({ Bucket: bucket, Key, Body: text }));
      return Key;
    },
    rest: async (Key) => {
      const { Body } = await s3().send(new GetObjectCommand({ Bucket: bucket, Key }));
      return (await Body?.transformToString()) ?? '';
    },
    link: (id, fileName) =>
      getSignedUrl(
        s3(),
        new GetObjectCommand({ Bucket: bucket, Key: keyOf(id), ResponseContentDisposition: `attachment; filename="${fileName}"` }),
        { expiresIn: linkSeconds },
      ),
  };
};
