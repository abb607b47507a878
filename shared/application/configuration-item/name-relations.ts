import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { itemIdOf } from '../../domain/item/merge.ts';
import type { Relation } from '../../domain/item/relation.ts';
import type { Names } from '../name/names-of.ts';

/** A relation with the names of its ends. `name` is that of the other end, seen from the item that was asked for. */
export interface NamedRelation extends Relation {
  readonly name?: string | undefined;
  readonly sourceName?: string | undefined;
  readonly targetName?: string | undefined;
}

/** An end of a relation: the id that the relation has, the id of the item (another one if it was merged), and its name. */
interface ShownEnd {
  readonly id: string;
  readonly item: string;
  readonly name: string | undefined;
}

/** A CI as the end of a relation. */
export const endOfCi = (ci: ConfigurationItem): ShownEnd => ({ id: ci.id, item: itemIdOf(ci), name: ci.name });

/** A relation under the ids of its items, with the names of both ends, seen from one of them. */
export const namedRelation = ({ type, source, share }: Relation, own: ShownEnd, other: Omit<ShownEnd, 'id'>): NamedRelation => {
  const { name } = other;
  const declared = share === undefined ? {} : { share };
  return source === own.id
    ? { type, source: own.item, target: other.item, ...declared, name, sourceName: own.name, targetName: name }
    : { type, source: other.item, target: own.item, ...declared, name, sourceName: name, targetName: own.name };
};

/** The end of a relation that is not the item from which it is seen. */
export const otherEnd = ({ source, target }: Relation, own: string): string => (source === own ? target : source);

/** Adds the names of the other ends to the relations of one item. */
export const nameRelations = (own: ShownEnd, relations: readonly Relation[], names: Pick<Names, 'of' | 'item'>): readonly NamedRelation[] =>
  relations.map((relation) => {
    const other = otherEnd(relation, own.id);
    return namedRelation(relation, own, { item: names.item(other), name: names.of(other) });
  });
