import type { Relation } from '../../domain/item/relation.ts';
import type { Names } from '../name/names-of.ts';

/** A relation with the names of its ends. `name` is that of the other end, seen from the item that was asked for. */
export interface NamedRelation extends Relation {
  readonly name?: string | undefined;
  readonly sourceName?: string | undefined;
  readonly targetName?: string | undefined;
}

/** The item from which relations are seen. */
interface OwnEnd {
  readonly id: string;
  readonly name: string | undefined;
}

/** A relation with the names of both ends, seen from one of them. */
export const namedRelation = (relation: Relation, own: OwnEnd, name: string | undefined): NamedRelation =>
  relation.source === own.id
    ? { ...relation, name, sourceName: own.name, targetName: name }
    : { ...relation, name, sourceName: name, targetName: own.name };

/** The end of a relation that is not the item from which it is seen. */
export const otherEnd = ({ source, target }: Relation, own: string): string => (source === own ? target : source);

/** Adds the names of the other ends to the relations of one item. */
export const nameRelations = (own: OwnEnd, relations: readonly Relation[], names: Pick<Names, 'of'>): readonly NamedRelation[] =>
  relations.map((relation) => namedRelation(relation, own, names.of(otherEnd(relation, own.id))));
