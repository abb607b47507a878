import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { Difference } from '../../domain/differences.ts';
import { invalid } from '../../domain/errors.ts';
import type { LocatedEnd, Relation } from '../../domain/item/relation.ts';
import type { Edge, EdgeShard } from '../../domain/item/relation-repository.ts';
import type { Write } from '../../domain/store.ts';
import { allowRelations, permittedOrigin, type WritePermit } from '../control/allow-write.ts';
import { relationVersions } from '../history/relation-versions.ts';
import { itemFact } from '../item/item-context.ts';
import { locateRelations, relationWrites } from '../relation/write-relations.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';
import { assertRelatable } from './relatable.ts';

/** A relation between stored CIs. */
export interface RelatedCis {
  readonly relation: Relation;
  readonly source: ConfigurationItem;
  readonly target: ConfigurationItem;
}

/** A relation that was added or removed, as a difference of its source. */
export const relationDifference = ({ type, target, share }: Relation, what: 'added' | 'removed'): Difference => {
  const path = `/relations/${type}/${target}`;
  const shown = { type, target, ...(share === undefined ? {} : { share }) };
  return what === 'added' ? { path, to: shown } : { path, from: shown };
};

/** The row of the edges of each source (T7): `located` has both ends of each relation, in order. */
const edgesAtSource = (located: readonly LocatedEnd[], at: number): EdgeShard | undefined => located[2 * at]?.row;

/**
 * Those of these relations that do not exist yet or get another share (L4), with the redundancy groups that the target is in already (C2).
 * `before`: the edge that exists.
 */
export const newRelations = async <Wanted extends Pick<RelatedCis, 'relation'>>(
  context: Pick<ConfigurationItemContext, 'relations'>,
  wanted: readonly Wanted[],
) => {
  const located = await locateRelations(
    context,
    wanted.map(({ relation }) => relation),
  );
  const stored = wanted.map(({ relation: { type, target } }, at) =>
    edgesAtSource(located, at)?.edges.find((edge) => edge.type === type && edge.item === target),
  );
  const found = wanted.flatMap((each, at) => {
    const { type, target, share } = each.relation;
    const row = edgesAtSource(located, at);
    const before = stored[at];
    if (before && (share === undefined || share === before.share)) return [];
    const redundancy = row?.edges.find(({ item }) => item === target)?.redundancy ?? [];
    return [{ ...each, before, edge: { type, item: target, redundancy, ...(share === undefined ? {} : { share }) } }];
  });
  return { located, found, stored };
};

/** @throws DomainError invalid `relation/self` */
export const assertNotSelf = ({ source, target }: Relation, pointer?: string): void => {
  if (source === target) throw invalid(pointer, 'relation/self', 'a CI cannot have a relation to itself');
};

/** The writes that one source needs for its new relations: its versions, its events, and what allows them (C5). */
const writesOfSource = async (
  context: ConfigurationItemContext,
  source: ConfigurationItem,
  added: readonly { readonly relation: Relation; readonly edge: Edge; readonly before?: Edge | undefined }[],
  permit: WritePermit,
): Promise<readonly Write[]> => {
  const differences = added.map(({ relation }) => relationDifference(relation, 'added'));
  const allowed = await allowRelations(context)(source, differences, permit);
  const fact = itemFact(context, allowed.change);
  return [
    ...allowed.writes,
    ...(await relationVersions(context)(
      { source: source.id, added: added.map(({ edge }) => edge), removed: added.flatMap(({ before }) => before ?? []) },
      permittedOrigin(permit, allowed),
    )),
    // The source must not have gone live since.
    context.configurationItems.unchanged(source.id, source),
    ...added.map(({ relation: { share: _, ...relation } }) => fact('RelationAdded', source.id, permit.caller, relation)),
  ];
};

/** The writes, the rows that are to be split after them, and for each relation the edge that exists already. */
interface Addition {
  readonly writes: readonly Write[];
  readonly full: readonly EdgeShard[];
  readonly stored: readonly (Edge | undefined)[];
}

/**
 * The writes, for one transaction, of those of these relations that do not exist yet, at both ends (T7). Another relation to a member of a
 * redundancy group is in the group too (C2).
 * @throws DomainError conflict `relation/decommissioned`, `relation/too-many`; those of `allowRelations`
 */
export const additionOf = async (
  context: ConfigurationItemContext,
  wanted: readonly RelatedCis[],
  permit: WritePermit,
): Promise<Addition> => {
  const { located, found, stored } = await newRelations(context, wanted);
  for (const { source, target } of found) for (const ci of [source, target]) assertRelatable(ci);
  const sources = new Map(found.map(({ source }) => [source.id, source]));
  const own = await Promise.all(
    [...sources.values()].map((source) =>
      writesOfSource(
        context,
        source,
        found.filter((each) => each.source.id === source.id),
        permit,
      ),
    ),
  );
  const edits = found.map(({ relation, edge }) => ({ relation, next: { redundancy: edge.redundancy, share: edge.share } }));
  // The sources are checked already.
  const targets = found.flatMap(({ target }) => (sources.has(target.id) ? [] : [target]));
  const { writes, full } = relationWrites(context, located, edits, targets);
  return { writes: [...own.flat(), ...writes], full, stored };
};
