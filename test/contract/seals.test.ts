import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { s3Seals } from '../../shared/data/history/s3-seals.ts';
import type { SealedVersion, SealedVersions, Seals } from '../../shared/domain/history/seal.ts';
import { inParallel } from '../../shared/domain/in-parallel.ts';
import { emulatorClient } from '../support/emulator.ts';
import { inMemorySeals } from '../support/in-memory-seals.ts';

/** A bucket with object lock, which keeps all versions of an object, as in infra/constructs/seals.ts. */
const lockedBucket = async () => {
  const client = new S3Client(emulatorClient());
  const bucket = `seals-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: true }));
  return { client, bucket };
};

const hash = 'a'.repeat(64);
const sealed = (item: string, version: number, facet: SealedVersion['facet'] = 'ci'): SealedVersion => ({ item, facet, version, hash });
const dayOf = (day: string) => ({ day, events: 2, root: hash, versions: 1, sealedAt: `${day}T23:59:59.000Z` });
const inOrder = (versions: readonly SealedVersion[]) => versions.toSorted((one, other) => one.version - other.version);

const kinds: readonly (readonly [string, () => Promise<Seals & SealedVersions>])[] = [
  ['the in-memory bucket', async () => inMemorySeals()],
  [
    "the emulator's S3",
    async () => {
      const { client, bucket } = await lockedBucket();
      return s3Seals(bucket, client);
    },
  ],
];

describe.each(kinds)('what is sealed in %s', (_, open) => {
  let seals: Seals & SealedVersions;
  beforeAll(async () => {
    seals = await open();
  });

  it('C6 a version that is sealed twice counts once, and another item has none', async () => {
    const item = uuidv7();
    for (const version of [sealed(item, 1), sealed(item, 12, 'relations'), sealed(item, 1)]) await seals.sealVersion(version);

    expect(inOrder(await seals.versionsOf(item))).toEqual([sealed(item, 1), sealed(item, 12, 'relations')]);
    expect(await seals.versionsOf(uuidv7())).toEqual([]);
  });

  it('C6 more versions than a page of the bucket has are all found', async () => {
    const item = uuidv7();
    const versions = Array.from({ length: 1_050 }, (_each, at) => sealed(item, at + 1));
    await inParallel(versions, 16, (version) => seals.sealVersion(version));

    expect(inOrder(await seals.versionsOf(item))).toEqual(versions);
  });

  it('C6 the last sealed day after a date is found', async () => {
    for (const day of ['2026-11-20', '2026-11-22', '2026-11-21']) await seals.sealDay(dayOf(day));

    expect(await seals.through('2026-10-01')).toBe('2026-11-22');
    expect(await seals.through('2026-11-21')).toBe('2026-11-22');
    expect(await seals.through('2026-11-22')).toBeUndefined();
  });
});

it('C6 a version whose object is deleted still counts as sealed, because the bucket keeps all versions of an object', async () => {
  const { client, bucket } = await lockedBucket();
  const seals = s3Seals(bucket, client);
  const item = uuidv7();
  await seals.sealVersion(sealed(item, 3));

  const key = `versions/${item}/ci/000000003-${hash}`;
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));

  expect(await seals.versionsOf(item)).toEqual([sealed(item, 3)]);
});
