import { type RelationType, relationTypes } from '../../domain/configuration-item/configuration-item.ts';
import { conflict, DomainError } from '../../domain/errors.ts';
import { facetIdOf } from '../../domain/item/merge.ts';
import type { Relation } from '../../domain/item/relation.ts';
import { onFreshRows } from '../../domain/store.ts';
import { allowRelations, assertMayWrite, permittedOrigin, type WritePermit } from '../control/allow-write.ts';
import { relationVersions } from '../history/relation-versions.ts';
import { itemFact } from '../item/item-context.ts';
import { itemInPath } from '../item/item-in-path.ts';
import { locateRelations, relationWrites, splitFullRows } from '../relation/write-relations.ts';
import { additionOf, assertNotSelf, relationDifference } from './add-relations.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';
import { managedItem } from './managed-item.ts';
import { endOfCi, type NamedRelation, namedRelation } from './name-relations.ts';

/** A relation in a path: references to the source and the target (I7), and a type that has not been validated. */
interface RelationReference {
  readonly source: string;
  readonly type: string;
  readonly target: string;
  /** The part of the cost of the target that counts for the source (L4). Unset: that of a relation that exists stays as it is. */
  readonly share?: string | undefined;
}

const typeOf = (type: string): RelationType => {
  const known = relationTypes.find((name) => name === type);
  if (known) return known;
  const code = 'relation/type-unknown';
  const detail = `must be one of ${relationTypes.join(', ')}`;
  throw new DomainError('invalid', code, `unknown relation type ${type}`, { errors: [{ pointer: '/path/type', code, detail }] });
};

/**
 * Adds a relation at both ends in one transaction, if it does not exist yet (T7).
 * @throws DomainError invalid `relation/self`, `relation/type-unknown`; missing if the source or target is not a CI; those of `additionOf`
 */
export const addRelation =
  (context: ConfigurationItemContext) =>
  async (named: RelationReference, permit: WritePermit): Promise<{ readonly relation: NamedRelation; readonly isNew: boolean }> => {
    const type = typeOf(named.type);
    const { full, ...answer } = await onFreshRows(async () => {
      const [source, target] = await Promise.all([managedItem(context)(named.source), managedItem(context)(named.target)]);
      assertMayWrite(permit);
      const relation: Relation = {
        type,
        source: source.id,
        target: target.id,
        ...(named.share === undefined ? {} : { share: named.share }),
      };
      assertNotSelf(relation);
      const addition = await additionOf(context, [{ relation, source: source.ci, target: target.ci }], permit);
      if (addition.writes.length > 0) await context.store.commit(addition.writes);
      const [before] = addition.stored;
      const shown = { ...relation, share: relation.share ?? before?.share };
      return { relation: namedRelation(shown, endOfCi(source.ci), endOfCi(target.ci)), isNew: before === undefined, full: addition.full };
    });
    await splitFullRows(context, full);
    return answer;
  };

/**
 * Removes a relation at both ends. A member of a redundancy group keeps its relations, so that the group keeps its number of members.
 * @throws DomainError missing `relation/not-found`, conflict `relation/in-redundancy-group`
 */
export const removeRelation =
  (context: ConfigurationItemContext) =>
  (named: RelationReference, permit: WritePermit): Promise<void> =>
    onFreshRows(async () => {
      const type = typeOf(named.type);
      const [source, target] = await Promise.all([itemInPath(context)(named.source), itemInPath(context)(named.target)]);
      assertMayWrite(permit);
      const relation: Relation = { type, source: facetIdOf(source, 'ci'), target: facetIdOf(target, 'ci') };
      const ends = await locateRelations(context, [relation]);
      const row = ends[0]?.row;
      const edge = row?.edges.find((each) => each.type === type && each.item === relation.target);
      if (!edge)
        throw new DomainError('missing', 'relation/not-found', `no relation ${type} from ${relation.source} to ${relation.target}`);
      const [part] = row?.edges.find(({ item }) => item === relation.target)?.redundancy ?? [];
      if (part) {
        const detail = `${relation.target} is in the redundancy group ${part.group} of ${relation.source}; change or remove the group first`;
        throw conflict('relation/in-redundancy-group', detail);
      }
      // Every source of a relation is a CI.
      const allowed = source.ci && (await allowRelations(context)(source.ci, [relationDifference(relation, 'removed')], permit));
      const { writes } = relationWrites(context, ends, [{ relation, next: 'removed' }], []);
      await context.store.commit([
        ...(allowed?.writes ?? []),
        ...writes,
        ...(await relationVersions(context)({ source: relation.source, removed: [edge] }, permittedOrigin(permit, allowed))),
        context.configurationItems.unchanged(relation.source, source.ci),
        itemFact(context, allowed?.change)('RelationRemoved', relation.source, permit.caller, { ...relation }),
      ]);
    });
