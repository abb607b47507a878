import type { S3Client } from '@aws-sdk/client-s3';
import { type HistoryFacet, historyFacets } from '../../domain/history/item-version.ts';
import type { SealedVersion, SealedVersions, Seals } from '../../domain/history/seal.ts';
import { amazonS3 } from '../s3.ts';

/** The version is padded, so that a list of keys is in order. */
const keyOf = ({ item, facet, version, hash }: SealedVersion): string =>
  ['versions', item, facet, `${String(version).padStart(9, '0')}-${hash}`].join('/');

const isFacet = (name: string | undefined): name is HistoryFacet => historyFacets.some((facet) => facet === name);

const versionIn = (key: string): SealedVersion | undefined => {
  const [, item, facet, name = ''] = key.split('/');
  const [version, hash] = name.split('-');
  return item === undefined || hash === undefined || !isFacet(facet) ? undefined : { item, facet, version: Number(version), hash };
};

const daysPrefix = 'days/';
/** The key of the seal of a day. */
export const dayKey = (day: string): string => `${daysPrefix}${day}.json`;
const dayIn = (key: string): string => key.slice(daysPrefix.length, daysPrefix.length + 10);

/**
 * versions/<item>/<part>/<version>-<hash>   a version that was sealed: its key says everything, so that one list proves a history
 * days/<day>.json                           the root over the events of a day. It is written last, so the day is complete if it is there
 *
 * Objects are locked, and a deletion only hides them, so all their versions are listed.
 */
export const s3Seals = (bucket: string, given?: S3Client): SealedVersions & Seals => {
  const s3 = amazonS3(given);
  return {
    versionsOf: async (item) => {
      const { client, commands } = await s3();
      const keys: string[] = [];
      let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
      for (;;) {
        const page = await client.send(new commands.ListObjectVersionsCommand({ Bucket: bucket, Prefix: `versions/${item}/`, ...marker }));
        keys.push(...(page.Versions ?? []).flatMap(({ Key }) => Key ?? []));
        if (!page.IsTruncated) return [...new Set(keys)].flatMap((key) => versionIn(key) ?? []);
        marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
      }
    },
    through: async (since) => {
      const { client, commands } = await s3();
      let last: string | undefined;
      let token: string | undefined;
      do {
        const page = await client.send(
          new commands.ListObjectsV2Command({
            Bucket: bucket,
            Prefix: daysPrefix,
            StartAfter: dayKey(since),
            ContinuationToken: token,
          }),
        );
        last = page.Contents?.at(-1)?.Key ?? last;
        token = page.NextContinuationToken;
      } while (token !== undefined);
      return last === undefined ? undefined : dayIn(last);
    },
    // An object with a lock needs a checksum, which the client adds only where S3 demands it.
    sealVersion: async (version) => {
      const { client, commands } = await s3();
      await client.send(new commands.PutObjectCommand({ Bucket: bucket, Key: keyOf(version), Body: '', ChecksumAlgorithm: 'SHA256' }));
    },
    sealDay: async (seal) => {
      const { client, commands } = await s3();
      const Body = JSON.stringify(seal);
      await client.send(new commands.PutObjectCommand({ Bucket: bucket, Key: dayKey(seal.day), Body, ChecksumAlgorithm: 'SHA256' }));
    },
  };
};
