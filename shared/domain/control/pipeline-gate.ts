import type { Change } from '../change/change.ts';
import { hasOffer } from '../change/window-offer.ts';
import type { Instant } from '../clock.ts';
import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';
import { isInService } from '../configuration-item/stage-table.ts';
import type { ChangeControl } from './change-control.ts';

/** Why a CI may be changed without a change, or may not be changed. */
export const gateReasons = [
  'stage/not-in-service',
  'control/off',
  'control/record',
  'change/required',
  'change/not-implementing',
  'change/overrun',
] as const;
type GateReason = (typeof gateReasons)[number];

/** Whether a CI may be changed at a time, and under which change. `until`: the end of its window, unless the work has overrun it. */
export interface GateAnswer {
  readonly allowed: boolean;
  readonly change?: Change;
  readonly until?: Instant;
  readonly overrun: boolean;
  readonly reasons: readonly GateReason[];
}

/** The time that is asked about. `isNow`: whether it is the present, at which only a change that was started counts. */
export interface AskedTime {
  readonly at: Instant;
  readonly isNow: boolean;
}

/** Whether a change allows work at a time: it was started before, or, at another time than now, its window contains that time. */
const allowsAt = (change: Change, { at, isNow }: AskedTime): boolean => {
  if (change.status === 'implementing' && change.startedAt <= at) return true;
  if (isNow || change.status !== 'scheduled' || change.onHold || hasOffer(change)) return false;
  return change.window.start <= at && at < change.window.end;
};

/** Why a mode of change control lets through what no change covers. */
const reasonOf: Readonly<Record<ChangeControl['mode'], GateReason | undefined>> = {
  off: 'control/off',
  record: 'control/record',
  enforce: undefined,
};

/** Why a CI needs no change at all. Undefined if it needs one. */
const freedom = (ci: ConfigurationItem, { mode }: ChangeControl): GateReason | undefined => {
  return isInService(ci) ? reasonOf[mode] : 'stage/not-in-service';
};

const under = (change: Change, { at }: AskedTime): GateAnswer => {
  const end = change.window?.end;
  const overrun = end !== undefined && at >= end;
  return {
    allowed: true,
    change,
    overrun,
    ...(end === undefined || overrun ? {} : { until: end }),
    reasons: overrun ? ['change/overrun'] : [],
  };
};

/** Whether a pipeline may change a CI (H11). `changes`: those that have not ended and name the CI or a group of it. */
export const gateOf = (ci: ConfigurationItem, control: ChangeControl, changes: readonly Change[], time: AskedTime): GateAnswer => {
  const change = changes.find((each) => allowsAt(each, time));
  if (change) return under(change, time);
  const reason = freedom(ci, control);
  if (reason) return { allowed: true, overrun: false, reasons: [reason] };
  const missing: readonly GateReason[] = changes.length > 0 ? ['change/required', 'change/not-implementing'] : ['change/required'];
  return { allowed: false, overrun: false, reasons: missing };
};
