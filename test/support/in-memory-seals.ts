import { isDeepStrictEqual } from 'node:util';
import type { DaySeal, SealedVersion, SealedVersions, Seals } from '../../shared/domain/history/seal.ts';

/** What was sealed, in memory. */
export const inMemorySeals = () => {
  const [versions, days]: [SealedVersion[], DaySeal[]] = [[], []];
  return {
    versions,
    days,
    versionsOf: async (item) => versions.filter((version) => version.item === item),
    through: async (since) =>
      days
        .map(({ day }) => day)
        .filter((day) => day > since)
        .toSorted()
        .at(-1),
    // What is sealed again is the same object.
    sealVersion: async (version) => {
      if (!versions.some((known) => isDeepStrictEqual(known, version))) versions.push(version);
    },
    sealDay: async (seal) => void days.push(seal),
  } satisfies SealedVersions & Seals & Record<string, unknown>;
};

export type InMemorySeals = ReturnType<typeof inMemorySeals>;
