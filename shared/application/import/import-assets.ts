import { type Asset, AssetDraft, AssetEdit } from '../../domain/asset/asset.ts';
import { uniquesOf } from '../../domain/asset/asset-uniques.ts';
import { invalid, mismatch } from '../../domain/errors.ts';
import type { RowFields } from '../../domain/import/import-row.ts';
import { fieldsWithout, parsedRow, textIn } from '../../domain/import/parsed-row.ts';
import { draftOf, patchOfRow } from '../../domain/import/row-draft.ts';
import type { Unique } from '../../domain/resource/define-resource.ts';
import { hasSameContent } from '../../domain/resource/same-value.ts';
import { foldedForm } from '../../domain/text.ts';
import { takenError } from '../../domain/unique.ts';
import { moveAsset } from '../asset/move-asset.ts';
import { patchAsset } from '../asset/patch-asset.ts';
import { registerAsset } from '../asset/register-asset.ts';
import { settleAsset } from '../asset/settle-asset.ts';
import { patched } from '../resource/manage-resource.ts';
import { assertDisposable, disposalInRow, factsOfRow } from './import-asset-facts.ts';
import type { ImportKind, ImportRun, ImportRunContext, ReadableRow, RowOutcome } from './import-context.ts';
import { remembering } from './remembering.ts';

/** The unique values of a row, those first that are tried first. */
const uniquesOfRow = (fields: RowFields, matchOn: readonly string[]): readonly Unique[] => {
  const values: Readonly<Record<string, Parameters<typeof uniquesOf>[0]>> = {
    assetTag: { assetTag: textIn(fields, 'assetTag') },
    serialNumber: { vendor: textIn(fields, 'vendor'), serialNumber: textIn(fields, 'serialNumber') },
  };
  return matchOn.flatMap((field) => (values[field] ? uniquesOf(values[field]) : []));
};

const keyOf = ({ scheme, value }: Unique): string => `${scheme} ${value}`;

/**
 * Whether a row is looked for by its name. By default only if it has neither a tag nor a serial number: many assets have one name.
 */
const isByName = (fields: RowFields, matchOn: readonly string[], isDeclared: boolean): boolean =>
  matchOn.includes('name') && textIn(fields, 'name') !== undefined && (isDeclared || uniquesOfRow(fields, matchOn).length === 0);

/** An asset with another tag than the row is another asset, although it has the same name. */
const mayBe = (asset: Asset, fields: RowFields): boolean => {
  const tag = textIn(fields, 'assetTag');
  return asset.status !== 'voided' && (tag === undefined || asset.assetTag === undefined || foldedForm(tag) === foldedForm(asset.assetTag));
};

const byName = async ({ assetMatches }: ImportRunContext, fields: RowFields): Promise<Asset | undefined> => {
  const name = textIn(fields, 'name') ?? '';
  const found = (await assetMatches.byName(name))?.filter((asset) => mayBe(asset, fields));
  if (found && found.length <= 1) return found[0];
  const count = found ? `${found.length} assets have` : 'too many assets have words of';
  throw mismatch('import/ambiguous', `${count} the name ${name}; add an asset tag or an id`, [
    { pointer: '/name', code: 'import/ambiguous', detail: `${count} this name` },
  ]);
};

/** The first field that finds an asset counts. An id must exist. */
const finder = async (context: ImportRunContext, { matchOn, state }: ImportRun, rows: readonly ReadableRow[]) => {
  const uniques = rows.flatMap(({ fields }) => uniquesOfRow(fields, matchOn));
  const ids = rows.flatMap(({ fields, newId }) => [textIn(fields, 'id') ?? newId]);
  const [unique, known] = await Promise.all([context.assetMatches.byUniques(uniques), context.assetMatches.byIds(ids)]);
  return async ({ fields, newId }: ReadableRow): Promise<Asset | undefined> => {
    const id = textIn(fields, 'id');
    const byId = known.find((asset) => asset.id === (id ?? newId));
    if (byId) return byId;
    if (id !== undefined) throw invalid('/id', 'asset/unknown', `there is no asset ${id}; leave the id out to create one`);
    const [first] = uniquesOfRow(fields, matchOn).flatMap((each) => unique.get(keyOf(each)) ?? []);
    if (first || !isByName(fields, matchOn, state.matchOn !== undefined)) return first;
    return byName(context, fields);
  };
};

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

const update = async (context: ImportRunContext, run: ImportRun, asset: Asset, { fields, newId }: ReadableRow): Promise<RowOutcome> => {
  const { caller, state } = run;
  const { disposal, ...patch } = patchOfRow(fieldsWithout(fields, ['id', 'status', 'condition']), asset, run);
  const { id, version, createdAt, updatedAt } = asset;
  const settled = await settleAsset(context)(patched<Asset>({ draft: AssetEdit }, asset, patch), asset);
  const next = { ...settled, id, version, createdAt, updatedAt };
  const isSame = hasSameContent(next, asset);
  const facts = await factsOfRow(context, run, asset, fields);
  await facts.check();
  if (isSame && facts.isEmpty) return { outcome: asset.id === newId ? 'created' : 'unchanged', item: asset.id };
  if (state.dryRun) await assertFree(context, next);
  else {
    if (!isSame) await patchAsset(context)(asset.id, patch, [asset.version], caller);
    await facts.record();
  }
  return { outcome: 'updated', item: asset.id };
};

/** Assets: found by id, tag, serial number of a vendor, or name. A row of an asset that is a part of another comes after the others. */
export const importAssets: ImportKind = {
  keysOf: (fields, matchOn) => {
    const id = textIn(fields, 'id');
    const uniques = uniquesOfRow(fields, matchOn).map(keyOf);
    const keys = [...(id === undefined ? [] : [`id ${id}`]), ...uniques];
    const name = textIn(fields, 'name');
    return keys.length > 0 || name === undefined || !matchOn.includes('name') ? keys : [`name ${foldedForm(name)}`];
  },
  isLater: (fields) => fields.get('partOf') != null,
  load: (context, run) => async (rows) => {
    const cached = { ...context, people: remembering(context.people), teams: remembering(context.teams) };
    const find = await finder(cached, run, rows);
    return async (row) => {
      const found = await find(row);
      return found ? update(cached, run, found, row) : create(cached, run, row);
    };
  },
};
