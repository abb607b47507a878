import * as z from 'zod';
import type { Asset } from '../../domain/asset/asset.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { pointerOf } from '../../domain/import/cell-values.ts';
import { parsedRow } from '../../domain/import/parsed-row.ts';
import { draftOf } from '../../domain/import/row-draft.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import type { JsonObject } from '../../domain/json-object.ts';
import { lazily } from '../../domain/lazily.ts';
import { isSameValue } from '../../domain/resource/same-value.ts';
import { onFreshRows } from '../../domain/store.ts';
import { Reference } from '../../domain/values.ts';
import { resolveEitherId } from '../item/resolve-item.ts';
import { patched } from '../resource/manage-resource.ts';
import type { ImportKind, ImportRun, ImportRunContext, ReadableRow, RowOutcome } from './import-context.ts';
import { turns } from './turns.ts';

/** How many assets are looked up at the same time. */
const atOnce = 20;

/** A row of something that belongs to an asset. `told`: what it says, with the defaults of the import in empty fields. */
export interface RowOfAsset extends ReadableRow {
  readonly asset: Asset;
  readonly told: JsonObject;
}

const AssetOfRow = lazily(() => z.object({ asset: Reference() }));

/** The asset of a row. @throws DomainError invalid `item/not-an-asset` */
const assetWith = async ({ items }: ImportRunContext, id: string): Promise<Asset> => {
  const asset = (await items.find(id))?.asset;
  if (asset) return asset;
  throw invalid('/asset', 'item/not-an-asset', `item ${id} has no asset facet; add one, or name another`);
};

/** The ids of the assets that rows name, or why there is none, by the line. Each reference is looked up once. */
const assetIds = async (context: ImportRunContext, rows: readonly ReadableRow[], run: ImportRun) => {
  const known = new Map<string, Promise<string>>();
  const idOf = async ({ fields }: ReadableRow): Promise<string> => {
    const { asset } = parsedRow(AssetOfRow(), draftOf(fields, run));
    const id = known.get(asset) ?? resolveEitherId(context)(asset, '/asset');
    known.set(asset, id);
    return id;
  };
  const found = await inParallel(rows, atOnce, async (row) => (await Promise.allSettled([idOf(row)]))[0]);
  return new Map(rows.map(({ line }, at) => [line, found[at]] as const));
};

/**
 * A kind whose rows belong to assets. The rows of one asset are handled one after another, in the order of the file: they change the same
 * rows of the table, and a later one may depend on an earlier one.
 */
export const rowsOfAssets = (
  keysOf: ImportKind['keysOf'],
  handle: (context: ImportRunContext, run: ImportRun, row: RowOfAsset) => Promise<RowOutcome>,
): ImportKind => ({
  keysOf,
  load: (context, run) => async (rows) => {
    const [ids, inTurn] = [await assetIds(context, rows, run), turns()];
    return {
      handle: async (row) => {
        const found = ids.get(row.line);
        if (found?.status !== 'fulfilled') throw found?.reason;
        return inTurn(found.value, () =>
          onFreshRows(async () =>
            handle(context, run, { ...row, asset: await assetWith(context, found.value), told: draftOf(row.fields, run) }),
          ),
        );
      },
    };
  },
});

/** What is stored and never edited. `instead`: how it is corrected. */
interface Unchangeable {
  readonly stored: { readonly id: string; readonly version: number };
  readonly draft: Parameters<typeof patched>[0]['draft'];
  readonly instead: string;
}

/** @throws DomainError conflict `import/cannot-change`, with a pointer to the first field in which a patch of a row differs from what is stored */
export const assertUnchanged = ({ stored, draft, instead }: Unchangeable, patch: JsonObject): void => {
  const stamps = { createdAt: '', updatedAt: '' };
  const after: JsonObject = patched({ draft }, { ...stamps, ...stored }, patch);
  const before: JsonObject = { ...stored };
  const names = [...new Set([...Object.keys(after), ...Object.keys(patch)])];
  const changed = names.find((name) => !isSameValue(after[name], before[name]));
  if (changed === undefined) return;
  throw conflict('import/cannot-change', `${stored.id} is stored with another value; ${instead}`, pointerOf(changed));
};
