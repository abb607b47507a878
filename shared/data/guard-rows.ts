import * as z from 'zod';
import { lazily, type Shape } from '../domain/lazily.ts';
import { guardLabel } from '../domain/unique.ts';
import { defineRow, key } from './define-row.ts';
import { difference } from './difference.ts';
import { readRow, readRows } from './read-rows.ts';
import type { Records, RowWrite } from './records.ts';

const Guard = lazily(() => z.strictObject({ scheme: z.string(), value: z.string(), owner: z.string(), version: z.literal(1) }));
type Guard = Shape<typeof Guard>;

/** GUARD#<scheme>#<value> | #   the owner of a value that must be unique (T3) */
export const guardRow = defineRow<Guard, { scheme: string; value: string }>({
  type: 'Guard',
  schema: Guard,
  primary: ({ scheme, value }) => ({ pk: key('GUARD', scheme, value), sk: '#' }),
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
  const guardOf = (unique: UniqueValue, owner: string): Guard => ({
    scheme: `${noun}:${unique.scheme}`,
    value: unique.value,
    owner,
    version: 1,
  });
  return {
    /** The owner of a value. If its row cannot be read, `unreadable` is called; without it, the call fails. */
    ownerOf: async ({ scheme, value }: UniqueValue, unreadable?: () => void): Promise<string | undefined> => {
      const row = await records.read(guardRow.key({ scheme: `${noun}:${scheme}`, value }));
      if (!row) return undefined;
      if (!unreadable) return readRow(records, guardRow, row).owner;
      const [guard] = readRows(records, guardRow, [row], () => void unreadable());
      return guard?.owner;
    },
    /** Takes the values that the owner gets, and releases those that it loses. */
    change: (owner: string, before: readonly UniqueValue[], after: readonly UniqueValue[]): readonly RowWrite[] => {
      const { added, removed } = difference(before, after, ({ scheme, value }) => key(scheme, value));
      return [
        ...added.map((unique) => labelled(guardRow.save(guardOf(unique, owner)), unique)),
        ...removed.map((unique) => labelled(guardRow.remove(guardOf(unique, owner)), unique)),
      ];
    },
  };
};
