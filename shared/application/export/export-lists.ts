import type { Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import { assetFor } from '../../domain/asset/asset-view.ts';
import type { TransferKind } from '../../domain/import/transfer-kinds.ts';
import type { Resource, ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { listAssets } from '../asset/list-assets.ts';
import type { ExportRunContext } from './export-context.ts';

const present = (ids: readonly (string | undefined)[]): readonly string[] => [...new Set(ids.filter((id) => id !== undefined))];

/** How people refer to these: by mail address or name. Those that are gone keep their id. */
const referencesTo = async <Entity extends Resource>(
  repository: ResourceRepository<Entity>,
  ids: readonly (string | undefined)[],
  textOf: (entity: Entity) => string,
) => {
  const found = new Map((await repository.findMany(present(ids))).map((entity) => [entity.id, textOf(entity)]));
  return (id: string | undefined): string | undefined => (id === undefined ? undefined : (found.get(id) ?? id));
};

const withOwners = async ({ people, teams }: ExportRunContext, assets: readonly Asset[]): Promise<readonly object[]> => {
  const [person, team] = await Promise.all([
    referencesTo(
      people,
      assets.map(({ owner }) => owner?.person),
      ({ email }) => email,
    ),
    referencesTo(
      teams,
      assets.map(({ owner }) => owner?.team),
      ({ name }) => name,
    ),
  ]);
  return assets.map((asset) =>
    asset.owner ? { ...asset, owner: { ...asset.owner, person: person(asset.owner.person), team: team(asset.owner.team) } } : asset,
  );
};

type ListPage = (
  context: ExportRunContext,
  filter: Readonly<Record<string, string>>,
  caller: Caller,
) => (request: PageRequest) => Promise<Page<object>>;

/** A page of each list of what can be imported, as the caller may see it, by references that an import reads. */
export const exportLists: Readonly<Record<TransferKind, ListPage>> = {
  assets: (context, filters, caller) => async (request) => {
    const { items, nextCursor } = await listAssets(context)(filters, request);
    return {
      items: await withOwners(
        context,
        items.map((asset) => assetFor(caller, asset)),
      ),
      nextCursor,
    };
  },
  people: (context) => async (request) => {
    const { items, nextCursor } = await context.people.page(request);
    const team = await referencesTo(
      context.teams,
      items.flatMap(({ teams }) => teams),
      ({ name }) => name,
    );
    return { items: items.map(({ addressVersion, ...person }) => ({ ...person, teams: person.teams.map(team) })), nextCursor };
  },
};
