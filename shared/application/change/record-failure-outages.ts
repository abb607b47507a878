import type { Change } from '../../domain/change/change.ts';
import type { ItemOutcome } from '../../domain/change/change-fields.ts';
import { isFailure, servicesDown } from '../../domain/change/outcomes.ts';
import { earlier, type Instant, later, plus } from '../../domain/clock.ts';
import { DomainError } from '../../domain/errors.ts';
import { system } from '../../domain/event/event.ts';
import type { OutageRepository } from '../../domain/outage/outage-repository.ts';
import { factsOf, type OutageReport, outageIdOf } from '../../domain/outage/outage-rules.ts';
import { upAfterFailure } from '../outage/end-failures.ts';
import { recordMeasured } from '../outage/record-outage.ts';
import type { ChangeContext } from './context.ts';
import { unlessForSweep } from './hold-dependants.ts';
import { walkServices } from './walk-services.ts';

/** What reporting and correcting outcomes needs: failures are outages as well. */
export interface FailureContext extends ChangeContext {
  readonly outages: OutageRepository;
}

/**
 * The outcomes with the services that each failure affects, also if the store was too busy to find them when the failure was reported.
 * @throws DomainError busy `store/busy` if it still is
 */
const knownOutcomes = async (context: FailureContext, { items, outcomes }: Change): Promise<readonly ItemOutcome[]> => {
  const isOpen = (outcome: ItemOutcome): boolean => isFailure(outcome) && outcome.services === undefined;
  if (!outcomes.some(isOpen)) return outcomes;
  const walked = (await walkServices(context)(items, outcomes)).outcomes;
  if (!walked.some(isOpen)) return walked;
  throw new DomainError('busy', 'store/busy', 'the services that a failure affects cannot be read now', { retryAfterSeconds: 60 });
};

/**
 * When a failure began to have a service down: at the end of the work that failed. A failure that was found later began when it was found,
 * because nobody says that the service was down before.
 */
const startOf = ({ actualEnd, finishedAt, reopened }: Change, now: Instant): Instant =>
  reopened?.at ?? earlier(actualEnd ?? now, finishedAt ?? now);

/** The item whose failure has a service down. */
const itemOf = (outcomes: readonly ItemOutcome[], service: string): string | undefined =>
  outcomes.find((one) => isFailure(one) && one.services?.some((affected) => affected.service === service && affected.state === 'down'))
    ?.item;

/**
 * Records an outage for each service that the failures of a change have down (H8, L2). It goes on until another source
 * tells that the service is up, somebody corrects it, or a corrected outcome says that the service is not down. The request that reports the outcome does it, and the sweep does it again within a
 * minute, should that request have been interrupted. Running it twice is harmless.
 */
export const recordFailureOutages =
  (context: FailureContext) =>
  async (id: string): Promise<void> => {
    const { changes, outages, clock } = context;
    const change = await changes.get(id);
    const outcomes = await knownOutcomes(context, change);
    const sourceKey = `change ${id}`;
    const record = recordMeasured(context);
    const down = servicesDown(outcomes);
    for (const service of new Set([...down, ...(change.downServices ?? [])])) {
      const known = await outages.find(outageIdOf(service, sourceKey));
      const report: Omit<OutageReport, 'facts'> = { service, source: 'change', sourceKey, reportedBy: system };
      const words = { state: 'down', change: id, item: itemOf(outcomes, service), cause: `${change.number} failed` } as const;
      const start = known?.start ?? startOf(change, clock.now());
      if (down.includes(service))
        await record({ ...report, facts: { ...words, start, end: await upAfterFailure(context, { service, start }) } });
      else if (known)
        await record({
          ...report,
          facts: { ...factsOf(known), end: known.end ?? later(change.reopened?.at ?? clock.now(), plus(start, 1)) },
        });
    }
  };

/** Like `recordFailureOutages`, for a request that has already stored the outcomes. What is busy or cannot be read is left to the sweep. */
export const recordFailureOutagesSoon =
  (context: FailureContext) =>
  async ({ id, outcomes, downServices }: Change): Promise<void> => {
    if (!outcomes.some(isFailure) && downServices === undefined) return;
    await unlessForSweep(() => recordFailureOutages(context)(id));
  };
