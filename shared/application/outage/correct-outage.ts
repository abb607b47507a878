import { actorOf, type Caller } from '../../domain/access.ts';
import { missing } from '../../domain/errors.ts';
import { assertVersion, type ExpectedVersion } from '../../domain/expected-version.ts';
import { type Outage, OutageDraft } from '../../domain/outage/outage.ts';
import { assertOutageTimes, correctedOutage, factsOf } from '../../domain/outage/outage-rules.ts';
import { isSameValue } from '../../domain/resource/same-value.ts';
import { onFreshRows } from '../../domain/store.ts';
import { serviceInPath } from '../agreement/service-in-path.ts';
import { patched } from '../resource/manage-resource.ts';
import { breachDue } from './breach-due.ts';
import { endedFailures } from './end-failures.ts';
import type { OutageContext } from './outage-context.ts';
import { outageEvent } from './outage-event.ts';
import { assertMayReport, settledFacts } from './report-outage.ts';

/** @throws DomainError missing `outage/not-found`, also for an outage of another service; `service/not-found` */
export const readOutage =
  (context: Pick<OutageContext, 'outages' | 'items' | 'references'>) =>
  async (reference: string, id: string): Promise<Outage> => {
    const { id: service } = await serviceInPath(context)(reference);
    const outage = await context.outages.find(id);
    if (outage?.service !== service) throw missing('outage', id);
    return outage;
  };

/** Where an outage is, and how a request wants it. */
interface CorrectionRequest {
  readonly service: string;
  readonly outage: string;
  readonly patch: { readonly reason: string };
  readonly ifMatch: ExpectedVersion;
}

/**
 * Corrects an outage by a merge patch with a reason (L2). The facts before are kept, and the correction is counted in reports.
 * @throws DomainError forbidden `outage/not-yours`; missing `outage/not-found`; stale `version/stale`; conflict `outage/too-many-corrections`;
 * invalid as `reportOutage`
 */
export const correctOutage =
  (context: OutageContext) =>
  async ({ service, outage: id, patch, ifMatch }: CorrectionRequest, caller: Caller): Promise<Outage> => {
    const { ci } = await serviceInPath(context)(service);
    assertMayReport(ci, caller);
    const { reason, ...edits } = patch;
    return onFreshRows(async () => {
      const { outages, store, clock } = context;
      const before = await readOutage(context)(service, id);
      assertVersion(before, ifMatch, caller);
      const known = factsOf(before);
      const { version, createdAt, updatedAt } = before;
      const draft = patched<OutageDraft>({ draft: OutageDraft }, { id, version, createdAt, updatedAt, ...known }, edits);
      const facts = factsOf(await settledFacts(context, draft, known));
      if (isSameValue(facts, known)) return before;
      assertOutageTimes(facts, clock.now());
      const actor = actorOf(caller);
      const outage = correctedOutage(before, facts, { by: actor, reason }, clock.now());
      const ended = await endedFailures(context, outage);
      const event = outageEvent(context, 'OutageCorrected', { outage, actor, body: { reason } });
      await store.commit([outages.save(outage), event, ...breachDue(context, outage), ...ended]);
      return outage;
    });
  };
