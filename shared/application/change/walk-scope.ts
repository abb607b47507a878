import type { AwaitingChange, Change, ScheduledChange } from '../../domain/change/change.ts';
import { type ScopeDifference, type ScopedItem, scopeLimit } from '../../domain/change/scope.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { isGroup } from '../../domain/configuration-item/group-selector.ts';
import { conflict, type DomainError } from '../../domain/errors.ts';
import { rootsOf, walkDependants } from '../../domain/item/walk.ts';
import { allGroupMembers } from '../impact/group-members.ts';
import type { ChangeContext } from './context.ts';

type WalkContext = Pick<ChangeContext, 'relations' | 'configurationItems'>;

/** The error for a scope that is too wide. `what` says in which way. */
export const tooWideError = (what: string): DomainError =>
  conflict('scope/too-wide', `${what}; name fewer or smaller groups, or use fewer hops or relation types`, '/window/dependants');

/**
 * Computes the scope of a change from the current relations: the CIs, each with a mask of the named CIs that bring it in (W3). A named group
 * brings in its members, and those of groups among them. `cis`: the named CIs. `roots`: the named CIs and those members, which are worked on.
 */
export const walkScope = async (
  context: WalkContext,
  { items: named, window }: Pick<Change, 'items' | 'window'>,
  cis: readonly ConfigurationItem[],
): Promise<{ scope: readonly ScopedItem[]; roots: readonly string[]; tooWide: boolean }> => {
  const { types, hops } = window?.dependants ?? { types: [], hops: 0 };
  const roots = rootsOf(named, await allGroupMembers(context, cis));
  const { reached, tooWide } = await walkDependants((ids) => context.relations.edges(ids, 'in'), roots, { types, hops, limit: scopeLimit });
  return { scope: [...reached].map(([item, mask]) => ({ item, mask })), roots: [...roots.keys()], tooWide };
};

/** The most added CIs, and the most removed CIs, that are stored. */
const maxDifference = 100;

/**
 * Compares the approved scope with the scope from the current relations (W1). `added` CIs are only in the current one, `removed` CIs only
 * in the approved one. The approved scope does not change. The difference is shown on the change, and people are notified.
 */
export const scopeDifference = async (
  context: WalkContext & Pick<ChangeContext, 'changes'>,
  change: AwaitingChange | ScheduledChange,
): Promise<ScopeDifference | undefined> => {
  const cis = await context.configurationItems.findMany(change.items);
  if (!change.window.dependants && !cis.some(isGroup)) return undefined;
  const approved = new Set((await context.changes.scope(change.id, change.scope.revision, change.scope.digest)).map(({ item }) => item));
  const current = new Set((await walkScope(context, change, cis)).scope.map(({ item }) => item));
  const added = [...current].filter((item) => !approved.has(item));
  const removed = [...approved].filter((item) => !current.has(item));
  if (added.length === 0 && removed.length === 0) return undefined;
  return { added: added.slice(0, maxDifference), removed: removed.slice(0, maxDifference) };
};
