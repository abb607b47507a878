import { assetTagOf, longestTag } from '../../domain/asset/asset-uniques.ts';
import { type AliasKey, aliasKeyOf, isPossible, nameAlias } from '../../domain/configuration-item/alias.ts';
import { type DomainError, invalid } from '../../domain/errors.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import { idsOfFacet } from '../../domain/item/merge.ts';
import { isId } from '../../domain/values.ts';

export interface ResolveContext {
  readonly references: ItemReferences;
}

/** An item that was found by an alias or by an asset tag. An alias belongs to the CI facet, and a tag to the asset facet. */
interface FoundItem {
  readonly id: string;
  readonly by: 'alias' | 'tag';
}

const foundBy = async ({ references }: ResolveContext, reference: string): Promise<FoundItem | undefined> => {
  const ownerOf = async (key: AliasKey): Promise<FoundItem | undefined> => {
    const [alias] = isPossible(key) ? await references.aliases([key]) : [];
    return alias && { id: alias.item, by: 'alias' };
  };
  const alias = aliasKeyOf(reference);
  const owner = alias && (await ownerOf(alias));
  if (owner) return owner;
  const tagged = reference.length <= longestTag ? await references.assetOf(assetTagOf(reference)) : undefined;
  if (tagged) return { id: tagged.item, by: 'tag' };
  return alias ? undefined : ownerOf(nameAlias(reference));
};

/**
 * The id of the item with an alias `scheme=value`, an asset tag or a name (I7), in this order; undefined if there is none. Only one
 * CI of a name is found by it: the one that has the name as an alias. A merged item has two ids, and this may be either of them.
 */
export const findByReference = async (context: ResolveContext, reference: string): Promise<string | undefined> =>
  (await foundBy(context, reference))?.id;

const unknownItem = (reference: string, pointer: string): DomainError =>
  invalid(pointer, 'item/unknown', `item ${reference} does not exist; send an id, an asset tag or an alias such as hostname=orders-db-1`);

/** The id by which others refer to an item. That of an alias is one already, and a tag belongs to an asset that exists. */
const referenceTo = async (context: ResolveContext, reference: string): Promise<string | undefined> => {
  if (isId(reference)) return (await context.references.find(reference))?.id;
  const found = await foundBy(context, reference);
  return found?.by === 'tag' ? ((await context.references.find(found.id))?.id ?? found.id) : found?.id;
};

/**
 * Resolves a reference in a body or query to the id of an item (I7). The reference is an id, an alias `scheme=value`, or an asset tag. Both
 * ids of a merged item, and every tag and alias of it, resolve to the same id (C1).
 * @throws DomainError invalid `item/unknown` with the pointer
 */
export const resolveItem =
  (context: ResolveContext) =>
  async (reference: string, pointer: string): Promise<string> => {
    const id = await referenceTo(context, reference);
    if (id === undefined) throw unknownItem(reference, pointer);
    return id;
  };

/**
 * The same for those who read the item next, and so learn its ids anyway: it may be either id of a merged item. A tag costs one read less.
 * @throws DomainError invalid `item/unknown` with the pointer
 */
export const resolveEitherId =
  (context: ResolveContext) =>
  async (reference: string, pointer: string): Promise<string> => {
    const id = isId(reference) ? (await context.references.find(reference))?.id : await findByReference(context, reference);
    if (id === undefined) throw unknownItem(reference, pointer);
    return id;
  };

/**
 * All ids of the item that a reference names (I7): that by which others refer to it, and, if it was merged, the other one, by which they may
 * have referred to it before (C1).
 * @throws DomainError invalid `item/unknown` with the pointer
 */
export const resolveAllIds =
  (context: ResolveContext) =>
  async (reference: string, pointer: string): Promise<readonly [string, ...string[]]> => {
    const id = isId(reference) ? reference : await findByReference(context, reference);
    const item = id === undefined ? undefined : await context.references.find(id);
    if (item) return idsOfFacet(item);
    if (id === undefined || isId(reference)) throw unknownItem(reference, pointer);
    return [id];
  };
