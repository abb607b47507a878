import { assetTagOf } from '../../domain/asset/asset-uniques.ts';
import { aliasKeyOf } from '../../domain/configuration-item/alias.ts';
import { invalid } from '../../domain/errors.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import { isId } from '../../domain/values.ts';

interface ResolveContext {
  readonly references: ItemReferences;
}

/** The id of the item with an alias `scheme=value` or an asset tag (I7); undefined if there is none. */
export const findByReference = async ({ references }: ResolveContext, reference: string): Promise<string | undefined> => {
  const alias = aliasKeyOf(reference);
  const [found] = alias ? await references.aliases([alias]) : [];
  return found?.item ?? references.assetOf(assetTagOf(reference));
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
