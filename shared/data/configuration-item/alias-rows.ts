import * as z from 'zod';
import { day, type Instant, plus } from '../../domain/clock.ts';
import { type Alias, type AliasKey, aliasText } from '../../domain/configuration-item/alias.ts';
import { lazily, type Shape } from '../../domain/lazily.ts';
import { guardLabel } from '../../domain/unique.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { approvalLifeDays } from '../../domain/window/window.ts';
import { defineRow, key } from '../define-row.ts';
import type { Row, RowWrite } from '../records.ts';

/** The row has the CI of the alias, and since when. After the alias was removed, it has `removedAt` instead (W1). */
const AliasRow = lazily(() =>
  z.strictObject({
    ...{ scheme: z.string(), value: z.string(), item: Id().optional(), addedAt: StoredTime().optional() },
    ...{ removedAt: StoredTime().optional(), version: z.int().min(1) },
  }),
);

const definition = defineRow<Shape<typeof AliasRow>, AliasKey>({
  type: 'Alias',
  schema: AliasRow,
  primary: ({ scheme, value }) => ({ pk: key('ALIAS', scheme, value), sk: '#' }),
  expiresAt: ({ removedAt }) => (removedAt === undefined ? undefined : plus(removedAt, approvalLifeDays * day)),
});

const labelled = (write: RowWrite, alias: AliasKey): RowWrite => ({ ...write, label: guardLabel('alias', aliasText(alias)) });

/** Takes an alias that no CI has. */
const taken = (alias: Alias): RowWrite => ({ ...definition.save(alias), when: 'vacant' });
const released = ({ scheme, value, version }: Alias, removedAt: Instant): RowWrite =>
  definition.save({ scheme, value, removedAt, version: version + 1 });

/**
 * ALIAS#<scheme>#<value> | #   the CI that has an alias, and since when. Also a guard row (T3); the value is in its normal form. After its
 * removal, the row is kept without a CI for as long as a window may have been approved before (W1)
 */
export const aliasRow = {
  ...definition,
  /** Reads the alias from the key of its row. A scheme contains no `#`; a value may. */
  aliasInKey: ({ pk }: Row): AliasKey => {
    const [, scheme = '', ...value] = pk.split('#');
    return { scheme, value: value.join('#') };
  },
  take: (alias: Alias): RowWrite => labelled(taken(alias), alias),
  release: (alias: Alias, at: Instant): RowWrite => labelled(released(alias, at), alias),
  /** The same for the alias that a CI has by its name: if another CI takes it at the same moment, it is not asked for again. */
  takeName: taken,
  releaseName: released,
};
