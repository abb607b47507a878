import type { Change } from '../../domain/change/change.ts';
import type { ItemOutcome } from '../../domain/change/change-fields.ts';
import { type FailureImpairment, impairments, isFailure } from '../../domain/change/outcomes.ts';
import { earlier, type Instant, later, plus } from '../../domain/clock.ts';
import { DomainError } from '../../domain/errors.ts';
import { system } from '../../domain/event/event.ts';
import type { OutageState } from '../../domain/outage/outage.ts';
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
export const knownOutcomes = async (context: FailureContext, { items, outcomes }: Change): Promise<readonly ItemOutcome[]> => {
  const isOpen = (outcome: ItemOutcome): boolean => isFailure(outcome) && outcome.services === undefined;
  if (!outcomes.some(isOpen)) return outcomes;
  const walked = (await walkServices(context)(items, outcomes)).outcomes;
  if (!walked.some(isOpen)) return walked;
  throw new DomainError('busy', 'store/busy', 'the services that a failure affects cannot be read now', { retryAfterSeconds: 60 });
};

/**
 * When a failure began to impair a service: at the end of the work that failed. What was found later began when it was found, because nobody
 * says that the service was down or degraded before.
 */
const startOf = ({ actualEnd, finishedAt }: Change, { since }: FailureImpairment, now: Instant): Instant =>
  since ?? earlier(actualEnd ?? now, finishedAt ?? now);

/** What the failures of a change have services in, and had them in before. What is missing in the row was found by the walk just now. */
const impairmentsOf = (
  { impairedServices = [], reopened }: Change,
  impaired: ReadonlyMap<string, OutageState>,
): readonly FailureImpairment[] => {
  const isListed = (service: string, state: OutageState): boolean =>
    impairedServices.some((one) => one.service === service && one.state === state);
  const found = [...impaired].filter(([service, state]) => !isListed(service, state));
  return [...impairedServices, ...found.map(([service, state]) => ({ service, state, since: reopened?.at }))];
};

/** The item whose failure impairs a service. */
const itemOf = (outcomes: readonly ItemOutcome[], { service, state }: FailureImpairment): string | undefined =>
  outcomes.find((one) => isFailure(one) && one.services?.some((affected) => affected.service === service && affected.state === state))
    ?.item;

/** The key of an outage: a service that comes to a state again, or to another one, has an outage for each time. */
const keyOf = ({ id }: Change, { state, since }: FailureImpairment): string =>
  ['change', id, ...(state === 'down' ? [] : [state]), ...(since === undefined ? [] : [since])].join(' ');

/** What is the same in all reports of an outage. */
const reportOf = (change: Change, impairment: FailureImpairment): Omit<OutageReport, 'facts'> & { readonly sourceKey: string } => ({
  ...{ service: impairment.service, source: 'change', reportedBy: system },
  sourceKey: keyOf(change, impairment),
});

/** Records the outage of a service that the failures impair. */
const recordImpairment = async (
  context: FailureContext,
  change: Change,
  outcomes: readonly ItemOutcome[],
  impairment: FailureImpairment,
): Promise<void> => {
  const { service, state } = impairment;
  const report = reportOf(change, impairment);
  const known = await context.outages.find(outageIdOf(service, report.sourceKey));
  const start = known?.start ?? startOf(change, impairment, context.clock.now());
  const words = { state, change: change.id, item: itemOf(outcomes, impairment), cause: `${change.number} failed` };
  const end = await upAfterFailure(context, { service, start, state });
  await recordMeasured(context)({ ...report, facts: { ...words, start, end } });
};

/** Ends the outage of a service if one was recorded for this state: by the corrected outcomes, the service is not in it. */
const endImpairment = async (context: FailureContext, change: Change, impairment: FailureImpairment): Promise<void> => {
  const report = reportOf(change, impairment);
  const known = await context.outages.find(outageIdOf(impairment.service, report.sourceKey));
  if (!known) return;
  const end = known.end ?? later(change.reopened?.at ?? context.clock.now(), plus(known.start, 1));
  await recordMeasured(context)({ ...report, facts: { ...factsOf(known), end } });
};

/**
 * Records an outage for each service that the failures of a change have down or degraded (H8, L2). It goes on until another source tells that
 * the service is up, somebody corrects it, or a corrected outcome says that the service is not in that state. The request that reports the
 * outcome does it, and the sweep does it again within a minute, should that request have been interrupted. Running it twice is harmless.
 */
export const recordFailureOutages =
  (context: FailureContext) =>
  async (id: string): Promise<void> => {
    const change = await context.changes.get(id);
    const outcomes = await knownOutcomes(context, change);
    const impaired = impairments(outcomes);
    for (const impairment of impairmentsOf(change, impaired)) {
      const isGoingOn = impaired.get(impairment.service) === impairment.state;
      await (isGoingOn ? recordImpairment(context, change, outcomes, impairment) : endImpairment(context, change, impairment));
    }
  };

/** Like `recordFailureOutages`, for a request that has already stored the outcomes. What is busy or cannot be read is left to the sweep. */
export const recordFailureOutagesSoon =
  (context: FailureContext) =>
  async ({ id, outcomes, impairedServices }: Change): Promise<void> => {
    if (!outcomes.some(isFailure) && impairedServices === undefined) return;
    await unlessForSweep(() => recordFailureOutages(context)(id));
  };
