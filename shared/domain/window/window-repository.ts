import type { Instant } from '../clock.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import type { ScopeEntry, ServiceWindow, Window } from './window.ts';

export interface WindowRepository {
  /** How often the table was restored from a backup. A scheduled window with a lower number may need confirmation. */
  readonly restoreEpoch: number;
  find(id: string): Promise<Window | undefined>;
  /** @throws DomainError missing `window/not-found` */
  get(id: string): Promise<Window>;
  /** The windows with these ids that exist, by strongly consistent reads, up to 100 rows in a request. */
  findMany(ids: readonly string[]): Promise<readonly Window[]>;
  /**
   * The ids of the windows whose agreed time contains an instant, and whose rows cannot be read. It finds them by a secondary index.
   */
  unreadableAt(at: Instant): Promise<readonly string[]>;
  save(window: Window): Write;
  /**
   * The scope entries of a CI that may apply at a time in `[from, to]`, by one strongly consistent query (T6): those that begin at most 14
   * days before `from` and have not ended at `from`. `plan`: whether entries of windows that do not suppress alerts are included.
   */
  entriesOf(item: string, from: Instant, to: Instant, options?: { readonly plan?: boolean }): Promise<readonly ScopeEntry[]>;
  /** A scope entry is written once, by `store.writeOnce` (T2). */
  saveEntry(entry: ScopeEntry): Write;
  /**
   * The rows of the windows for which a service was listed as losing service, and which may overlap `[from, to)`: those that begin there or
   * up to 14 days before. One strongly consistent query.
   */
  ofService(service: string, from: Instant, to: Instant): Promise<readonly ServiceWindow[]>;
  /** Written once, by `store.writeOnce`, with the scope entries. */
  saveServiceWindow(row: ServiceWindow): Write;
  /** The end of the window that ended first of those whose alerts are not all decided. It reads a secondary index, so only for alarms. */
  firstUnsettledEnd(): Promise<Instant | undefined>;
  /** The windows that overlap `[from, to)`, sorted by start. For lists only, because it reads a secondary index (T4). */
  page(request: PageRequest & { readonly from: Instant; readonly to: Instant }, keep?: (window: Window) => boolean): Promise<Page<Window>>;
}
