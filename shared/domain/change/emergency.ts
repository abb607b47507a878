import { day, hour, type Instant, instantOf, millis, plus } from '../clock.ts';
import { conflict } from '../errors.ts';
import { durationMillis } from '../values.ts';
import type { AwaitingChange, Change, ImplementingChange, InReviewChange } from './change.ts';
import type { ChangeFields } from './change-fields.ts';
import type { Retrospective } from './later-approval.ts';

/** How long an emergency may last in all, in milliseconds (H7). */
export const longestEmergency = hour;

/** How many CIs an emergency may name. If it is not approved in time, one transaction records an unauthorized change for each of them. */
export const mostEmergencyItems = 40;

interface EmergencyFault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** The first reason why the fields of an emergency are refused (H7): at most an hour from its start, and named CIs only. */
export const emergencyFault = ({
  type,
  items,
  window,
}: Pick<ChangeFields, 'type' | 'window'> & { readonly items: readonly string[] }): EmergencyFault | undefined => {
  if (type !== 'emergency') return undefined;
  if (items.length > mostEmergencyItems)
    return { pointer: '/items', code: 'change/too-many-items', detail: `an emergency names at most ${mostEmergencyItems} items` };
  if (window === undefined) return undefined;
  const { length, dependants } = window;
  if (length === undefined)
    return {
      pointer: '/window/length',
      code: 'window/length-required',
      detail: 'the window of an emergency has a length and no start, such as {"length": "PT1H"}',
    };
  if (durationMillis(length) > longestEmergency)
    return { pointer: '/window/length', code: 'window/too-long', detail: `an emergency lasts at most an hour, not ${length}` };
  return (
    dependants && { pointer: '/window/dependants', code: 'window/named-only', detail: 'an emergency covers the CIs that it names only' }
  );
};

const isWorkingDay = (instant: Instant): boolean => ![0, 6].includes(new Date(millis(instant)).getUTCDay());

/**
 * Until when an emergency that starts now is approved or rejected: the end of the second working day after the day of its start (H7). Working
 * days are Monday to Friday, in UTC.
 */
export const retrospectiveDue = (start: Instant): Instant => {
  const midnight = instantOf(Math.floor(millis(start) / day) * day);
  const following = [1, 2, 3, 4].map((days) => plus(midnight, days * day)).filter(isWorkingDay);
  return plus(following[1] ?? midnight, day);
};

/** An emergency that was started before it was approved. */
export type StartedEmergency = (ImplementingChange | InReviewChange) & { readonly retrospective: Retrospective };

/** Whether the work has begun, and people still have to say whether it was right (H7). */
export const awaitsRetrospective = (change: Change): change is StartedEmergency =>
  (change.status === 'implementing' || change.status === 'in-review') && change.retrospective?.state === 'awaiting';

/** Whether the work began without approval, and nobody has approved it since. */
export const isUnapprovedWork = ({ retrospective }: Pick<Change, 'retrospective'>): boolean =>
  retrospective !== undefined && retrospective.state !== 'approved';

/** Whether an emergency waits for its approval, so that somebody on call may start it all the same. */
export const isUnapprovedEmergency = (change: Change): change is AwaitingChange =>
  change.type === 'emergency' && change.status === 'awaiting-approval' && change.agreedAt === undefined;

/** @throws DomainError conflict `change/started-unapproved` for work that began without approval: it is finished and reviewed */
export const assertAuthorized = (change: Change): void => {
  if (!isUnapprovedWork(change)) return;
  throw conflict(
    'change/started-unapproved',
    `${change.number} was started before its approval and is not approved: finish it, with the outcome backed-out for what was undone`,
  );
};
