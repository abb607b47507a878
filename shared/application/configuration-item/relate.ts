import type { Caller } from '../../domain/access.ts';
import { type RelationType, relationTypes } from '../../domain/configuration-item/configuration-item.ts';
import { DomainError, invalid } from '../../domain/errors.ts';
import { originOf } from '../../domain/history/origin.ts';
import { hasEdge, type Relation, withEdges, withoutEdges } from '../../domain/item/relation.ts';
import { onFreshRows } from '../../domain/store.ts';
import { relationWrites } from '../history/relation-writes.ts';
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
  (named: RelationReference, caller: Caller): Promise<{ readonly relation: NamedRelation; readonly isNew: boolean }> =>
    onFreshRows(async () => {
      const { configurationItems, relations, store } = context;
      const type = typeOf(named.type);
      const [source, target] = await Promise.all([managedItem(context)(named.source), managedItem(context)(named.target)]);
      if (source.id === target.id) throw invalid(undefined, 'relation/self', 'a CI cannot have a relation to itself');
      const relation: Relation = { type, source: source.id, target: target.id };
      const shown = namedRelation(relation, { id: source.id, name: source.ci.name }, target.ci.name);
      const { out, into } = await endsOf(context, source.id, target.id);
      if (hasEdge(out, { type, item: target.id })) return { relation: shown, isNew: false };
      await store.commit([
        relations.save(withEdges({ item: source.id, direction: 'out' }, out, [{ type, item: target.id }])),
        relations.save(withEdges({ item: target.id, direction: 'in' }, into, [{ type, item: source.id }])),
        // Deleting a CI also deletes its edge rows. If there is no edge row yet, check that the CI itself still exists.
        ...(out ? [] : [configurationItems.unchanged(source.id, source.ci)]),
        ...(into ? [] : [configurationItems.unchanged(target.id, target.ci)]),
        ...(await relationWrites(context)({ source: source.id, added: [{ type, item: target.id }] }, originOf(caller))),
        itemFact(context)('RelationAdded', source.id, caller, { ...relation }),
      ]);
      return { relation: shown, isNew: true };
    });

/** Removes a relation at both ends. @throws DomainError missing `relation/not-found` */
export const removeRelation =
  (context: ConfigurationItemContext) =>
  (named: RelationReference, caller: Caller): Promise<void> =>
    onFreshRows(async () => {
      const { relations, store } = context;
      const type = typeOf(named.type);
      const [source, target] = await Promise.all([itemInPath(context)(named.source), itemInPath(context)(named.target)]);
      const { out, into } = await endsOf(context, source.id, target.id);
      if (!out || !into || !hasEdge(out, { type, item: target.id })) {
        throw new DomainError('missing', 'relation/not-found', `no relation ${type} from ${source.id} to ${target.id}`);
      }
      const connectsTo = (other: string) => (edge: { readonly type: string; readonly item: string }) =>
        edge.type === type && edge.item === other;
      await store.commit([
        relations.save(withoutEdges(out, connectsTo(target.id))),
        relations.save(withoutEdges(into, connectsTo(source.id))),
        ...(await relationWrites(context)({ source: source.id, removed: [{ type, item: target.id }] }, originOf(caller))),
        itemFact(context)('RelationRemoved', source.id, caller, { type, source: source.id, target: target.id }),
      ]);
    });
