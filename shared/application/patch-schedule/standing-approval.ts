import type { PolicyTerms } from '../../domain/approval/approval-policy.ts';
import { occurrencesIn } from '../../domain/calendar/occurrences.ts';
import { dated } from '../../domain/calendar/recurrence.ts';
import type { Change } from '../../domain/change/change.ts';
import type { Risk } from '../../domain/change/change-values.ts';
import type { ChangeTemplate } from '../../domain/change-template/change-template.ts';
import { plus } from '../../domain/clock.ts';
import { occurrenceNamed, type PatchSchedule } from '../../domain/patch-schedule/patch-schedule.ts';
import {
  isAsRaised,
  isCovered,
  isStandingPending,
  policyOfStanding,
  type StandingApproval,
  standingDigest,
  standingUntil,
} from '../../domain/patch-schedule/standing-approval.ts';
import type { SubmitContext } from '../change/context.ts';

export type StandingContext = Pick<SubmitContext, 'changes' | 'people' | 'changeTemplates' | 'patchSchedules' | 'clock'>;

/** The template of a schedule as it is now. `undefined` if it has none, or if the store has lost it. */
export const templateOf = async (
  { changeTemplates }: Pick<StandingContext, 'changeTemplates'>,
  { template }: Pick<PatchSchedule, 'template'>,
): Promise<ChangeTemplate | undefined> => (template === undefined ? undefined : changeTemplates.find(template));

/** The change that a schedule has asked to carry its standing approval, if it was asked for what the schedule says now. */
const carrierOf = async (context: Pick<StandingContext, 'changes' | 'changeTemplates'>, schedule: PatchSchedule) => {
  const { standing, approval } = schedule;
  if (approval !== 'standing' || standing === undefined) return undefined;
  if (standing.digest !== standingDigest(schedule, await templateOf(context, schedule))) return undefined;
  return context.changes.find(standing.change);
};

/** The standing approval of a schedule, if it is in force (H5, H6). An edit of the schedule or of its template voids it. */
export const standingApproval =
  (context: Pick<StandingContext, 'changes' | 'changeTemplates' | 'clock'>) =>
  async (schedule: PatchSchedule): Promise<StandingApproval | undefined> => {
    const carrier = await carrierOf(context, schedule);
    const until = carrier && standingUntil(carrier, schedule);
    if (!carrier || until === undefined || until <= context.clock.now()) return undefined;
    const decisions = await context.changes.decisions(carrier.id, 1);
    const approvers = decisions.filter(({ decision }) => decision === 'approve').flatMap(({ person, for: giver }) => [person, giver ?? []]);
    const { id: change, number, title, risk = 'high', pinned } = carrier;
    const policy = pinned?.policy ?? '';
    return {
      change,
      number,
      title,
      digest: schedule.standing?.digest ?? '',
      approvers: [...new Set(approvers.flat())],
      policy,
      risk,
      until,
    };
  };

/** The change that still waits for the decision that would make its approval the standing one. */
export const standingPending = async (
  context: Pick<StandingContext, 'changes' | 'changeTemplates' | 'clock'>,
  schedule: PatchSchedule,
): Promise<Change | undefined> => {
  const carrier = await carrierOf(context, schedule);
  return carrier && isStandingPending(carrier, context.clock.now()) ? carrier : undefined;
};

/**
 * The policy by which the standing approval of its patch schedule approves a change at once. `undefined` for any other change: one that no
 * schedule raised, that was edited since, that has a higher risk than was approved, or in which somebody who approved takes part.
 */
export const standingPolicy =
  (context: StandingContext) =>
  async (change: Change, risk: Risk): Promise<PolicyTerms | undefined> => {
    const named = occurrenceNamed(change.externalReference);
    const schedule = named && (await context.patchSchedules.find(named.schedule));
    if (!schedule || schedule.requester !== change.requester) return undefined;
    const approval = await standingApproval(context)(schedule);
    if (!approval || approval.change === change.id || !isCovered(approval, change, risk)) return undefined;
    const span = { start: named.start, end: plus(named.start, 1) };
    const occurrence = (await occurrencesIn(dated(schedule.recurrence, schedule.createdAt), span)).find(
      ({ start }) => start === named.start,
    );
    if (!occurrence || !isAsRaised(change, schedule, occurrence, await templateOf(context, schedule))) return undefined;
    const people = await context.people.findMany(approval.approvers);
    return policyOfStanding(
      approval,
      people.map(({ name }) => name),
      schedule,
    );
  };
