import { Alias, type AliasKey, aliasText } from '../../domain/configuration-item/alias.ts';
import { guardLabel } from '../../domain/unique.ts';
import { defineRow, key } from '../define-row.ts';
import type { RowWrite } from '../records.ts';

const definition = defineRow<Alias, AliasKey>({
  type: 'Alias',
  schema: Alias,
  primary: ({ scheme, value }) => ({ pk: key('ALIAS', scheme, value), sk: '#' }),
});

const labelled = (write: RowWrite, alias: Alias): RowWrite => ({ ...write, label: guardLabel('alias', aliasText(alias)) });

/** ALIAS#<scheme>#<value> | #   who has an alias, since when; a guard row too (T3): values as they are given, compared exactly */
export const aliasRow = {
  key: definition.key,
  fromRow: definition.fromRow,
  take: (alias: Alias): RowWrite => labelled(definition.save(alias), alias),
  release: (alias: Alias): RowWrite => labelled(definition.remove(alias), alias),
};
