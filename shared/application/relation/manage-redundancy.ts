import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { Difference } from '../../domain/differences.ts';
import { conflict, DomainError, invalid } from '../../domain/errors.ts';
import { itemIdOf } from '../../domain/item/merge.ts';
import { GroupName, groupsIn, isSameGroup, neededUp, type RedundancyDraft, type RedundancyGroup } from '../../domain/item/redundancy.ts';
import { pointerTo, schemaError } from '../../domain/schema-error.ts';
import { onFreshRows } from '../../domain/store.ts';
import type { ConfigurationItemContext } from '../configuration-item/configuration-item-context.ts';
import { managedItem } from '../configuration-item/managed-item.ts';
import { assertRelatable } from '../configuration-item/relatable.ts';
import { allowRelations, assertMayWrite, permittedOrigin, type WritePermit } from '../control/allow-write.ts';
import { itemFact } from '../item/item-context.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { commitGroup } from './commit-group.ts';
import { redundancyEdits } from './redundancy-edits.ts';
import { splitFullRows } from './write-relations.ts';

/** The most redundancy groups of a CI. Each is stored with every edge to a member. */
const mostGroups = 20;

/** A redundancy group, with the CI whose dependencies it has. */
export interface OwnedGroup extends RedundancyGroup {
  readonly item: string;
}

/** The group in a path: a reference to the CI, and the name of the group. */
interface GroupReference {
  readonly item: string;
  readonly group: string;
}

