import type { Asset, AssetEdit } from '../../domain/asset/asset.ts';
import { resolveChanged } from '../item/resolve-changed.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { resolvePerson } from '../person/resolve-person.ts';
import { resolveTeam } from '../team/resolve-team.ts';
import type { AssetContext } from './asset-context.ts';

/** Replaces the references in an asset's fields by ids (I7). @throws DomainError invalid, with a pointer to an unknown reference */
export const settleAsset =
  (context: AssetContext) =>
  async <Fields extends AssetEdit>(fields: Fields, before?: Asset): Promise<Fields> => {
    const { owner, partOf } = fields;
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
