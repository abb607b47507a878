import type { Caller } from '../../domain/access.ts';
import { aliasKeyOf } from '../../domain/configuration-item/alias.ts';
import { DomainError, invalid } from '../../domain/errors.ts';
import type { ItemPlanOf } from '../../domain/item/item-plan.ts';
import type { Item, ItemRepository } from '../../domain/item/item-repository.ts';
import { facetIdOf } from '../../domain/item/merge.ts';
import { type Relation, relationsOf } from '../../domain/item/relation.ts';
import type { RelationRepository } from '../../domain/item/relation-repository.ts';
import { nameRelations, otherEnd } from '../configuration-item/name-relations.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';
import { type ItemInPathContext, itemInPath } from './item-in-path.ts';
import { namedAsset, namedConfigurationItem, referencesInFacets } from './show-facets.ts';

/** What an answer about an item needs. */
export interface ItemViewContext extends NamesContext {
  readonly planOf: ItemPlanOf;
}

interface ReadContext extends ItemInPathContext, ItemViewContext {
  readonly items: Pick<ItemRepository, 'find' | 'get'>;
  readonly relations: Pick<RelationRepository, 'edges'>;
}

/**
 * The API answer: both facets as far as the caller may see them, the relations, and planned windows and changes. An item may have more
 * relations than names are read for one answer; the list of its relations names all of them (T7).
 */
export const viewItem = (context: ItemViewContext) => async (item: Item, found: readonly Relation[], caller: Caller) => {
  const { id, asset, ci } = item;
  // Relations and windows are those of the CI facet.
  const own = facetIdOf(item, 'ci');
  const plan = await context.planOf(own, caller);
  const ends = found.map((relation) => otherEnd(relation, own));
  const names = await namesOf(context)([...referencesInFacets(item), ...referencesTo('item', ends)]);
  const named = nameRelations({ id: own, name: ci?.name, item: id }, found, names);
  return {
    id,
    ...(asset ? { asset: namedAsset(asset, names, caller) } : {}),
    ...(ci ? { ci: namedConfigurationItem(ci, names) } : {}),
    relations: {
      dependencies: named.filter(({ source }) => source === id),
      dependants: named.filter(({ source }) => source !== id),
    },
    ...plan,
  };
};

const view = async (context: ReadContext, item: Item, caller: Caller) => {
  const { relations } = context;
  const own = facetIdOf(item, 'ci');
  const [out, into] = await Promise.all([relations.edges([own], 'out'), relations.edges([own], 'in')]);
  return viewItem(context)(item, [...out, ...into].flatMap(relationsOf), caller);
};

/** Reads the item in a path (I7). @throws DomainError missing `item/not-found` */
export const readItem = (context: ReadContext) => async (reference: string, caller: Caller) =>
  view(context, await itemInPath(context)(reference), caller);

/** Reads the item with an alias, which may contain `/`. @throws DomainError invalid `alias/malformed`, missing `item/not-found` */
export const readItemByAlias = (context: ReadContext) => async (text: string, caller: Caller) => {
  const alias = aliasKeyOf(text);
  if (!alias) {
    const detail = `${text} is not an alias; send <scheme>=<value>, such as hostname=orders-db-1`;
    throw invalid('/query/alias', 'alias/malformed', detail);
  }
  const [found] = await context.references.aliases([alias]);
  if (!found) throw new DomainError('missing', 'item/not-found', `no item has the alias ${text}`);
  return view(context, await context.items.get(found.item), caller);
};
