import { type Instant, later, plus } from '../../domain/clock.ts';
import { type ItemQuiet, itemQuiet, lookAhead, lookBack, type ReachedItem } from '../../domain/suppression/decision.ts';
import type { ScopeEntry, Window } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';

interface QuietContext {
  readonly windows: Pick<WindowRepository, 'entriesOf' | 'findMany'>;
}

/** What is known of the quiet of some CIs, from one reading. */
export interface QuietReading {
  of(items: readonly ReachedItem[]): readonly ItemQuiet[];
  /** The same with the windows read again, consistently: what was ended or withdrawn meanwhile shows (S8). */
  again(): Promise<QuietReading>;
}

interface Around {
  readonly at: Instant;
  /** Windows that ended before this do not matter and are not read; 14 days back at most. */
  readonly since?: Instant;
}

/** Queries at once: a batch may name hundreds of CIs. */
const atOnce = 50;

const entriesOfAll = async ({ windows }: QuietContext, ids: readonly string[], { at, since }: Required<Around>) => {
  const found = new Map<string, readonly ScopeEntry[]>();
  for (let first = 0; first < ids.length; first += atOnce) {
    const some = ids.slice(first, first + atOnce);
    const entries = await Promise.all(some.map((id) => windows.entriesOf(id, since, plus(at, lookAhead))));
    some.forEach((id, place) => {
      found.set(id, entries[place] ?? []);
    });
  }
  return found;
};

const reading = async (context: QuietContext, entries: ReadonlyMap<string, readonly ScopeEntry[]>): Promise<QuietReading> => {
  const ids = [...new Set([...entries.values()].flat().map(({ window }) => window))];
  const windows = new Map<string, Window>(
    (ids.length === 0 ? [] : await context.windows.findMany(ids)).map((window) => [window.id, window]),
  );
  return {
    of: (items) => items.map((item) => itemQuiet(item, entries.get(item.id) ?? [], windows)),
    again: () => reading(context, entries),
  };
};

/** Reads each CI's scope rows once, in one query, and each of their windows once, a hundred a request (T6). All consistently (T4). */
export const readQuiet =
  (context: QuietContext) =>
  async (items: readonly ReachedItem[], { at, since = at }: Around): Promise<QuietReading> => {
    const ids = [...new Set(items.map(({ id }) => id))];
    return reading(context, await entriesOfAll(context, ids, { at, since: later(since, plus(at, -lookBack)) }));
  };
