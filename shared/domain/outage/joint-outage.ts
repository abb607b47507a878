import * as z from 'zod';
import { day, type Instant, plus } from '../clock.ts';
import { lazily, type Shape } from '../lazily.ts';
import { Id, StoredTime } from '../values.ts';
import type { OutageTime } from './alert-outage.ts';

/** The most alerts of a service that are looked at together. A transaction has room for an outage of each. */
export const mostImpairments = 40;

/** An alert that degrades a service. Together with others it may have the service down, although redundancy holds against each of them. */
const impairment = () =>
  z.strictObject({
    episode: Id(),
    items: z.array(Id()),
    start: StoredTime(),
    end: StoredTime().optional(),
    /** The CI by which it degrades the service, and what else its outage says. */
    item: Id(),
    cause: z.string().optional(),
    change: Id().optional(),
    reportedBy: z.string(),
    /** Whether an outage was recorded that began with this alert and that others share. */
    isJoint: z.literal(true).optional(),
  });
export type Impairment = Shape<typeof impairment>;

/** The alerts that degrade a service, or did so until lately. */
export const ServiceImpairments = lazily(() =>
  z.strictObject({ service: Id(), version: z.int().min(1), impairments: z.array(impairment()).max(mostImpairments) }),
);
export type ServiceImpairments = Shape<typeof ServiceImpairments>;

/** An alert that was over before then overlaps none that may still come: an alert begins at most a day before its receipt. */
const keptFor = day;

const overlaps = (one: OutageTime, other: OutageTime): boolean =>
  (other.end === undefined || one.start < other.end) && (one.end === undefined || other.start < one.end);

/** What is still needed at a time, the newest of it: what goes on, what ended within a day, and what overlaps one that goes on. */
const stillNeeded = (impairments: readonly Impairment[], now: Instant): readonly Impairment[] => {
  const open = impairments.filter(({ end }) => end === undefined);
  const isNeeded = (one: Impairment): boolean =>
    one.end === undefined || one.end > plus(now, -keptFor) || open.some((other) => overlaps(one, other));
  return impairments
    .filter(isNeeded)
    .toSorted((one, other) => (one.start < other.start ? -1 : 1))
    .slice(-mostImpairments);
};

/** The impairments of a service after an alert began or ended. An end that is known stays known. */
export const withImpairment = (
  before: ServiceImpairments | undefined,
  one: Impairment,
  service: string,
  now: Instant,
): ServiceImpairments => {
  const { impairments = [], version = 0 } = before ?? {};
  const known = impairments.find(({ episode }) => episode === one.episode);
  const others = impairments.filter(({ episode }) => episode !== one.episode);
  const next = { ...known, ...one, end: one.end ?? known?.end };
  return { ...before, service, version: version + 1, impairments: [...stillNeeded([...others, next], now)] };
};

/** A time in which alerts together have a service down. It begins with the last of those that were needed for it. */
export interface JointOutage extends OutageTime {
  readonly episode: string;
}

const orderOf = ({ start, episode }: Impairment): string => `${start} ${episode}`;

const isActiveAt = ({ start, end }: OutageTime, at: Instant): boolean => start <= at && (end === undefined || at < end);

/**
 * The times in which a service is down by several alerts of which none does it alone (L2): one of a pair of servers and then the other. Each
 * begins when an alert begins, because the end of an alert only mends, so an alert begins at most one of them.
 *
 * @param isDown whether the service is down if these CIs are
 */
export const jointOutages = (impairments: readonly Impairment[], isDown: (items: readonly string[]) => boolean): readonly JointOutage[] => {
  const inOrder = impairments.toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  const times = [...new Set(inOrder.flatMap(({ start, end }) => (end === undefined ? [start] : [start, end])))].toSorted();
  const found: JointOutage[] = [];
  let current: JointOutage | undefined;
  for (const at of times) {
    const active = inOrder.filter((one) => isActiveAt(one, at));
    const isDownNow = active.length > 1 && isDown(active.flatMap(({ items }) => items));
    if (isDownNow && !current) current = { episode: active.at(-1)?.episode ?? '', start: at };
    if (isDownNow || !current) continue;
    found.push({ ...current, end: at });
    current = undefined;
  }
  return current ? [...found, current] : found;
};
