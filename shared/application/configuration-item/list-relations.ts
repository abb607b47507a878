import { type Direction, directions, type Relation, relationsOf } from '../../domain/item/relation.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import type { ItemInPathContext } from '../item/item-in-path.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';
import { managedItem } from './managed-item.ts';
import { endOfCi, type NamedRelation, nameRelations, otherEnd } from './name-relations.ts';

const sortKeyOf = ({ source, type, target }: Relation): string => [source, type, target].join(' ');

/** Lists an item's relations in one or both directions, in a stable order. */
export const listRelations =
  (context: ItemInPathContext & NamesContext & Pick<ConfigurationItemContext, 'relations'>) =>
  async (reference: string, direction: Direction | undefined, { limit, after = '' }: PageRequest): Promise<Page<NamedRelation>> => {
    const { id, ci } = await managedItem(context)(reference);
    const wanted = direction === undefined ? (['in', 'out'] as const) : [directions[direction]];
    const shards = await Promise.all(wanted.map((one) => context.relations.edges([id], one)));
    const remaining = shards
      .flat()
      .flatMap(relationsOf)
      .toSorted((one, other) => (sortKeyOf(one) < sortKeyOf(other) ? -1 : 1))
      .filter((relation) => sortKeyOf(relation) > after);
    const items = remaining.slice(0, limit);
    const end = items.at(-1);
    const ends = items.map((relation) => otherEnd(relation, id));
    return {
      items: nameRelations(endOfCi(ci), items, await namesOf(context)(referencesTo('item', ends))),
      ...(remaining.length > limit && end ? { nextCursor: sortKeyOf(end) } : {}),
    };
  };
