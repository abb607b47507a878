import * as z from 'zod';
import type { ListedValue } from '../../domain/asset/listed-values.ts';
import { lazily, type Shape } from '../../domain/lazily.ts';
import { Id } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';
import { difference } from '../difference.ts';
import { keyPart, postingShardOf } from '../posting/posting-rows.ts';
import type { RowWrite } from '../records.ts';

const ListedValuePosting = lazily(() => z.strictObject({ field: z.string(), value: z.string(), item: Id(), version: z.literal(1) }));
type ListedValuePosting = Shape<typeof ListedValuePosting>;

/** POST#asset#values#<field>#<shard> | <value>#<id>   the values of a field that assets have, in order (A9) */
export const listedValueRow = defineRow<ListedValuePosting, Omit<ListedValuePosting, 'version'>>({
  type: 'ListedValue',
  schema: ListedValuePosting,
  primary: ({ field, value, item }) => ({
    pk: key('POST', 'asset', 'values', field, postingShardOf(item)),
    sk: key(keyPart(value), item),
  }),
});

/**
 * The writes when an asset changes. Like postings, the version check on the asset protects them (T2). Unlike postings they are never written
 * before it, because a list counts them without reading the assets.
 */
export const listedValueWrites = (item: string, before: readonly ListedValue[], after: readonly ListedValue[]): readonly RowWrite[] => {
  const { added, removed } = difference(before, after, ({ field, value }) => key(field, keyPart(value)));
  const posting = (value: ListedValue): ListedValuePosting => ({ ...value, item, version: 1 });
  return [
    ...added.map((value) => listedValueRow.save(posting(value))),
    ...removed.map((value) => listedValueRow.remove(posting(value))),
  ].map((write): RowWrite => ({ ...write, when: 'any' }));
};
