import { type Asset, AssetDraft, AssetEdit } from '../../domain/asset/asset.ts';
import { uniquesOf } from '../../domain/asset/asset-uniques.ts';
import type { RowFields } from '../../domain/import/import-row.ts';
import { fieldsWithout, parsedRow, textIn } from '../../domain/import/parsed-row.ts';
import { draftOf, patchOfRow } from '../../domain/import/row-draft.ts';
import { textsUnder, withTypedValues } from '../../domain/import/typed-values.ts';
import { hasSameContent } from '../../domain/resource/same-value.ts';
import { takenError } from '../../domain/unique.ts';
import { moveAsset } from '../asset/move-asset.ts';
import { partConditions } from '../asset/part-of.ts';
import { patchAsset } from '../asset/patch-asset.ts';
import { registerAsset } from '../asset/register-asset.ts';
import { settleAsset } from '../asset/settle-asset.ts';
import { patched } from '../resource/manage-resource.ts';
import { findNamed } from '../resource/put-by-name.ts';
import { assertDisposable, disposalInRow, factsOfRow } from './import-asset-facts.ts';
import type { ImportKind, ImportRun, ImportRunContext, ReadableRow, RowOutcome } from './import-context.ts';
import { formatsOf } from './import-formats.ts';
import { assetFinder, assetKeysOf, isNameAlone } from './match-assets.ts';
import { remembering } from './remembering.ts';

/** The first id that is asked for is this one. Registering an asset asks for the asset's id first. */
const withFirstId = (context: ImportRunContext, id: string): ImportRunContext => {
  const waiting = [id];
  return { ...context, ids: { next: () => waiting.pop() ?? context.ids.next() } };
};

const create = async (context: ImportRunContext, run: ImportRun, row: ReadableRow): Promise<RowOutcome> => {
  const { caller, state } = run;
  const { disposal, ...fields } = draftOf(row.fields, run);
  const step = await disposalInRow(context, run, row.fields);
  const draft = parsedRow(AssetDraft(), step ? { ...fields, status: undefined } : fields);
  const register = (dryRun: boolean) => registerAsset(withFirstId(context, row.newId))(draft, caller, dryRun);
  if (step) await assertDisposable(context, await register(true), step);
  const { id } = await register(state.dryRun);
  if (state.dryRun) return { outcome: 'created' };
  if (step) await moveAsset(context)(id, step, caller);
  return { outcome: 'created', item: id };
};

/** In a dry run, nothing else finds a value that another asset has. */
const assertFree = async ({ assetMatches }: ImportRunContext, next: Asset): Promise<void> => {
  for (const [key, { id, name }] of await assetMatches.byUniques(uniquesOf(next))) {
    const [scheme = '', ...value] = key.split(' ');
    if (id !== next.id) throw takenError('asset', scheme, value.join(' '), { holder: { id, name } });
  }
};

const update = async (context: ImportRunContext, run: ImportRun, asset: Asset, row: ReadableRow): Promise<RowOutcome> => {
  const { caller, state } = run;
  const { fields, newId, firstOnly } = row;
  const { disposal, ...patch } = patchOfRow(fieldsWithout(fields, ['id', 'status', 'condition', ...firstOnly]), asset, run);
  const { id, version, createdAt, updatedAt } = asset;
  const settled = await settleAsset(context)(patched<Asset>({ draft: AssetEdit }, asset, patch), asset);
  const next = { ...settled, id, version, createdAt, updatedAt };
  const isSame = hasSameContent(next, asset);
  const facts = await factsOfRow(context, run, asset, fields);
  await facts.check();
  if (isSame && facts.isEmpty) return { outcome: asset.id === newId ? 'created' : 'unchanged', item: asset.id };
  if (state.dryRun) {
    await assertFree(context, next);
    await partConditions(context)(next, asset);
  } else {
    if (!isSame) await patchAsset(context)(asset.id, patch, [asset.version], caller);
    await facts.record();
  }
  return { outcome: 'updated', item: asset.id };
};

/** The beginning of the paths of custom fields. */
const prefix = 'customFields.';

/** Gives the custom fields of rows the types of their categories. Each category is looked up once. */
const customTyper = ({ categories }: ImportRunContext, run: ImportRun) => {
  const once = remembering(categories);
  return async (fields: RowFields, found: Asset | undefined): Promise<RowFields> => {
    if (textsUnder(prefix, fields).length === 0) return fields;
    const stored = fields.has('category') ? undefined : found?.category;
    const name = textIn(fields, 'category') ?? stored ?? (found ? undefined : run.defaults.category);
    const schema = name === undefined ? undefined : (await findNamed(once, name))?.customFields;
    return schema ? withTypedValues(fields, { prefix, schema }, formatsOf(run)) : fields;
  };
};

/** Assets: found by id, tag, serial number of a vendor or of a name, or name. A row of an asset that is a part of another comes after the others. */
export const importAssets: ImportKind = {
  keysOf: assetKeysOf,
  isVague: isNameAlone,
  isLater: (fields) => fields.get('partOf') != null,
  load: (context, run) => async (rows) => {
    const cached = { ...context, people: remembering(context.people), teams: remembering(context.teams) };
    const [find, typed] = [await assetFinder(cached, run, rows), customTyper(context, run)];
    return {
      handle: async (given) => {
        const found = await find(given);
        const row = { ...given, fields: await typed(given.fields, found) };
        return found ? update(cached, run, found, row) : create(cached, run, row);
      },
    };
  },
};
