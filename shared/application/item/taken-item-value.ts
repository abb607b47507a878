import type { Asset } from '../../domain/asset/asset.ts';
import { type AliasKey, aliasKeyOf, aliasText, normalAlias } from '../../domain/configuration-item/alias.ts';
import { type TakenValue, takenError } from '../../domain/unique.ts';
import type { ItemInPathContext } from './item-in-path.ts';

/** The item that has a unique value, with its name. */
const holderOf = async ({ items }: Pick<ItemInPathContext, 'items'>, id: string | undefined): Promise<TakenValue['holder']> => {
  const item = id === undefined ? undefined : await items.find(id);
  const name = item?.ci?.name ?? item?.asset?.name;
  return item && name !== undefined ? { id: item.id, name } : undefined;
};

/** What to say about an asset tag or a serial number that another asset has. */
export const takenByAsset =
  (context: ItemInPathContext, { assetTag, serialNumber }: Pick<Asset, 'assetTag' | 'serialNumber'>) =>
  async (scheme: string, value: string): Promise<TakenValue> => {
    const isTag = scheme === 'asset-tag';
    return {
      typed: isTag ? assetTag : serialNumber,
      pointer: isTag ? '/assetTag' : '/serialNumber',
      holder: await holderOf(context, (await context.references.assetOf({ scheme, value }))?.item),
    };
  };

/** What to say about an alias that another CI has. */
export const takenByCi =
  (context: ItemInPathContext, aliases: readonly AliasKey[]) =>
  async (_: string, value: string): Promise<TakenValue> => {
    const key = aliasKeyOf(value);
    const [found] = key ? await context.references.aliases([key]) : [];
    const at = aliases.findIndex((alias) => aliasText(alias).toLowerCase() === value.toLowerCase());
    const typed = aliases[at];
    return {
      typed: typed && aliasText(typed),
      pointer: at < 0 ? '/aliases' : `/aliases/${at}`,
      holder: await holderOf(context, found?.item),
    };
  };

/** A CI whose aliases no other CI has. @throws DomainError conflict `configuration-item/alias-taken`, as the write would if it were not a dry run (I4) */
export const withFreeAliases = async <Ci extends { readonly id: string; readonly aliases: readonly AliasKey[] }>(
  context: ItemInPathContext,
  ci: Ci,
): Promise<Ci> => {
  const found = await context.references.aliases(ci.aliases.map(normalAlias));
  const other = found.find(({ item }) => item !== ci.id);
  if (!other) return ci;
  const text = aliasText(other);
  throw takenError('configuration-item', 'alias', text, await takenByCi(context, ci.aliases)('alias', text));
};
