import type { Caller } from '../../domain/access.ts';
import type { ApprovalRequest } from '../../domain/approval/approval.ts';
import type { AskedDowntime } from '../../domain/availability/asked-downtime.ts';
import type { Change } from '../../domain/change/change.ts';
import type { Risk, RiskReason } from '../../domain/change/change-values.ts';
import { isExtending } from '../../domain/change/extension.ts';
import { digestOf, footprintOf, servicesOfChunks, type WalkedScope } from '../../domain/change/scope.ts';
import { hasOffer, plannedWindow } from '../../domain/change/window-offer.ts';
import { millis } from '../../domain/clock.ts';
import { exactDuration } from '../../domain/values.ts';
import { readAskedDowntime } from '../availability/read-asked-downtime.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';
import { assessFields } from './assess-fields.ts';
import type { SubmitContext } from './context.ts';
import { findConflicts, isFrozen, reservationOf } from './find-conflicts.ts';
import { impactedServices } from './impacted-services.ts';
import { referencesInConflicts, showConflicts } from './show-changes.ts';

/** The most items that each list of a preview names. */
const mostShown = 200;

/** What a preview is made of: the frozen assessment of a submitted change, or what submitting a draft would compute now. */
interface PreviewedAssessment extends WalkedScope {
  readonly risk: Risk;
  readonly riskReasons: readonly RiskReason[];
  readonly pinned: ApprovalRequest;
  readonly digest: string;
}

const assessmentOf =
  (context: SubmitContext) =>
  async (change: Change): Promise<PreviewedAssessment> => {
    if (!isFrozen(change) || change.risk === undefined || change.pinned === undefined) {
      const assessment = await assessFields(context)(change);
      return { ...assessment, digest: digestOf(assessment.scope) };
    }
    const { id, scope, items, risk, riskReasons = [], pinned } = change;
    const chunks = await context.changes.scopeChunks(id, scope.revision, scope.digest);
    const walked = { scope: chunks.flatMap((chunk) => chunk.items), footprint: footprintOf(chunks, items) };
    const services = servicesOfChunks(chunks) ?? (await impactedServices(context, walked.footprint.items));
    return { ...walked, services, risk, riskReasons, pinned, digest: scope.digest };
  };

/** The downtime that is agreed with the services: what the change says, or its whole window. */
const agreedDowntimeOf = ({ window }: Change): string | null => {
  if (!window) return null;
  const { agreedDowntime, length, start, end } = window;
  const whole = start === undefined || end === undefined ? null : `PT${(millis(end) - millis(start)) / 1_000}S`;
  return agreedDowntime ?? length ?? whole;
};

/** What is left of the downtime budget of a service for this change, in the period in which its window begins. */
const budgetLeftOf = (asked: readonly AskedDowntime[], service: string): string | null => {
  const [budget] = asked.find((each) => each.service === service)?.budgets ?? [];
  return budget ? exactDuration(budget.left) : null;
};

/** The change with the window that is asked for: of an extension, with the later end (W2). */
const asAsked = (change: Change): Change =>
  isExtending(change) ? { ...change, window: { ...change.window, end: change.extension.end } } : change;

/**
 * What submitting a draft would find, or what is asked of the approvers of a submitted change (H1): scope, affected services, risk,
 * conflicts as they are now, the people who are asked, and what would be quiet until when. It writes nothing.
 * @throws DomainError conflict if a draft cannot be submitted because of its items, its scope or its approvers
 */
export const previewChange = (context: SubmitContext & NamesContext) => async (previewed: Change, caller: Caller) => {
  const change = asAsked(previewed);
  const { scope, footprint, risk, riskReasons, pinned, digest, ...assessed } = await assessmentOf(context)(change);
  const { windowId = change.id } = change;
  const now = context.clock.now();
  const window = change.window && plannedWindow(change.window, now);
  const services = assessed.services.slice(0, mostShown);
  // Of an extension, the end that it moves counts: what is agreed is read for the change as it was.
  const { start, end } = window ?? { start: now, end: now };
  const asked = await readAskedDowntime(context)(previewed, { start, end, window: windowId }, services);
  const conflicts =
    window && !hasOffer(change)
      ? await findConflicts(context)(change, { wanted: reservationOf(change, window, windowId, footprint), services }, { asked })
      : [];
  const items = scope.slice(0, mostShown).map(({ item }) => item);
  const quiet = window?.suppress === false ? [] : items;
  const eligible = pinned.groups.flatMap((group) => group.eligible);
  const references = [
    ...referencesTo('item', [...items, ...services.map(({ service }) => service)]),
    ...referencesTo('person', eligible),
    ...referencesInConflicts(conflicts),
  ];
  const names = await namesOf(context)(references, caller);
  return {
    scope: {
      count: scope.length,
      digest,
      truncated: scope.length > items.length,
      items: items.map(names.item),
      itemNames: names.list('item', items),
    },
    impact: {
      services: services.map(({ service, state }) => ({
        service: names.item(service),
        name: names.of(service),
        state,
        agreedDowntime: agreedDowntimeOf(change),
        budgetLeft: budgetLeftOf(asked, service),
      })),
    },
    risk: { level: risk, reasons: riskReasons },
    conflicts: showConflicts(conflicts, names),
    policy: {
      name: pinned.policy,
      version: pinned.policyVersion,
      levels: pinned.groups.map(({ group, name, eligible: people, quorum, level }) => ({
        level,
        group,
        name,
        eligible: people,
        eligibleNames: names.list('person', people),
        needed: quorum,
      })),
    },
    quiet: { items: quiet.map(names.item), itemNames: names.list('item', quiet), pagesAfterAt: window?.end ?? null },
  };
};
