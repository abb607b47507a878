import type { Asset } from '../../domain/asset/asset.ts';
import { assetFor } from '../../domain/asset/asset-view.ts';
import { listAssets } from '../asset/list-assets.ts';
import type { ExportRunContext, ListPage } from './export-context.ts';
import { readableReferences } from './readable-references.ts';

const withOwners = async ({ people, teams }: ExportRunContext, assets: readonly Asset[]): Promise<readonly object[]> => {
  const [person, team] = await Promise.all([
    readableReferences(
      people,
      assets.map(({ owner }) => owner?.person),
      ({ email }) => email,
    ),
    readableReferences(
      teams,
      assets.map(({ owner }) => owner?.team),
      ({ name }) => name,
    ),
  ]);
  return assets.map((asset) =>
    asset.owner ? { ...asset, owner: { ...asset.owner, person: person(asset.owner.person), team: team(asset.owner.team) } } : asset,
  );
};

export const exportAssets: ListPage = (context, filters, caller) => async (request) => {
  const { items, nextCursor } = await listAssets(context)(filters, request);
  return {
    items: await withOwners(
      context,
      items.map((asset) => assetFor(caller, asset)),
    ),
    nextCursor,
  };
};
