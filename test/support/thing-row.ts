import * as z from 'zod';
import { defineRow, key } from '../../shared/data/define-row.ts';

/** A row for tests of the store itself. */
interface Thing {
  readonly id: string;
  readonly version: number;
  readonly group: string;
  readonly note?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** Listed by its group. */
export const thingRow = defineRow<Thing, { id: string }>({
  type: 'Thing',
  schema: () =>
    z.strictObject({
      id: z.string(),
      version: z.int(),
      group: z.string(),
      note: z.string().optional(),
      labels: z.record(z.string(), z.string()).optional(),
    }),
  primary: ({ id }) => ({ pk: key('THING', id), sk: '#' }),
  indexes: ({ id, group }) => ({ bySelector: [key('THING', group), id] }),
});
