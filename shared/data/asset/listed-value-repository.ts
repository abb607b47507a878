import type { ListedValueRepository } from '../../domain/asset/asset-repository.ts';
import type { ListedField, ValueCount } from '../../domain/asset/listed-values.ts';
import { key, last, partitionsOf } from '../define-row.ts';
import { readAtMost } from '../list-rows.ts';
import { keyPart } from '../posting/posting-rows.ts';
import { readRow } from '../read-rows.ts';
import type { Records, Row } from '../records.ts';
import { postingShards } from '../table.ts';
import { listedValueRow, listedValueWrites } from './listed-value-rows.ts';

const partitions = (field: ListedField): readonly string[] => partitionsOf(postingShards, 'POST', 'asset', 'values', field);

const first = (rows: readonly Row[]): Row | undefined => rows.toSorted((one, other) => (one.sk < other.sk ? -1 : 1))[0];

export const listedValueRepository = (records: Records): ListedValueRepository => {
  /** The first row of each shard whose value comes after another one. */
  const nextOf = async (field: ListedField, after: string | undefined): Promise<Row | undefined> => {
    const range = after === undefined ? {} : { from: key(after, last) };
    const shards = await Promise.all(partitions(field).map((partition) => records.query({ partition, ...range, limit: 1 })));
    return first(shards.flat());
  };
  /** The rows of a value. `after`: only those of assets whose ids come after this one. */
  const rowsOf = async (
    field: ListedField,
    part: string,
    { limit, after }: { readonly limit?: number; readonly after?: string | undefined } = {},
  ): Promise<readonly Row[]> => {
    const from = after === undefined ? key(part, '') : key(part, after, '');
    const range = { from, to: key(part, last), ...(limit === undefined ? {} : { limit }) };
    const shards = await Promise.all(partitions(field).map((partition) => records.query({ partition, ...range })));
    return shards.flat();
  };
  return {
    page: async (field, { limit, after }) => {
      const items: ValueCount[] = [];
      let [position, read] = [after, 0];
      for (;;) {
        const row = await nextOf(field, position);
        if (!row) return { items };
        // One value more than the page is known to follow. A value with many assets ends the page early, because all of them are counted.
        if (items.length === limit || read >= readAtMost) return { items, nextCursor: position };
        position = row.sk.slice(0, row.sk.lastIndexOf('#'));
        const { length } = await rowsOf(field, position);
        items.push({ name: readRow(records, listedValueRow, row).value, assets: length });
        read += length + postingShards;
      }
    },
    holders: async (field, value, request) =>
      (await rowsOf(field, keyPart(value), request))
        .map((row) => readRow(records, listedValueRow, row).item)
        .toSorted()
        .slice(0, request.limit),
    removeHolder: (value, id) => listedValueWrites(id, [value], []),
  };
};
