import type { Agreement } from '../../domain/agreement/agreement.ts';
import type { AgreementRepository } from '../../domain/agreement/agreement-repository.ts';
import { agreementAt, agreementTimes } from '../../domain/agreement/agreement-versions.ts';
import { type BreachKind, breachKinds } from '../../domain/agreement/breach-notice.ts';
import {
  type AvailabilityFigures,
  allowedMillis,
  availabilityOf,
  isNearBreach,
  targetTextOf,
} from '../../domain/availability/availability.ts';
import { type Clock, hour, type Ids, type Instant, instantOf, millis, minute } from '../../domain/clock.ts';
import { firstDayOf, monthNumber, monthText } from '../../domain/dates.ts';
import { type DueRepository, newDue } from '../../domain/due/due.ts';
import { type EventRepository, system } from '../../domain/event/event.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import type { Outage } from '../../domain/outage/outage.ts';
import type { OutageRepository } from '../../domain/outage/outage-repository.ts';
import { onFreshRows, type Store } from '../../domain/store.ts';
import { exactDuration } from '../../domain/values.ts';
import { dateIn, zonedMillis } from '../../domain/zone-time.ts';
import { countedOutage, type FactsContext, readFacts } from '../availability/read-facts.ts';

/** What looking for breaches needs. */
export interface BreachContext extends FactsContext {
  readonly agreements: Pick<AgreementRepository, 'versions' | 'notices' | 'addNotice'>;
  readonly outages: Pick<OutageRepository, 'find' | 'overlapping'>;
  readonly dues: Pick<DueRepository, 'save'>;
  readonly events: EventRepository;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The most months that one outage is looked at in, the latest ones: enough for the longest period of a report. */
export const mostMonths = 14;

/** How often an outage that goes on is looked at, even if it cannot have reached anything: a version with another target may have begun. */
const lookAgainAfter = 6 * hour;

const eventNames = { 'near-breach': 'AgreementNearBreach', breached: 'AgreementBreached' } as const satisfies Record<BreachKind, string>;

/** The months that an outage touches, in a zone. */
export const monthsTouched = ({ start, end }: Outage, zone: string, now: Instant): readonly number[] => {
  const [first, last] = [monthNumber(dateIn(zone, start)), monthNumber(dateIn(zone, end ?? now))];
  return Array.from({ length: last - first + 1 }, (_, place) => first + place).slice(-mostMonths);
};

/** What has happened to an agreement in a month, the lesser first. */
const reached = (figures: AvailabilityFigures): readonly BreachKind[] => {
  if (figures.isMet === false) return breachKinds;
  return isNearBreach(figures) ? ['near-breach'] : [];
};

/** A service with the versions of its agreement, and the outage because of which it is looked at. */
interface LookedAt {
  readonly outage: Outage;
  readonly versions: readonly Agreement[];
  readonly zone: string;
}

/** The figures of a month: outages up to now, against what is allowed in the whole month. */
const figuresOf = async (context: BreachContext, { outage, versions, zone }: LookedAt, month: number): Promise<AvailabilityFigures> => {
  const period = { from: zonedMillis(zone, firstDayOf(month)), to: zonedMillis(zone, firstDayOf(month + 1)) };
  const countedTo = Math.min(period.to, millis(context.clock.now()));
  const facts = await readFacts(context)(outage.service, agreementTimes(versions), period, countedTo);
  // Outages are found by an index. The one that was just recorded may not be in it yet.
  const others = facts.outages.filter(({ id }) => id !== outage.id);
  return availabilityOf({ ...facts, outages: [...others, countedOutage(outage, countedTo)] });
};

/** Tells what was reached in a month and not told before. Returns the figures. */
export const tellMonth = (context: BreachContext, looked: LookedAt, month: number): Promise<AvailabilityFigures> =>
  onFreshRows(async () => {
    const { agreements, events, store, clock } = context;
    const { id: outage, service } = looked.outage;
    const figures = await figuresOf(context, looked, month);
    const kinds = reached(figures);
    const told = new Set(kinds.length === 0 ? [] : (await agreements.notices(service, monthText(month))).map(({ kind }) => kind));
    const body = {
      ...{ month: monthText(month), outage, outageTime: exactDuration(figures.outageTime) },
      allowedOutageTime: exactDuration(allowedMillis(figures)),
      target: targetTextOf(figures) ?? '100',
    };
    const news = kinds.filter((kind) => !told.has(kind));
    const isBreached = kinds.includes('breached');
    const writes = news.flatMap((kind) => [
      agreements.addNotice({ service, month: monthText(month), kind, at: clock.now(), version: 1 }),
      events.record(
        newEvent(context)(eventNames[kind], {
          actor: system,
          subject: { type: 'item', id: service },
          body: kind === 'near-breach' ? { ...body, isBreached } : body,
        }),
      ),
    ]);
    if (writes.length > 0) await store.commit(writes);
    return figures;
  });

/** How long an outage must go on at least until it reaches something that was not reached before, in milliseconds. */
const untilNext = ({ outageTime, allowed: { over, under }, isMet }: AvailabilityFigures): number => {
  const thresholds = [(over * 80n) / (under * 100n), over / under + 1n].map(Number);
  const ahead = thresholds.map((threshold) => threshold - outageTime).filter((left) => left > 0);
  return isMet === false || ahead.length === 0 ? lookAgainAfter : Math.min(...ahead);
};

/**
 * When an outage that goes on is looked at again, at a full minute: when it can have reached the next thing at the earliest. Times are rounded
 * so that an outage that was corrected meanwhile is looked at once.
 */
const nextLook = (now: number, wait: number): number => {
  const latest = Math.floor(now / lookAgainAfter + 1) * lookAgainAfter;
  return Math.min(latest, Math.ceil((now + Math.max(wait, minute)) / minute) * minute);
};

const lookAgain = async (context: BreachContext, { id }: Outage, wait: number): Promise<void> => {
  const due = newDue(context)('breach', id, instantOf(nextLook(millis(context.clock.now()), wait)));
  // With one id, several looks at one time are one row.
  await context.store.writeOnce([context.dues.save({ ...due, id: 'look' })]);
};

/**
 * Looks whether an outage brings its service near the breach of its agreement, or beyond it, in the months that it touches (L3). What is
 * reached is told once a month: the event is written in one transaction with a row that can be written once. An outage that goes on and has
 * the service down is looked at again. Running it twice is harmless.
 */
export const checkBreach =
  (context: BreachContext) =>
  async (id: string): Promise<void> => {
    const outage = await context.outages.find(id);
    if (!outage || outage.source === 'imported') return;
    const now = context.clock.now();
    const versions = await context.agreements.versions(outage.service);
    const agreement = agreementAt(versions, now) ?? versions.at(-1);
    let wait = lookAgainAfter;
    if (agreement) {
      const { zone } = agreement;
      for (const month of monthsTouched(outage, zone, now)) wait = untilNext(await tellMonth(context, { outage, versions, zone }, month));
    }
    // What is degraded reaches nothing. If it turns out to be down, the correction makes the sweep look.
    if (outage.end === undefined && outage.state === 'down') await lookAgain(context, outage, wait);
  };
