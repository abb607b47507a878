import { type Direction, directions, type Relation, relationsOf } from '../../domain/item/relation.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import type { ItemInPathContext } from '../item/item-in-path.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';
import { managedItem } from './managed-item.ts';

const placeOf = ({ source, type, target }: Relation): string => [source, type, target].join(' ');

/** An item's relations of one direction, or of both, in a stable order. */
export const listRelations =
  (context: ItemInPathContext & Pick<ConfigurationItemContext, 'relations'>) =>
  async (reference: string, direction: Direction | undefined, { limit, after = '' }: PageRequest): Promise<Page<Relation>> => {
    const { id } = await managedItem(context)(reference);
    const asked = direction === undefined ? (['in', 'out'] as const) : [directions[direction]];
    const shards = await Promise.all(asked.map((one) => context.relations.edges([id], one)));
    const left = shards
      .flat()
      .flatMap(relationsOf)
      .toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
      .filter((relation) => placeOf(relation) > after);
    const items = left.slice(0, limit);
    const end = items.at(-1);
    return { items, ...(left.length > limit && end ? { nextCursor: placeOf(end) } : {}) };
  };
