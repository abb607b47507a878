import type { Asset } from '../../domain/asset/asset.ts';
import { tagOrId } from '../../domain/asset/asset-uniques.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { allPages } from '../all-pages.ts';
import { listAssets } from '../asset/list-assets.ts';
import type { ExportRunContext, ListPage } from './export-context.ts';
import { readableReferences } from './readable-references.ts';

/** How many assets are read at the same time. */
const atOnce = 20;

interface Entry {
  readonly version: number;
  readonly person?: string | undefined;
}

/**
 * A kind whose entries belong to assets: those of the assets that the filters of the list of assets find, asset after asset. Assets are named
 * by their tags and people by their mail addresses, as people write them.
 */
const exportOfAssets =
  (entriesOf: (context: ExportRunContext, asset: Asset) => Promise<readonly Entry[]>): ListPage =>
  (context, filters) =>
  async (request) => {
    const { items: assets, nextCursor } = await listAssets(context)(filters, request);
    const entries = await inParallel(assets, atOnce, async (asset) =>
      (await entriesOf(context, asset)).map(({ version, ...entry }) => ({ ...entry, asset: tagOrId(asset) })),
    );
    const all = entries.flat();
    const person = await readableReferences(
      context.people,
      all.map((entry) => entry.person),
      ({ email }) => email,
    );
    return { items: all.map((entry) => ({ ...entry, person: person(entry.person) })), nextCursor };
  };

export const exportCosts = exportOfAssets(({ costs }, { id }) => costs.of(id));

/** The terms of licenses. */
export const exportTerms = exportOfAssets(({ licenses }, { id }) => licenses.termsOf(id));

/** The seats that are assigned now. */
export const exportSeats = exportOfAssets(({ licenses }, { id }) =>
  allPages({ page: (request) => licenses.seatsOf(id, request, ({ releasedAt }) => releasedAt === undefined) }),
);

/** Who has which asset now. */
export const exportAssignments = exportOfAssets(async ({ assignments }, { id, assignment }) => {
  const open = assignment && (await assignments.find(id, assignment.id));
  return open ? [open] : [];
});
