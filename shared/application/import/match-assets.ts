import type { Asset } from '../../domain/asset/asset.ts';
import { assetFilterPostings } from '../../domain/asset/asset-postings.ts';
import { isPlaceholder, uniquesOf } from '../../domain/asset/asset-uniques.ts';
import { invalid, mismatch } from '../../domain/errors.ts';
import type { RowFields } from '../../domain/import/import-row.ts';
import { textIn } from '../../domain/import/parsed-row.ts';
import type { Unique } from '../../domain/resource/define-resource.ts';
import { foldedForm } from '../../domain/text.ts';
import type { ImportKind, ImportRun, ImportRunContext, ReadableRow } from './import-context.ts';

/** The unique values of a row, those first that are tried first. */
const uniquesOfRow = (fields: RowFields, matchOn: readonly string[]): readonly Unique[] => {
  const values: Readonly<Record<string, Parameters<typeof uniquesOf>[0]>> = {
    assetTag: { assetTag: textIn(fields, 'assetTag') },
    serialNumber: { vendor: textIn(fields, 'vendor'), serialNumber: textIn(fields, 'serialNumber') },
  };
  return matchOn.flatMap((field) => (values[field] ? uniquesOf(values[field]) : []));
};

const keyOf = ({ scheme, value }: Unique): string => `${scheme} ${value}`;

/** A serial number in the form in which it is compared. Undefined if there is none, or a placeholder for one (T3). */
const serialForm = (serial: string | undefined): string | undefined =>
  serial === undefined || isPlaceholder(serial) ? undefined : foldedForm(serial);

const tagForm = (tag: string | undefined): string | undefined => (tag === undefined ? undefined : foldedForm(tag));

/** What tells assets of one name apart: the field of a row, and the forms of what the row and an asset have in it. */
const numbersIn = (fields: RowFields, { assetTag, serialNumber }: Partial<Asset> = {}) => [
  { path: 'assetTag', told: tagForm(textIn(fields, 'assetTag')), stored: tagForm(assetTag) },
  { path: 'serialNumber', told: serialForm(textIn(fields, 'serialNumber')), stored: serialForm(serialNumber) },
];

/** How a row is looked for that no unique value finds: without a vendor by its serial number and its name, or by its name alone. */
interface NameSearch {
  readonly name: string;
  readonly serialNumber?: string;
}

/**
 * The searches by name, in the order in which they are tried. By default a row is looked for by its name alone only if it has neither a tag
 * nor a serial number: many assets have one name.
 */
const nameSearches = (fields: RowFields, matchOn: readonly string[], isDeclared: boolean): readonly NameSearch[] => {
  const [name, serialNumber] = [textIn(fields, 'name'), serialForm(textIn(fields, 'serialNumber'))];
  if (name === undefined) return [];
  const hasUnique = uniquesOfRow(fields, matchOn).length > 0;
  const bySerial = !hasUnique && serialNumber !== undefined && matchOn.includes('serialNumber') ? [{ name, serialNumber }] : [];
  const isByName = matchOn.includes('name') && (isDeclared || (!hasUnique && serialNumber === undefined));
  return [...bySerial, ...(isByName ? [{ name }] : [])];
};

/**
 * Whether an asset may be the one of a row that has its name. One with another tag or serial number is another asset, and so is one that has
 * such a number if the row says that there is none.
 */
const mayBe = (asset: Asset, fields: RowFields): boolean =>
  asset.status !== 'voided' &&
  numbersIn(fields, asset).every(({ path, told, stored }) => stored === undefined || !fields.has(path) || told === stored);

/** Whether an asset has each number that a row tells. */
const hasNumbers = (asset: Asset, fields: RowFields): boolean =>
  numbersIn(fields, asset).every(({ told, stored }) => told === undefined || told === stored);

const most = 100;

/** The assets with this name and serial number, of any vendor. Undefined if too many have the serial number. */
const withSerial = async ({ assets }: ImportRunContext, { name, serialNumber }: NameSearch): Promise<readonly Asset[] | undefined> => {
  const { items, nextCursor } = await assets.page({ limit: most }, assetFilterPostings({ serialNumber }));
  return nextCursor === undefined ? items.filter((asset) => foldedForm(asset.name) === foldedForm(name)) : undefined;
};

/** The one asset that a search finds. One that has all numbers of the row comes before one to which the row brings them. */
const foundBy = async (context: ImportRunContext, search: NameSearch, fields: RowFields): Promise<Asset | undefined> => {
  const { name, serialNumber } = search;
  const all = await (serialNumber === undefined ? context.assetMatches.byName(name) : withSerial(context, search));
  const found = all?.filter((asset) => mayBe(asset, fields));
  const exact = found?.filter((asset) => hasNumbers(asset, fields)) ?? [];
  if (exact.length === 1) return exact[0];
  if (found && found.length <= 1) return found[0];
  const count = found ? `${found.length} assets have` : 'too many assets have words of';
  throw mismatch('import/ambiguous', `${count} the name ${name}; add an asset tag or an id`, [
    { pointer: '/name', code: 'import/ambiguous', detail: `${count} this name` },
  ]);
};

/** Finds the asset of a row. The first field that finds one counts. An id must exist. */
export const assetFinder = async (context: ImportRunContext, { matchOn, state }: ImportRun, rows: readonly ReadableRow[]) => {
  const uniques = rows.flatMap(({ fields }) => uniquesOfRow(fields, matchOn));
  const ids = rows.flatMap(({ fields, newId }) => [textIn(fields, 'id') ?? newId]);
  const [unique, known] = await Promise.all([context.assetMatches.byUniques(uniques), context.assetMatches.byIds(ids)]);
  return async ({ fields, newId }: ReadableRow): Promise<Asset | undefined> => {
    const id = textIn(fields, 'id');
    const byId = known.find((asset) => asset.id === (id ?? newId));
    if (byId) return byId;
    if (id !== undefined) throw invalid('/id', 'asset/unknown', `there is no asset ${id}; leave the id out to create one`);
    const [first] = uniquesOfRow(fields, matchOn).flatMap((each) => unique.get(keyOf(each)) ?? []);
    if (first) return first;
    for (const search of nameSearches(fields, matchOn, state.matchOn !== undefined)) {
      const found = await foundBy(context, search, fields);
      if (found) return found;
    }
    return undefined;
  };
};

const nameAlone = 'name-alone';

/**
 * What identifies a row of an asset in its file: its id and unique values, or else its name together with the numbers that it tells. A row
 * whose name is all that it has claims that name alone.
 */
export const assetKeysOf: ImportKind['keysOf'] = (fields, matchOn) => {
  const id = textIn(fields, 'id');
  const keys = [...(id === undefined ? [] : [`id ${id}`]), ...uniquesOfRow(fields, matchOn).map(keyOf)];
  const [search] = nameSearches(fields, matchOn, true);
  if (keys.length > 0 || !search) return keys;
  const numbers = numbersIn(fields).map(({ told }) => told ?? null);
  const hasNone = numbers.every((number) => number === null);
  return [hasNone ? `${nameAlone} ${foldedForm(search.name)}` : `name ${JSON.stringify([foldedForm(search.name), ...numbers])}`];
};

/** Whether rows with the same key may be different assets: nothing but the name tells that they are the same. */
export const isNameAlone = (key: string): boolean => key.startsWith(`${nameAlone} `);
