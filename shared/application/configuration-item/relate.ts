import { type RelationType, relationTypes } from '../../domain/configuration-item/configuration-item.ts';
import type { Difference } from '../../domain/differences.ts';
import { conflict, DomainError, invalid } from '../../domain/errors.ts';
import { hasEdge, type Relation } from '../../domain/item/relation.ts';
import { onFreshRows } from '../../domain/store.ts';
import { allowRelations, assertMayWrite, permittedOrigin, type WritePermit } from '../control/allow-write.ts';
import { relationVersions } from '../history/relation-versions.ts';
import { itemFact } from '../item/item-context.ts';
import { itemInPath } from '../item/item-in-path.ts';
import { locateRelations, relationWrites, splitFullRows } from '../relation/write-relations.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';
import { managedItem } from './managed-item.ts';
import { type NamedRelation, namedRelation } from './name-relations.ts';
import { assertRelatable } from './relatable.ts';

/** A relation in a path: references to the source and the target (I7), and a type that has not been validated. */
interface RelationReference {
  readonly source: string;
  readonly type: string;
  readonly target: string;
}

const typeOf = (type: string): RelationType => {
  const known = relationTypes.find((name) => name === type);
  if (known) return known;
  const code = 'relation/type-unknown';
  const detail = `must be one of ${relationTypes.join(', ')}`;
  throw new DomainError('invalid', code, `unknown relation type ${type}`, { errors: [{ pointer: '/path/type', code, detail }] });
};

/** A relation that was added or removed, as a difference of its source. */
const differenceOf = ({ type, target }: Relation, what: 'added' | 'removed'): Difference => {
  const path = `/relations/${type}/${target}`;
  return what === 'added' ? { path, to: { type, target } } : { path, from: { type, target } };
};

/** A relation with its type and the rows of edges at its ends (T7). */
const located = async (context: ConfigurationItemContext, relation: Relation) => {
  const ends = await locateRelations(context, [relation]);
  const edges = ends[0]?.row.edges ?? [];
  return { ends, isKnown: hasEdge(ends[0]?.row, { type: relation.type, item: relation.target }), edges };
};

/**
 * Adds a relation at both ends in one transaction, if it does not exist yet (T7). Another relation to a member of a redundancy group is in
 * the group too (C2).
 * @throws DomainError invalid `relation/self`, `relation/type-unknown`; missing if the source or target is not a CI; conflict
 * `relation/decommissioned`
 */
export const addRelation =
  (context: ConfigurationItemContext) =>
  async (named: RelationReference, permit: WritePermit): Promise<{ readonly relation: NamedRelation; readonly isNew: boolean }> => {
    const type = typeOf(named.type);
    const { full, ...answer } = await onFreshRows(async () => {
      const [source, target] = await Promise.all([managedItem(context)(named.source), managedItem(context)(named.target)]);
      assertMayWrite(permit);
      if (source.id === target.id) throw invalid(undefined, 'relation/self', 'a CI cannot have a relation to itself');
      const relation: Relation = { type, source: source.id, target: target.id };
      const shown = namedRelation(relation, { id: source.id, name: source.ci.name }, target.ci.name);
      const { ends, isKnown, edges } = await located(context, relation);
      if (isKnown) return { relation: shown, isNew: false, full: [] };
      for (const { ci } of [source, target]) assertRelatable(ci);
      const allowed = await allowRelations(context)(source.ci, [differenceOf(relation, 'added')], permit);
      const redundancy = edges.find(({ item }) => item === target.id)?.redundancy ?? [];
      const added = relationWrites(context, ends, [{ relation, next: { redundancy } }], [target.ci]);
      await context.store.commit([
        ...allowed.writes,
        ...added.writes,
        ...(await relationVersions(context)(
          { source: source.id, added: [{ type, item: target.id, redundancy }] },
          permittedOrigin(permit, allowed),
        )),
        // The source must not have gone live since.
        context.configurationItems.unchanged(source.id, source.ci),
        itemFact(context, allowed.change)('RelationAdded', source.id, permit.caller, { ...relation }),
      ]);
      return { relation: shown, isNew: true, full: added.full };
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
      const relation: Relation = { type, source: source.id, target: target.id };
      const { ends, isKnown, edges } = await located(context, relation);
      if (!isKnown) throw new DomainError('missing', 'relation/not-found', `no relation ${type} from ${source.id} to ${target.id}`);
      const [part] = edges.find(({ item }) => item === target.id)?.redundancy ?? [];
      if (part) {
        const detail = `${target.id} is in the redundancy group ${part.group} of ${source.id}; change or remove the group first`;
        throw conflict('relation/in-redundancy-group', detail);
      }
      // Every source of a relation is a CI.
      const allowed = source.ci && (await allowRelations(context)(source.ci, [differenceOf(relation, 'removed')], permit));
      const { writes } = relationWrites(context, ends, [{ relation, next: 'removed' }], []);
      await context.store.commit([
        ...(allowed?.writes ?? []),
        ...writes,
        ...(await relationVersions(context)({ source: source.id, removed: [{ type, item: target.id }] }, permittedOrigin(permit, allowed))),
        context.configurationItems.unchanged(source.id, source.ci),
        itemFact(context, allowed?.change)('RelationRemoved', source.id, permit.caller, { ...relation }),
      ]);
    });
