import type { Instant } from '../clock.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import type { ScopeEntry, Window } from './window.ts';

export interface WindowRepository {
  find(id: string): Promise<Window | undefined>;
  /** @throws DomainError missing `window/not-found` */
  get(id: string): Promise<Window>;
  /** Those of the ids that are there, consistently; a hundred a request. */
  findMany(ids: readonly string[]): Promise<readonly Window[]>;
  save(window: Window): Write;
  /**
   * Scope entries of a CI that could matter at times in `[from, to]`, in one consistent query (T6): those that begin up to 14 days
   * before `from`, unless their latest end has passed by then. `plan`: those without quiet too.
   */
  entriesOf(item: string, from: Instant, to: Instant, options?: { readonly plan?: boolean }): Promise<readonly ScopeEntry[]>;
  /** Scope entries are written once under keys of their own (T2): by `store.writeOnce`. */
  saveEntry(entry: ScopeEntry): Write;
  /** Windows whose time overlaps `[from, to)`, by start; lists only. */
  page(request: PageRequest & { readonly from: Instant; readonly to: Instant }, keep?: (window: Window) => boolean): Promise<Page<Window>>;
}
