import { hash } from '../../domain/hash.ts';
import type { NamedResource } from '../../domain/naming/mention.ts';
import type { Naming, NamingRepository } from '../../domain/naming/naming.ts';
import { asRead } from '../as-read.ts';
import { key, last } from '../define-row.ts';
import { readRow } from '../read-rows.ts';
import type { Key, Records } from '../records.ts';
import { lastNamingRow, namingRow } from './naming-rows.ts';

/** The rows of a resource. Its schema is not needed to know that it exists. An item has up to two facets. */
const rowsOf = ({ noun, id }: NamedResource): readonly Key[] => {
  const pk = key(noun.toUpperCase(), id);
  return noun === 'item'
    ? [
        { pk, sk: '#asset' },
        { pk, sk: '#ci' },
      ]
    : [{ pk, sk: '#' }];
};

/** The version of a naming is a hash, so that no earlier version has to be read. */
const versionOf = ({ user, userVersion, at }: Pick<Naming, 'user' | 'userVersion' | 'at'>): number =>
  hash(key(user.id, userVersion, at)) + 1;

export const namingRepository = (records: Records): NamingRepository => ({
  announce: (naming, named) => named.map((one) => namingRow.save({ ...naming, named: one, version: versionOf(naming) })),
  mark: (naming, named) => named.map((one) => lastNamingRow.save({ ...naming, named: one, version: versionOf(naming) })),
  existing: async (named) => {
    const found = new Set((await records.readMany(named.flatMap(rowsOf))).map(({ pk }) => pk));
    return named.filter(({ noun, id }) => found.has(key(noun.toUpperCase(), id)));
  },
  withdraw: (namings) => namings.map(namingRow.remove),
  unmarked: async (named) => {
    const row = await records.read(lastNamingRow.key({ named }));
    return asRead(lastNamingRow, { named }, row && readRow(records, lastNamingRow, row));
  },
  namingsOf: async (named, limit, after) => {
    const rows = await records.query({
      partition: lastNamingRow.key({ named }).pk,
      ...{ from: 'USER#', to: `USER#${last}`, descending: true, limit },
      ...(after ? { after: namingRow.key(after).sk } : {}),
    });
    return rows.map((row) => readRow(records, namingRow, row));
  },
});
