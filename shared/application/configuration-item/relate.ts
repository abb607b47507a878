import { type RelationType, relationTypes } from '../../domain/configuration-item/configuration-item.ts';
import { DomainError, invalid } from '../../domain/errors.ts';
import { hasEdge, type Relation, withEdges, withoutEdges } from '../../domain/item/relation.ts';
import type { JsonDifference } from '../../domain/json-difference.ts';
import { onFreshRows } from '../../domain/store.ts';
import { allowRelations, assertMayWrite, type WritePermit } from '../control/allow-write.ts';
import { itemFact } from '../item/item-context.ts';
import { itemInPath } from '../item/item-in-path.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';
import { managedItem } from './managed-item.ts';
import { type NamedRelation, namedRelation } from './name-relations.ts';

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
const differenceOf = ({ type, target }: Relation, what: 'added' | 'removed'): JsonDifference => {
  const value = { type, target };
  return { path: `/relations/${type}/${target}`, from: what === 'added' ? null : value, to: what === 'added' ? value : null };
};

/** The edge rows of both ends of a relation (T7). */
const endsOf = async ({ relations }: ConfigurationItemContext, source: string, target: string) => {
  const [[out], [into]] = await Promise.all([relations.edges([source], 'out'), relations.edges([target], 'in')]);
  return { out, into };
};

/**
 * Adds a relation at both ends in one transaction, if it does not exist yet (T7).
 * @throws DomainError invalid `relation/self`, `relation/type-unknown`; missing if the source or target is not a CI
 */
export const addRelation =
  (context: ConfigurationItemContext) =>
  (named: RelationReference, permit: WritePermit): Promise<{ readonly relation: NamedRelation; readonly isNew: boolean }> =>
    onFreshRows(async () => {
      const { configurationItems, relations, store } = context;
      const type = typeOf(named.type);
      const [source, target] = await Promise.all([managedItem(context)(named.source), managedItem(context)(named.target)]);
      assertMayWrite(permit);
      if (source.id === target.id) throw invalid(undefined, 'relation/self', 'a CI cannot have a relation to itself');
      const relation: Relation = { type, source: source.id, target: target.id };
      const shown = namedRelation(relation, { id: source.id, name: source.ci.name }, target.ci.name);
      const { out, into } = await endsOf(context, source.id, target.id);
      if (hasEdge(out, { type, item: target.id })) return { relation: shown, isNew: false };
      const allowed = await allowRelations(context)(source.ci, [differenceOf(relation, 'added')], permit);
      await store.commit([
        ...allowed.writes,
        relations.save(withEdges({ item: source.id, direction: 'out' }, out, [{ type, item: target.id }])),
        relations.save(withEdges({ item: target.id, direction: 'in' }, into, [{ type, item: source.id }])),
        // The source must not have gone live since. Deleting a CI also deletes its edge rows: without one, the target must still exist.
        configurationItems.unchanged(source.id, source.ci),
        ...(into ? [] : [configurationItems.unchanged(target.id, target.ci)]),
        itemFact(context, allowed.change)('RelationAdded', source.id, permit.caller, { ...relation }),
      ]);
      return { relation: shown, isNew: true };
    });

/** Removes a relation at both ends. @throws DomainError missing `relation/not-found` */
export const removeRelation =
  (context: ConfigurationItemContext) =>
  (named: RelationReference, permit: WritePermit): Promise<void> =>
    onFreshRows(async () => {
      const { configurationItems, relations, store } = context;
      const type = typeOf(named.type);
      const [source, target] = await Promise.all([itemInPath(context)(named.source), itemInPath(context)(named.target)]);
      assertMayWrite(permit);
      const { out, into } = await endsOf(context, source.id, target.id);
      if (!out || !into || !hasEdge(out, { type, item: target.id })) {
        throw new DomainError('missing', 'relation/not-found', `no relation ${type} from ${source.id} to ${target.id}`);
      }
      const connectsTo = (other: string) => (edge: { readonly type: string; readonly item: string }) =>
        edge.type === type && edge.item === other;
      const relation: Relation = { type, source: source.id, target: target.id };
      // Every source of a relation is a CI.
      const allowed = source.ci && (await allowRelations(context)(source.ci, [differenceOf(relation, 'removed')], permit));
      await store.commit([
        ...(allowed?.writes ?? []),
        configurationItems.unchanged(source.id, source.ci),
        relations.save(withoutEdges(out, connectsTo(target.id))),
        relations.save(withoutEdges(into, connectsTo(source.id))),
        itemFact(context, allowed?.change)('RelationRemoved', source.id, permit.caller, { ...relation }),
      ]);
    });
