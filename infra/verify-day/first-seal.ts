import { GetObjectCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { dayKey } from '../../shared/data/history/s3-seals.ts';
import type { DaySeal } from '../../shared/domain/history/seal.ts';

/** The seal of a day as it was written first. */
export interface FirstSeal extends Pick<DaySeal, 'events' | 'root' | 'sealedAt'> {
  /** How often the object was written again afterwards. */
  readonly laterVersions: number;
}

const sealOfDay = (day: string) => z.object({ day: z.literal(day), events: z.int().min(0), root: z.string(), sealedAt: z.string() });

/** The ids of all versions of an object, the newest first, as S3 lists them. Marks of a deletion are no versions. */
const versionsOf = async (client: S3Client, Bucket: string, key: string): Promise<readonly string[]> => {
  const found: string[] = [];
  let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: key, ...marker }));
    found.push(...(page.Versions ?? []).flatMap(({ Key, VersionId }) => (Key === key && VersionId !== undefined ? VersionId : [])));
    if (!page.IsTruncated) return found;
    marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
};

/**
 * Reads the seal of a day: the oldest version of its object. The lock keeps nobody from writing a later version on top of it, or from hiding
 * all by a deletion, but the oldest version itself stays as it was (C6). The result is undefined if the day was not sealed.
 */
export const firstSealIn =
  (client: S3Client, bucket: string) =>
  async (day: string): Promise<FirstSeal | undefined> => {
    const place = { Bucket: bucket, Key: dayKey(day) };
    const versions = await versionsOf(client, bucket, place.Key);
    const oldest = versions.at(-1);
    if (oldest === undefined) return undefined;
    const { Body } = await client.send(new GetObjectCommand({ ...place, VersionId: oldest }));
    const { events, root, sealedAt } = sealOfDay(day).parse(JSON.parse((await Body?.transformToString()) ?? ''));
    return { events, root, sealedAt, laterVersions: versions.length - 1 };
  };
