import { gzipSync } from 'node:zlib';
import type { GetObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { expect, it } from '@jest/globals';
import { s3ConfigFiles } from '../../../shared/data/drift/s3-config-files.ts';
import { aNotification, oversizedKey } from '../../support/config-events.ts';

const notification = aNotification({ at: '2026-11-24T13:00:00.000Z' });
const place = `config-bucket/${oversizedKey}`;

/** A bucket whose files are this. @returns what is read, asked for and reported */
const filesWith = (file: Buffer | Error, bucket = 'config-bucket') => {
  const asked: string[] = [];
  const reported: unknown[] = [];
  const given = {
    send: async ({ input }: { readonly input: GetObjectCommandInput }) => {
      asked.push(`${input.Bucket}/${input.Key}`);
      if (file instanceof Error) throw file;
      return { ContentLength: file.length, Body: { transformToByteArray: async () => file } };
    },
  } as unknown as S3Client;
  return { ...s3ConfigFiles({ bucket, unavailable: (error) => reported.push(error), given }), asked, reported };
};
const named = (name: string): Error => Object.assign(new Error(name), { name });

it.each([
  ['packed', gzipSync(JSON.stringify(notification))],
  ['plain', Buffer.from(JSON.stringify(notification))],
])('C7 the %s file of an oversized notification is read from the bucket of the settings', async (_, file) => {
  const { read, asked, reported } = filesWith(file);

  expect([await read(place), asked, reported]).toEqual([notification, [place], []]);
});

it.each([
  ['in another bucket', place.replace('config-bucket', 'bucket-of-a-stranger')],
  ['in a bucket with a longer name', place.replace('config-bucket', 'config-bucket-2')],
  ['that is no oversized notification', 'config-bucket/AWSLogs/1/Config/ConfigSnapshot/a.json.gz'],
  ['without a key', 'config-bucket'],
])('C7 a file %s is not asked for', async (_, other) => {
  const { read, asked } = filesWith(gzipSync('{}'));

  expect([await read(other), asked]).toEqual([undefined, []]);
});

it('C7 without the setting no file is read', async () => {
  const { read, asked } = filesWith(gzipSync('{}'), '');

  expect([await read(place), await read(`/${oversizedKey}`), asked]).toEqual([undefined, undefined, []]);
});

it.each([
  ['is gone', named('NoSuchKey')],
  ['may not be read', named('AccessDenied')],
  ['is too large', Buffer.alloc(4 * 1_024 * 1_024 + 1)],
  ['unpacks to too much', gzipSync(Buffer.alloc(17 * 1_024 * 1_024, ' '))],
  ['is cut off', gzipSync(JSON.stringify(notification)).subarray(0, 100)],
  ['is no JSON', Buffer.from('hello')],
])('C7 a file that %s is reported, and its event is taken by its summary', async (_, file) => {
  const { read, reported } = filesWith(file);

  expect(await read(place)).toBeUndefined();
  expect(reported).toHaveLength(1);
});

it('C7 an error of Amazon S3 that may pass fails, so that the message is received again', async () => {
  const { read, reported } = filesWith(named('InternalError'));

  await expect(read(place)).rejects.toThrow('InternalError');
  expect(reported).toEqual([]);
});
