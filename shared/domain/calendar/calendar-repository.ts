import type { ResourceRepository } from '../resource/define-resource.ts';
import type { Write } from '../store.ts';
import type { Freeze } from './freeze.ts';
import type { MaintenanceHours } from './maintenance-hours.ts';

/** All calendars, with their common version. Each write of one of them increments it (T8). */
export interface CalendarRules {
  /** 0 before the first calendar was written. */
  readonly version: number;
  readonly freezes: readonly Freeze[];
  readonly maintenanceHours: readonly MaintenanceHours[];
}

export interface CalendarRepository {
  readonly freezes: ResourceRepository<Freeze>;
  readonly maintenanceHours: ResourceRepository<MaintenanceHours>;
  /**
   * All calendars, strongly consistent. The version is read before them, so a calendar that is written meanwhile makes `unchanged` fail.
   * @throws RowUnreadable if one cannot be read: it may be a freeze, which must not be passed
   */
  rules(): Promise<CalendarRules>;
  /** Increments the version, in the transaction that writes a calendar. Read again for each attempt. */
  moved(): Promise<Write>;
  /** Checks that no calendar was written since the rules were read. */
  unchanged(rules: Pick<CalendarRules, 'version'>): Write;
}
