import * as z from 'zod';
import { lazily, type Shape } from '../domain/lazily.ts';
import { guardLabel } from '../domain/unique.ts';
import { defineRow, key } from './define-row.ts';
import type { Records, RowWrite } from './records.ts';

const Guard = lazily(() => z.strictObject({ scheme: z.string(), value: z.string(), owner: z.string(), version: z.literal(1) }));
type Guard = Shape<typeof Guard>;

/** GUARD#<scheme>#<value> | #   who has a value that may stand once only (T3) */
export const guardRow = defineRow<Guard, { scheme: string; value: string }>({
  type: 'Guard',
  schema: Guard,
  primary: ({ scheme, value }) => ({ pk: key('GUARD', scheme, value), sk: '#' }),
});

const labelled = (write: RowWrite, { scheme, value }: { scheme: string; value: string }): RowWrite => ({
  ...write,
  label: guardLabel(scheme.split(':').at(-1) ?? scheme, value),
});

/** Guard rows of a noun: its schemes are kept apart from those of others. */
export const guards = (records: Records, noun: string) => {
  const of = (unique: { scheme: string; value: string }, owner: string): Guard => ({
    scheme: `${noun}:${unique.scheme}`,
    value: unique.value,
    owner,
    version: 1,
  });
  return {
    ownerOf: async ({ scheme, value }: { scheme: string; value: string }): Promise<string | undefined> => {
      const row = await records.read(guardRow.key({ scheme: `${noun}:${scheme}`, value }));
      return row && guardRow.fromRow(row).owner;
    },
    take: (unique: { scheme: string; value: string }, owner: string): RowWrite => labelled(guardRow.save(of(unique, owner)), unique),
    release: (unique: { scheme: string; value: string }, owner: string): RowWrite => labelled(guardRow.remove(of(unique, owner)), unique),
  };
};
