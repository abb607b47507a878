import type { Caller } from '../../domain/access.ts';
import { assetFor } from '../../domain/asset/asset-view.ts';
import { aliasKeyOf } from '../../domain/configuration-item/alias.ts';
import { DomainError, invalid } from '../../domain/errors.ts';
import type { ItemPlanOf } from '../../domain/item/item-plan.ts';
import type { Item, ItemRepository } from '../../domain/item/item-repository.ts';
import { relationsOf } from '../../domain/item/relation.ts';
import type { RelationRepository } from '../../domain/item/relation-repository.ts';
import { nameRelations } from '../configuration-item/name-relations.ts';
import { type ItemInPathContext, itemInPath } from './item-in-path.ts';
import type { ItemNamesContext } from './item-names.ts';

interface ReadContext extends ItemInPathContext, ItemNamesContext {
  readonly items: Pick<ItemRepository, 'find' | 'get'>;
  readonly relations: Pick<RelationRepository, 'edges'>;
  readonly planOf: ItemPlanOf;
}

/** How many CIs are read for the names of relations, in one request. An item may have 10,000 relations; their list names all of them (T7). */
const namedAtHub = 100;

/** The API answer: both facets as far as the caller may see them, the relations, and planned windows and changes. */
const view = async (context: ReadContext, { id, asset, ci }: Item, caller: Caller) => {
  const { relations, planOf } = context;
  const [out, into, plan] = await Promise.all([relations.edges([id], 'out'), relations.edges([id], 'in'), planOf(id)]);
  const named = await nameRelations(context)({ id, name: ci?.name }, [...out, ...into].flatMap(relationsOf), namedAtHub);
  return {
    id,
    ...(asset ? { asset: assetFor(caller, asset) } : {}),
    ...(ci ? { ci } : {}),
    relations: {
      dependencies: named.filter(({ source }) => source === id),
      dependants: named.filter(({ source }) => source !== id),
    },
    ...plan,
  };
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
