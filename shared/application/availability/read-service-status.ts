import type { Caller } from '../../domain/access.ts';
import { agreementTimes } from '../../domain/agreement/agreement-versions.ts';
import { agreedEndOf } from '../../domain/availability/agreed-downtime.ts';
import { serviceStatusAt } from '../../domain/availability/service-status.ts';
import { day, type Instant, instantOf, millis } from '../../domain/clock.ts';
import type { Outage } from '../../domain/outage/outage.ts';
import { exactDuration } from '../../domain/values.ts';
import { furthestStartDays } from '../../domain/window/window.ts';
import { serviceInPath } from '../agreement/service-in-path.ts';
import { type Names, namesOf, referencesTo } from '../name/names-of.ts';
import type { AvailabilityContext } from './read-availability.ts';
import { readFacts } from './read-facts.ts';

/** How far back a status looks for the time since when a service is as it is, in days. */
const lookBackDays = 90;

const reports: Readonly<Record<Outage['state'], string>> = {
  down: 'An outage was reported.',
  degraded: 'The service works, but not as it should.',
};

const changeReason = (change: string, names: Names) => {
  const named = names.ofChange(change);
  return { change, ...named, text: [named.number, named.title].filter((part) => part !== undefined).join(' ') || 'Work on the service.' };
};

const outageReason = ({ id, state, cause = reports[state] }: Outage) => ({ outage: id, text: cause });

/** Of a service in which nothing has happened, the time when it was registered, if that is not too long ago. */
const createdWithin = ({ createdAt }: { readonly createdAt: Instant }, from: number): Instant | null =>
  millis(createdAt) > from ? createdAt : null;

/**
 * How a service is now, for a status page: since when and why, until when maintenance is agreed, and which window is next. It works without an
 * agreement too.
 * @throws DomainError missing `service/not-found`
 */
export const readServiceStatus = (context: AvailabilityContext) => async (reference: string, caller: Caller) => {
  const { id: service, ci } = await serviceInPath(context)(reference);
  const now = millis(context.clock.now());
  const versions = agreementTimes(await context.agreements.versions(service));
  const period = { from: now - lookBackDays * day, to: now + furthestStartDays * day };
  const { state, since, windows, outages, next } = serviceStatusAt(
    // An outage that goes on counts beyond now, so that it is told from one that ended at this moment.
    await readFacts(context)(service, versions, period, now + 1),
    now,
  );
  const references = [...windows, ...(next ? [next] : [])].map(({ change }) => change);
  const names = await namesOf(context)(referencesTo('change', references), caller);
  return {
    service,
    name: ci.name,
    state,
    since: since === undefined ? createdWithin(ci, period.from) : instantOf(since),
    ...(state === 'maintenance' ? { until: instantOf(Math.max(...windows.map(agreedEndOf))) } : {}),
    why: [...outages.map(({ outage }) => outageReason(outage)), ...windows.map(({ change }) => changeReason(change, names))],
    ...(next
      ? {
          nextWindow: {
            change: next.change,
            ...names.ofChange(next.change),
            start: instantOf(next.from),
            end: instantOf(next.to),
            agreedDowntime: exactDuration(next.length),
          },
        }
      : {}),
  };
};
