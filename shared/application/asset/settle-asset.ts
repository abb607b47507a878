import type { Asset, AssetDraft } from '../../domain/asset/asset.ts';
import type { ItemContext } from '../item/item-context.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { resolvePerson } from '../person/resolve-person.ts';
import { resolveTeam } from '../team/resolve-team.ts';

type Resolve = (reference: string, pointer: string) => Promise<string>;

/** A reference as an id; one that stands as it stood is not looked up again, so that what is gone meanwhile hinders no other change. */
export const resolveChanged = async (resolve: Resolve, reference: string | undefined, before: string | undefined, pointer: string) =>
  reference === undefined || reference === before ? reference : resolve(reference, pointer);

/** An asset's fields with ids for references (I7). @throws DomainError invalid, with a pointer to what is unknown */
export const settleAsset =
  (context: ItemContext) =>
  async (fields: AssetDraft, before?: Asset): Promise<AssetDraft> => {
    const { owner, partOf } = fields;
    const [person, team, whole] = await Promise.all([
      resolveChanged(resolvePerson(context.people), owner?.person, before?.owner?.person, '/owner/person'),
      resolveChanged(resolveTeam(context.teams), owner?.team, before?.owner?.team, '/owner/team'),
      resolveChanged(resolveItem(context), partOf, before?.partOf, '/partOf'),
    ]);
    return {
      ...fields,
      ...(owner ? { owner: { ...owner, ...(person === undefined ? {} : { person }), ...(team === undefined ? {} : { team }) } } : {}),
      ...(whole === undefined ? {} : { partOf: whole }),
    };
  };
