import { assetTagOf, longestTag } from '../../domain/asset/asset-uniques.ts';
import { type AliasKey, aliasKeyOf, isPossible, nameAlias } from '../../domain/configuration-item/alias.ts';
import { invalid } from '../../domain/errors.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import { isId } from '../../domain/values.ts';

interface ResolveContext {
  readonly references: ItemReferences;
}

/**
 * The id of the item with an alias `scheme=value`, an asset tag or a name (I7), in this order; undefined if there is none. Only one
 * CI of a name is found by it: the one that has the name as an alias.
 */
export const findByReference = async ({ references }: ResolveContext, reference: string): Promise<string | undefined> => {
  const ownerOf = async (key: AliasKey) => (isPossible(key) ? (await references.aliases([key]))[0]?.item : undefined);
  const alias = aliasKeyOf(reference);
  const owner = alias && (await ownerOf(alias));
  if (owner !== undefined) return owner;
  const tagged = reference.length <= longestTag ? await references.assetOf(assetTagOf(reference)) : undefined;
  return tagged?.item ?? (alias ? undefined : ownerOf(nameAlias(reference)));
};

const isKnown = async ({ references }: ResolveContext, id: string): Promise<string | undefined> =>
  (await references.has(id)) ? id : undefined;

/**
 * Resolves a reference in a body or query to the id of an item (I7). The reference is an id, an alias `scheme=value`, or an asset tag.
 * @throws DomainError invalid `item/unknown` with the pointer
 */
export const resolveItem =
  (context: ResolveContext) =>
  async (reference: string, pointer: string): Promise<string> => {
    const id = await (isId(reference) ? isKnown(context, reference) : findByReference(context, reference));
    if (id !== undefined) return id;
    throw invalid(
      pointer,
      'item/unknown',
      `item ${reference} does not exist; send an id, an asset tag or an alias such as hostname=orders-db-1`,
    );
  };
