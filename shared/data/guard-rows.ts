import * as z from 'zod';
import { day, type Instant, plus } from '../domain/clock.ts';
import { lazily, type Shape } from '../domain/lazily.ts';
import { guardLabel } from '../domain/unique.ts';
import { StoredTime } from '../domain/values.ts';
import { approvalLifeDays } from '../domain/window/window.ts';
import { defineRow, key } from './define-row.ts';
import { difference } from './difference.ts';
import { readRow, readRows } from './read-rows.ts';
import type { Records, RowWrite } from './records.ts';

const Guard = lazily(() =>
  z.strictObject({
    ...{ scheme: z.string(), value: z.string(), owner: z.string().optional(), addedAt: StoredTime().optional() },
    ...{ removedAt: StoredTime().optional(), version: z.int().min(1) },
  }),
);
type Guard = Shape<typeof Guard>;

/**
 * GUARD#<scheme>#<value> | #   the owner of a value that must be unique (T3). For a value that alerts find items by, since when; after its
 * removal, the row is kept without an owner for as long as a window may have been approved before (W1)
 */
export const guardRow = defineRow<Guard, { scheme: string; value: string }>({
  type: 'Guard',
  schema: Guard,
  primary: ({ scheme, value }) => ({ pk: key('GUARD', scheme, value), sk: '#' }),
  expiresAt: ({ removedAt }) => (removedAt === undefined ? undefined : plus(removedAt, approvalLifeDays * day)),
});

/** A value that must be unique among the values of its scheme. */
interface UniqueValue {
  readonly scheme: string;
  readonly value: string;
}

const labelled = (write: RowWrite, { scheme, value }: UniqueValue): RowWrite => ({
  ...write,
  label: guardLabel(scheme.split(':').at(-1) ?? scheme, value),
});

/** The guard rows of one noun. The noun is a part of the scheme, so equal values of different nouns do not collide. */
export const guards = (records: Records, noun: string) => {
  const guardOf = (unique: UniqueValue, owner: string, addedAt?: Instant): Guard => ({
    scheme: `${noun}:${unique.scheme}`,
    value: unique.value,
    owner,
    ...(addedAt === undefined ? {} : { addedAt }),
    version: 1,
  });
  /** A write that removes a value, or that keeps when it was removed if its time counts. */
  const release = (unique: UniqueValue, owner: string, removedAt: Instant | undefined): RowWrite => {
    if (removedAt === undefined) return guardRow.remove(guardOf(unique, owner));
    return guardRow.save({ scheme: `${noun}:${unique.scheme}`, value: unique.value, removedAt, version: 2 });
  };
  /** The guard row of a value, also of one that was removed. If it cannot be read, `unreadable` is called; without it, the call fails. */
  const find = async ({ scheme, value }: UniqueValue, unreadable?: () => void): Promise<Guard | undefined> => {
    const row = await records.read(guardRow.key({ scheme: `${noun}:${scheme}`, value }));
    if (!row) return undefined;
    if (!unreadable) return readRow(records, guardRow, row);
    return readRows(records, guardRow, [row], () => void unreadable())[0];
  };
  return {
    find,
    /** The owner of a value. */
    ownerOf: async (unique: UniqueValue): Promise<string | undefined> => (await find(unique))?.owner,
    /** The owners of values of one scheme, by value, by requests of up to 100 rows. What cannot be read is left out. */
    ownersOf: async (scheme: string, values: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      const keys = values.map((value) => guardRow.key({ scheme: `${noun}:${scheme}`, value }));
      const found = readRows(records, guardRow, await records.readMany(keys));
      return new Map(found.flatMap(({ value, owner }) => (owner === undefined ? [] : [[value, owner] as const])));
    },
    /** Takes the values that the owner gets, and releases those that it loses. If `at` is given, it is stored with both. */
    change: (owner: string, before: readonly UniqueValue[], after: readonly UniqueValue[], at?: Instant): readonly RowWrite[] => {
      const { added, removed } = difference(before, after, ({ scheme, value }) => key(scheme, value));
      return [
        ...added.map((unique): RowWrite => ({ ...labelled(guardRow.save(guardOf(unique, owner, at)), unique), when: 'vacant' })),
        ...removed.map((unique) => labelled(release(unique, owner, at), unique)),
      ];
    },
  };
};
