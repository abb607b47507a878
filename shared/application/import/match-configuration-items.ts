import * as z from 'zod';
import { type AliasKey, AliasValue, aliasText, isPossible, normalAlias, normalAliasText } from '../../domain/configuration-item/alias.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { filterPostings } from '../../domain/configuration-item/configuration-item-postings.ts';
import { invalid, mismatch } from '../../domain/errors.ts';
import type { RowFields } from '../../domain/import/import-row.ts';
import { parsedRow, textIn } from '../../domain/import/parsed-row.ts';
import { byEachId, idsOfFacet } from '../../domain/item/merge.ts';
import { lazily } from '../../domain/lazily.ts';
import { foldedForm } from '../../domain/text.ts';
import { isId, Name } from '../../domain/values.ts';
import type { ImportKind, ImportRun, ImportRunContext, ReadableRow } from './import-context.ts';
import { presetOf } from './import-formats.ts';

const prefix = 'aliases.';

/** An alias as a row tells it: as an object, or as a text `scheme=value`. */
const AliasInRow = lazily(() =>
  z.preprocess((told) => {
    if (typeof told !== 'string') return told;
    const end = told.indexOf('=');
    return end < 0 ? told : { scheme: told.slice(0, end), value: told.slice(end + 1) };
  }, AliasValue()),
);
const AliasesInRow = lazily(() => z.object({ aliases: z.array(AliasInRow()).nullish() }));

/**
 * The aliases of a row: those of the field `aliases`, and one for each field such as `aliases.hostname`.
 * @throws DomainError invalid with a pointer to an alias that is none
 */
export const aliasesInRow = (fields: RowFields): readonly AliasKey[] => {
  const { aliases } = parsedRow(AliasesInRow(), { aliases: fields.get('aliases') });
  const single = [...fields.keys()].flatMap((path) => {
    const value = path.startsWith(prefix) ? textIn(fields, path) : undefined;
    return value === undefined ? [] : [{ scheme: path.slice(prefix.length), value }];
  });
  return [...new Map([...(aliases ?? []), ...single].map((alias) => [normalAliasText(alias), alias])).values()];
};

/** The aliases of a row, or none if they are not valid. The row is refused for them when it is handled. */
const readableAliases = (fields: RowFields): readonly AliasKey[] => {
  try {
    return aliasesInRow(fields);
  } catch {
    return [];
  }
};

/** By which fields rows find CIs, if the import or its preset says so. */
const declaredIn = ({ state }: Pick<ImportRun, 'state'>): readonly string[] | undefined => state.matchOn ?? presetOf(state)?.matchOn;

/**
 * The aliases by which a row is looked for, in this order. Unless the import declares schemes, all aliases of the row count.
 */
const searchedAliases = (fields: RowFields, declared: readonly string[] | undefined): readonly AliasKey[] => {
  const own = readableAliases(fields).map(normalAlias).filter(isPossible);
  return declared ? declared.flatMap((scheme) => own.filter((alias) => alias.scheme === scheme)) : own;
};

const isByName = (declared: readonly string[] | undefined): boolean => declared?.includes('name') ?? true;

/** Whether a CI may be the one of a row that has its name. One with another alias of a scheme by which the row is looked for is another CI. */
const mayBe = ({ stage, aliases }: ConfigurationItem, searched: readonly AliasKey[]): boolean => {
  const own = aliases.map(normalAlias);
  return (
    stage !== 'decommissioned' &&
    searched.every(({ scheme }) => {
      const ofScheme = own.filter((alias) => alias.scheme === scheme).map(aliasText);
      return ofScheme.length === 0 || searched.some((alias) => ofScheme.includes(aliasText(alias)));
    })
  );
};

/** As many CIs of a name are read. */
const mostOfName = 100;

/** The one CI with the name of a row. @throws DomainError mismatch `import/ambiguous` */
const namedCi = async (
  { configurationItems }: Pick<ImportRunContext, 'configurationItems'>,
  name: string,
  searched: readonly AliasKey[],
): Promise<ConfigurationItem | undefined> => {
  const { items, nextCursor } = await configurationItems.page({ limit: mostOfName }, filterPostings({ name }));
  const found = items.filter((ci) => mayBe(ci, searched));
  if (found.length <= 1 && nextCursor === undefined) return found[0];
  const detail = `${found.length} or more configuration items have the name ${name}; add an alias or an id`;
  throw mismatch('import/ambiguous', detail, [{ pointer: '/name', code: 'import/ambiguous', detail }]);
};

/** Finds the CI of a row. The first field that finds one counts. An id must exist. */
export const configurationItemFinder = async (context: ImportRunContext, run: ImportRun, rows: readonly ReadableRow[]) => {
  const declared = declaredIn(run);
  const searched = rows.flatMap(({ fields }) => searchedAliases(fields, declared));
  const aliases = searched.length === 0 ? [] : await context.references.aliases(searched);
  const itemOf = new Map(aliases.map((alias) => [aliasText(alias), alias.item]));
  const ids = rows.map(({ fields, newId }) => textIn(fields, 'id') ?? newId).filter(isId);
  const known = byEachId(await context.configurationItems.findMany([...ids, ...itemOf.values()]), idsOfFacet);
  return async ({ fields, newId }: ReadableRow): Promise<ConfigurationItem | undefined> => {
    const id = textIn(fields, 'id');
    const byId = known.get(id ?? newId);
    if (byId) return byId;
    if (id !== undefined)
      throw invalid('/id', 'configuration-item/unknown', `there is no configuration item ${id}; leave the id out to create one`);
    const own = searchedAliases(fields, declared);
    const [first] = own.flatMap((alias) => known.get(itemOf.get(aliasText(alias)) ?? '') ?? []);
    const { success: isName, data: name } = Name().safeParse(isByName(declared) ? textIn(fields, 'name') : undefined);
    return first ?? (isName ? namedCi(context, name, own) : undefined);
  };
};

/** What two rows of the same CI may have in common, so that they are handled one after another. */
export const sharedKeysOf = (fields: RowFields): readonly string[] => {
  const name = textIn(fields, 'name');
  return [
    ...readableAliases(fields).map(normalAliasText),
    ...(name === undefined ? [] : [aliasText({ scheme: 'name', value: foldedForm(name) })]),
  ];
};

/**
 * What identifies a row of a CI in its file: its id, the aliases of the first scheme by which it is looked for, or else its name. Rows with
 * other aliases in common are of one CI: several targets of one host.
 */
export const configurationItemKeysOf: ImportKind['keysOf'] = (fields, matchOn) => {
  const [id, name] = [textIn(fields, 'id'), textIn(fields, 'name')];
  if (id !== undefined) return [`id ${id}`];
  const own = readableAliases(fields).map(normalAlias);
  const scheme = [...matchOn, ...own.map((alias) => alias.scheme)].find((each) => own.some((alias) => alias.scheme === each));
  if (scheme !== undefined) return own.filter((alias) => alias.scheme === scheme).map(aliasText);
  return name === undefined ? [] : [`${nameAlone} ${foldedForm(name)}`];
};

const nameAlone = 'name-alone';

/** Whether rows with the same key may be different CIs: nothing but the name tells that they are the same. */
export const isCiNameAlone = (key: string): boolean => key.startsWith(`${nameAlone} `);