/** @throws DomainError invalid with the pointer `/path/group` */
const groupNameOf = (name: string): string => {
  const parsed = GroupName().safeParse(name, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw schemaError(parsed.error.issues, { base: '/path/group' });
};

const notFound = (item: string, group: string): DomainError =>
  new DomainError('missing', 'redundancy/not-found', `configuration item ${item} has no redundancy group ${group}`);

/** The outgoing edges of a CI, in the rows in which they were read. */
const outgoing = async ({ relations }: Pick<ConfigurationItemContext, 'relations'>, id: string) => {
  const rows = await relations.edges([id], 'out');
  return { rows, edges: rows.flatMap(({ edges }) => edges) };
};

/** The members of a draft. @throws DomainError invalid, with a pointer to the member */
const membersOf = async (context: ConfigurationItemContext, source: string, references: readonly string[]) => {
  const ids = await Promise.all(references.map((reference, at) => resolveItem(context)(reference, `/members/${at}`)));
  const cis = new Map((await context.configurationItems.findMany(ids)).map((ci) => [ci.id, ci]));
  return ids.map((id, at): ConfigurationItem => {
    const pointer = `/members/${at}`;
    const ci = cis.get(id);
    if (id === source) throw invalid(pointer, 'relation/self', 'a CI cannot have a relation to itself');
    if (!ci) throw invalid(pointer, 'configuration-item/unknown', `item ${id} is not a configuration item`);
    assertRelatable(ci, pointer);
    if (ids.indexOf(id) < at)
      throw invalid(pointer, 'redundancy/member-doubled', `${ci.name} is in the group twice; list each member once`);
    return ci;
  });
};

/** @throws DomainError invalid `redundancy/minimum-too-high` */
const assertPossible = ({ minimumUp, members }: RedundancyDraft): void => {
  if (neededUp({ minimumUp, members: members.length }) <= members.length) return;
  const detail = `${minimumUp} members cannot be up, because the group has ${members.length}`;
  throw invalid('/minimumUp', 'redundancy/minimum-too-high', detail);
};

/** A redundancy group before and after a write, as a difference of the CI that has it. */
const differenceOf = (group: string, before: RedundancyGroup | undefined, after: RedundancyGroup | undefined): Difference => {
  const shown = (one: RedundancyGroup | undefined) => (one ? { minimumUp: one.minimumUp, members: [...one.members] } : undefined);
  return { path: pointerTo('/redundancy', group), from: shown(before), to: shown(after) };
};

/**
 * Sets a redundancy group of a CI (C2): its members, and how many of them must be up. Members that the CI does not depend on yet get the
 * relation `depends-on`. The same group again writes nothing.
 * @throws DomainError invalid for a member that is unknown, listed twice or the CI itself, and `redundancy/minimum-too-high`
 */
export const putRedundancy =
  (context: ConfigurationItemContext) =>
  async (
    named: GroupReference,
    draft: RedundancyDraft,
    permit: WritePermit,
  ): Promise<{ readonly group: OwnedGroup; readonly isNew: boolean }> => {
    const group = groupNameOf(named.group);
    assertPossible(draft);
    const { full, ...answer } = await onFreshRows(async () => {
      const source = await managedItem(context)(named.item);
      assertMayWrite(permit);
      const members = await membersOf(context, source.id, draft.members);
      const next: OwnedGroup = { item: source.id, group, minimumUp: draft.minimumUp, members: members.map(({ id }) => id) };
      const { rows, edges } = await outgoing(context, source.id);
      const groups = groupsIn(edges);
      const before = groups.find((one) => one.group === group);
      const shown = { ...next, item: itemIdOf(source.ci) };
      if (before && isSameGroup(before, next)) return { group: shown, isNew: false, full: [] };
      if (!before && groups.length >= mostGroups)
        throw conflict('redundancy/too-many-groups', `${source.ci.name} has ${mostGroups} redundancy groups, which is the most`);
      const { item, ...body } = next;
      const allowed = await allowRelations(context)(source.ci, [differenceOf(group, before, next)], permit);
      const fact = itemFact(context, allowed.change)('RedundancySet', item, permit.caller, body);
      const edits = redundancyEdits(item, edges, group, next);
      // The CI must not have gone live since.
      const check = context.configurationItems.unchanged(source.id, source.ci);
      return {
        group: shown,
        isNew: before === undefined,
        full: await commitGroup(
          context,
          { rows, edits, cis: members },
          { others: [...allowed.writes, check, fact], origin: permittedOrigin(permit, allowed) },
        ),
      };
    });
    await splitFullRows(context, full);
    return answer;
  };

/** Removes a redundancy group. The CI then needs each of its members. @throws DomainError missing `redundancy/not-found` */
export const removeRedundancy =
  (context: ConfigurationItemContext) =>
  (named: GroupReference, permit: WritePermit): Promise<void> =>
    onFreshRows(async () => {
      const group = groupNameOf(named.group);
      const { id, ci } = await managedItem(context)(named.item);
      assertMayWrite(permit);
      const { rows, edges } = await outgoing(context, id);
      const edits = redundancyEdits(id, edges, group, undefined);
      if (edits.length === 0) throw notFound(id, group);
      const before = groupsIn(edges).find((one) => one.group === group);
      const allowed = await allowRelations(context)(ci, [differenceOf(group, before, undefined)], permit);
      const fact = itemFact(context, allowed.change)('RedundancyRemoved', id, permit.caller, { group });
      const check = context.configurationItems.unchanged(id, ci);
      await commitGroup(
        context,
        { rows, edits, cis: [] },
        { others: [...allowed.writes, check, fact], origin: permittedOrigin(permit, allowed) },
      );
    });

/** The redundancy groups of a CI, ordered by name. */
export const listRedundancy =
  (context: ConfigurationItemContext) =>
  async (reference: string): Promise<readonly OwnedGroup[]> => {
    const { id, ci } = await managedItem(context)(reference);
    return groupsIn((await outgoing(context, id)).edges).map((group) => ({ item: itemIdOf(ci), ...group }));
  };

/** @throws DomainError missing `redundancy/not-found` */
export const readRedundancy =
  (context: ConfigurationItemContext) =>
  async (named: GroupReference): Promise<OwnedGroup> => {
    const group = groupNameOf(named.group);
    const found = (await listRedundancy(context)(named.item)).find((one) => one.group === group);
    if (!found) throw notFound(named.item, group);
    return found;
  };
