import type { Agreement } from '../agreement/agreement.ts';
import type { Change } from '../change/change.ts';
import { type Conflict, newConflict } from '../change/conflict.ts';
import { isExtending } from '../change/extension.ts';
import { type Instant, millis, plus } from '../clock.ts';
import type { ImpactState } from '../impact/states.ts';
import { readableLength } from '../readable-time.ts';
import type { Reservation } from '../reservation/reservation.ts';
import { durationMillis } from '../values.ts';
import { subtract } from '../window/intervals.ts';
import type { AgreedWindow } from './agreed-downtime.ts';
import { noticeOf } from './agreed-window.ts';
import type { DowntimeBudget } from './downtime-budget.ts';
import { weeklyHoursIn } from './service-time.ts';

/** The window of a change, or the time that its extension adds. */
export type WindowTime = Pick<Reservation, 'window' | 'start' | 'end'>;

/**
 * Whether the approval is later than the agreement asks (L1). A change that is not approved is taken as approved now. An extension must be
 * approved that long before the end that it moves.
 */
const isShort = (change: Change, { start }: WindowTime, notice: number, now: Instant): boolean => {
  const { agreedAt = now } = isExtending(change) ? change.extension : change;
  return plus(agreedAt, notice) > (isExtending(change) ? change.window.end : start);
};

/**
 * What a change asks of a service that loses service: its window as it would count if it were scheduled. An extension asks for the whole
 * window with the later end.
 */
export const askedWindow = (change: Change, time: WindowTime, agreement: Agreement, now: Instant): AgreedWindow => {
  const [from, to] = [millis(isExtending(change) ? change.window.start : time.start), millis(time.end)];
  const { agreedDowntime } = change.window ?? {};
  const length = agreedDowntime === undefined ? to - from : Math.min(to - from, durationMillis(agreedDowntime));
  const asked = { id: time.window, change: change.id, from, to, length };
  if (change.type === 'emergency') return { ...asked, refusal: 'emergency' };
  return isShort(change, time, noticeOf(agreement), now) ? { ...asked, refusal: 'short-notice' } : asked;
};

/** A budget that a change would use, in one of its periods. */
export interface AskedBudget extends DowntimeBudget {
  /** How much the change would add to what is planned, in milliseconds. */
  readonly added: number;
}

/** What a change asks of a service that it affects, and what is agreed for that service at the start of the window. */
export interface AskedDowntime {
  readonly service: string;
  readonly state: ImpactState;
  readonly agreement: Agreement;
  readonly window: AgreedWindow;
  /** The budget in each period that the window touches. None if the agreement has no budget. */
  readonly budgets: readonly AskedBudget[];
}

const isOutsideHours = ({ agreement: { zone, maintenanceHours }, window }: AskedDowntime): boolean =>
  maintenanceHours !== undefined && subtract([window], weeklyHoursIn(zone, maintenanceHours, window)).length > 0;

const overBudget = ({ service, agreement, budgets }: AskedDowntime): readonly Conflict[] => {
  const over = budgets.find(({ added, left }) => added > left);
  if (!over) return [];
  const { per } = agreement.downtimeBudget ?? {};
  const allowed = `the downtime budget of ${readableLength(over.allowed)} a ${per}`;
  const detail = `the change may use ${readableLength(over.added)} of ${allowed}, of which ${readableLength(over.left)} is left`;
  return [newConflict('over-budget', { service, items: [service], detail })];
};

/** The most services that a warning names. */
const mostNamed = 50;

/** One warning for all services that it is about. */
const common = (kind: Conflict['kind'], services: readonly AskedDowntime[], detail: string): readonly Conflict[] =>
  services.length === 0 ? [] : [newConflict(kind, { items: services.slice(0, mostNamed).map(({ service }) => service), detail })];

/**
 * The warnings of what is agreed for the services that lose service (L1, H2): the time is outside their maintenance hours, the approval is
 * too late for the downtime to be agreed, or the change may use more than is left of a budget.
 */
export const agreementConflicts = (asked: readonly AskedDowntime[]): readonly Conflict[] => {
  const down = asked.filter(({ state }) => state === 'down');
  const late = down.filter(({ window }) => window.refusal === 'short-notice');
  return [
    ...common(
      'outside-maintenance-hours',
      down.filter(isOutsideHours),
      'the time is outside the maintenance hours that are agreed for these services',
    ),
    ...down.flatMap(overBudget),
    ...common('short-notice', late, 'the approval comes later than is agreed for these services, so the downtime counts as unplanned'),
  ];
};
