import * as z from 'zod';
import { type Alias, type AliasKey, aliasText } from '../../domain/configuration-item/alias.ts';
import { lazily } from '../../domain/lazily.ts';
import { guardLabel } from '../../domain/unique.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';
import type { Row, RowWrite } from '../records.ts';

const AliasRow = lazily(() =>
  z.strictObject({ scheme: z.string(), value: z.string(), item: Id(), addedAt: StoredTime(), version: z.int().min(1) }),
);

const definition = defineRow<Alias, AliasKey>({
  type: 'Alias',
  schema: AliasRow,
  primary: ({ scheme, value }) => ({ pk: key('ALIAS', scheme, value), sk: '#' }),
});

const labelled = (write: RowWrite, alias: Alias): RowWrite => ({ ...write, label: guardLabel('alias', aliasText(alias)) });

/** ALIAS#<scheme>#<value> | #   the CI that has an alias, and since when. Also a guard row (T3); the value is in its normal form */
export const aliasRow = {
  ...definition,
  /** Reads the alias from the key of its row. A scheme contains no `#`; a value may. */
  aliasInKey: ({ pk }: Row): AliasKey => {
    const [, scheme = '', ...value] = pk.split('#');
    return { scheme, value: value.join('#') };
  },
  take: (alias: Alias): RowWrite => labelled(definition.save(alias), alias),
  release: (alias: Alias): RowWrite => labelled(definition.remove(alias), alias),
};
