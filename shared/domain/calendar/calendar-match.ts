import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { foldedForm, Line } from '../text.ts';
import { Name, Reference } from '../values.ts';

/**
 * Which CIs a freeze or maintenance hours are for: those that have all of these values. `service`: the service itself and what it needs.
 * Without any value, all CIs.
 */
export const CalendarMatch = lazily(() =>
  z
    .strictObject({
      environment: Line().max(50).optional(),
      service: Reference().optional(),
      class: Name().optional(),
      item: Reference().optional(),
    })
    .meta({ id: 'CalendarMatch' }),
);
export type CalendarMatch = Shape<typeof CalendarMatch>;

/** A CI that a change names, or that is in a group that a change names, as far as calendars ask for it. */
export interface CalendarItem {
  /** The id by which the change names it, or the group that it is in. */
  readonly named: string;
  /** All ids of the CI: two if it was merged. */
  readonly ids: readonly string[];
  readonly class: string;
  readonly environment?: string | undefined;
  /** The services that need it, and itself if it is one. `unknown`: there are too many dependants to tell. */
  readonly services: readonly string[] | 'unknown';
}

const isSameText = (wanted: string | undefined, actual: string | undefined): boolean =>
  wanted === undefined || (actual !== undefined && foldedForm(wanted) === foldedForm(actual));

const isServed = (wanted: string | undefined, { services }: CalendarItem): boolean =>
  wanted === undefined || services === 'unknown' || services.includes(wanted);

/** Whether a calendar is for a CI. A CI whose services are not known counts as needed by every service, so that no freeze is passed. */
export const isMatched = (match: CalendarMatch, item: CalendarItem): boolean =>
  isSameText(match.environment, item.environment) &&
  isSameText(match.class, item.class) &&
  (match.item === undefined || item.ids.includes(match.item)) &&
  isServed(match.service, item);
