import type { Relation } from '../../domain/item/relation.ts';
import { type ItemNamesContext, itemNames } from '../item/item-names.ts';

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

/** Adds the names of the other ends to the relations of one item. At most `limit` other CIs are read. */
export const nameRelations =
  (context: ItemNamesContext) =>
  async (own: OwnEnd, relations: readonly Relation[], limit?: number): Promise<readonly NamedRelation[]> => {
    const otherEnd = ({ source, target }: Relation): string => (source === own.id ? target : source);
    const namesOf = await itemNames(context)(relations.map(otherEnd), limit);
    return relations.map((relation) => namedRelation(relation, own, namesOf([otherEnd(relation)])[0]?.name));
  };
