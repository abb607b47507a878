import type { Instant } from '../clock.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import type { AlertOutage } from './alert-outage.ts';
import type { ServiceImpairments } from './joint-outage.ts';
import type { Outage } from './outage.ts';

export interface OutageRepository {
  /** A strongly consistent read. */
  find(id: string): Promise<Outage | undefined>;
  save(outage: Outage): Write;
  /** The outages of a service that begin in `[from, to)`, in the order of their beginnings. It reads an index. */
  page(
    service: string,
    request: PageRequest & { readonly from?: Instant | undefined; readonly to?: Instant | undefined },
  ): Promise<Page<Outage>>;
  /**
   * The outages of a service that overlap `[from, to)`: those that begin there or up to 14 days before, and of the earlier ones those that
   * are longer than that. So a period reads its own rows only. It reads an index.
   */
  overlapping(service: string, from: Instant, to: Instant): Promise<readonly Outage[]>;
  /** The services that an alert impairs, if that was found out. A strongly consistent read. */
  findAlert(episode: string): Promise<AlertOutage | undefined>;
  saveAlert(alert: AlertOutage): Write;
  /** The alerts that degrade a service. A strongly consistent read. */
  findImpairments(service: string): Promise<ServiceImpairments | undefined>;
  saveImpairments(impairments: ServiceImpairments): Write;
}
