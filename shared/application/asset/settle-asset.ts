import type { Asset, AssetEdit } from '../../domain/asset/asset.ts';
import { assertPurchaseDate } from '../../domain/asset/asset-transitions.ts';
import { resolveChanged } from '../item/resolve-changed.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { resolvePerson } from '../person/resolve-person.ts';
import { resolveTeam } from '../team/resolve-team.ts';
import type { AssetContext } from './asset-context.ts';
import { latestToday } from './change-asset.ts';

/**
 * Replaces the references in an asset's fields by ids (I7), and checks the day of the purchase.
 * @throws DomainError invalid, with a pointer to an unknown reference; invalid `asset/purchase-in-future`
 */
export const settleAsset =
  (context: AssetContext) =>
  async <Fields extends AssetEdit>(fields: Fields, before?: Asset): Promise<Fields> => {
    const { owner, partOf, purchase } = fields;
    const status = before?.status ?? ('status' in fields ? (fields.status as Asset['status']) : 'in-stock');
    if (purchase?.date !== undefined && purchase.date !== before?.purchase?.date)
      assertPurchaseDate(purchase.date, status, latestToday(context.clock));
    const [person, team, parent] = await Promise.all([
      resolveChanged(resolvePerson(context.people), owner?.person, before?.owner?.person, '/owner/person'),
      resolveChanged(resolveTeam(context.teams), owner?.team, before?.owner?.team, '/owner/team'),
      resolveChanged(resolveItem(context), partOf, before?.partOf, '/partOf'),
    ]);
    return {
      ...fields,
      ...(owner ? { owner: { ...owner, ...(person === undefined ? {} : { person }), ...(team === undefined ? {} : { team }) } } : {}),
      ...(parent === undefined ? {} : { partOf: parent }),
    };
  };
