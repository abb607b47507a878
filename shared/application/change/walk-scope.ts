import type { Change, ScheduledChange, ScopeDifference } from '../../domain/change/change.ts';
import { type ScopedItem, scopeLimit } from '../../domain/change/scope.ts';
import { walkDependants } from '../../domain/item/walk.ts';
import type { ChangeContext } from './context.ts';

type WalkContext = Pick<ChangeContext, 'relations'>;

/** Every CI that a change's window would cover according to the graph as it is now, and which named CIs bring it in (W3). */
export const walkScope = async (
  { relations }: WalkContext,
  { items: named, window }: Pick<Change, 'items' | 'window'>,
): Promise<{ scope: readonly ScopedItem[]; tooWide: boolean }> => {
  const { types, hops } = window?.dependants ?? { types: [], hops: 0 };
  const { reached, tooWide } = await walkDependants((ids) => relations.edges(ids, 'in'), named, { types, hops, limit: scopeLimit });
  return { scope: [...reached].map(([item, mask]) => ({ item, mask })), tooWide };
};

/** The most CIs of a difference that are shown. */
const differenceShown = 100;

/**
 * The CIs that the graph has in scope now and the approved scope has not, and the other way round (W1). The approved scope stays as it
 * is; the difference is shown on the change, and people are told.
 */
export const scopeDifference = async (
  context: WalkContext & Pick<ChangeContext, 'changes'>,
  change: ScheduledChange,
): Promise<ScopeDifference | undefined> => {
  if (!change.window.dependants) return undefined;
  const approved = new Set((await context.changes.scope(change.id, change.scope.revision, change.scope.digest)).map(({ item }) => item));
  const live = new Set((await walkScope(context, change)).scope.map(({ item }) => item));
  const added = [...live].filter((item) => !approved.has(item));
  const removed = [...approved].filter((item) => !live.has(item));
  if (added.length === 0 && removed.length === 0) return undefined;
  return { added: added.slice(0, differenceShown), removed: removed.slice(0, differenceShown) };
};
