import { type Instant, later, plus } from '../../domain/clock.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { type ItemQuiet, itemQuiet, lookAhead, lookBack, type ReachedItem } from '../../domain/suppression/decision.ts';
import { needsConfirmation } from '../../domain/window/restore-epoch.ts';
import type { ScopeEntry, Window } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';

interface QuietContext {
  readonly windows: Pick<WindowRepository, 'entriesOf' | 'findMany' | 'restoreEpoch'>;
}

/** The suppression of some CIs, as it was when read. */
export interface QuietReading {
  of(items: readonly ReachedItem[]): readonly ItemQuiet[];
  /** The same CIs with their windows read again, consistently: shows windows that have been ended or withdrawn since (S8). */
  again(): Promise<QuietReading>;
}

interface TimeRange {
  readonly at: Instant;
  /** Windows that ended before this are not read. At most 14 days back. */
  readonly since?: Instant;
}

/** How many queries run at once: a request may name hundreds of CIs. */
const concurrency = 50;

const entriesOfAll = async ({ windows }: QuietContext, ids: readonly string[], { at, since }: Required<TimeRange>) => {
  const entries = await inParallel(ids, concurrency, async (id) => [id, await windows.entriesOf(id, since, plus(at, lookAhead))] as const);
  return new Map<string, readonly ScopeEntry[]>(entries);
};

const reading = async (context: QuietContext, entries: ReadonlyMap<string, readonly ScopeEntry[]>): Promise<QuietReading> => {
  const ids = [...new Set([...entries.values()].flat().map(({ window }) => window))];
  const found = ids.length === 0 ? [] : await context.windows.findMany(ids);
  // A window that nobody has confirmed since the table was restored suppresses nothing (S2).
  const confirmed = found.filter((window) => !needsConfirmation(window, context.windows.restoreEpoch));
  const windows = new Map<string, Window>(confirmed.map((window) => [window.id, window]));
  return {
    of: (items) => items.map((item) => itemQuiet(item, entries.get(item.id) ?? [], windows)),
    again: () => reading(context, entries),
  };
};

/**
 * Reads the scope entries of each CI in one query, and each of their windows once, a hundred per request (T6). All reads are strongly
 * consistent (T4).
 */
export const readQuiet =
  (context: QuietContext) =>
  async (items: readonly ReachedItem[], { at, since = at }: TimeRange): Promise<QuietReading> => {
    const ids = [...new Set(items.map(({ id }) => id))];
    return reading(context, await entriesOfAll(context, ids, { at, since: later(since, plus(at, -lookBack)) }));
  };
