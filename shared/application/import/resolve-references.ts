import { assetTagOf, longestTag } from '../../domain/asset/asset-uniques.ts';
import { aliasKeyOf, aliasText, isPossible, nameAlias } from '../../domain/configuration-item/alias.ts';
import { isId } from '../../domain/values.ts';
import type { ImportRunContext } from './import-context.ts';

/**
 * The ids of the items that these references name (I7): those of one request are looked up together, by the same rules and in the same order as a
 * single one. An id is taken as it is. References that name nothing are missing.
 */
export const resolveReferences = async (
  { references, assetMatches }: Pick<ImportRunContext, 'references' | 'assetMatches'>,
  given: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const texts = [...new Set(given)];
  const others = texts.filter((text) => !isId(text));
  const tags = others.filter((text) => text.length <= longestTag).map(assetTagOf);
  const keys = others.flatMap((text) => [aliasKeyOf(text) ?? nameAlias(text)]).filter(isPossible);
  const [aliases, assets] = await Promise.all([
    keys.length === 0 ? [] : references.aliases(keys),
    tags.length === 0 ? new Map<string, { readonly id: string }>() : assetMatches.byUniques(tags),
  ]);
  const itemOf = new Map(aliases.map((alias) => [aliasText(alias), alias.item]));
  const found = others.flatMap((text) => {
    const alias = aliasKeyOf(text);
    const { scheme, value } = assetTagOf(text);
    const owner = alias && itemOf.get(aliasText(alias));
    const id = owner ?? assets.get(`${scheme} ${value}`)?.id ?? (alias ? undefined : itemOf.get(aliasText(nameAlias(text))));
    return id === undefined ? [] : [[text, id] as const];
  });
  return new Map([...texts.filter(isId).map((id) => [id, id] as const), ...found]);
};
