import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, it } from '@jest/globals';
import { s3ConfigFiles } from '../../shared/data/drift/s3-config-files.ts';
import { aNotification, oversizedKey } from '../support/config-events.ts';
import { emulatorClient } from '../support/emulator.ts';

it('C7 the file of an oversized notification is read from Amazon S3, and one that is gone is reported', async () => {
  const client = new S3Client({ ...emulatorClient(), forcePathStyle: true });
  const bucket = `config-${randomUUID()}`;
  const notification = aNotification({ at: '2026-11-24T13:00:00.000Z' });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: oversizedKey, Body: gzipSync(JSON.stringify(notification)) }));
  const reported: unknown[] = [];
  const { read } = s3ConfigFiles({ bucket, unavailable: (error) => reported.push(error), given: client });

  expect(await read(`${bucket}/${oversizedKey}`)).toEqual(notification);
  expect(reported).toEqual([]);
  expect(await read(`${bucket}/${oversizedKey}.old`)).toBeUndefined();
  expect(reported).toMatchObject([{ name: 'NoSuchKey' }]);
});
