import type { Caller } from '../../domain/access.ts';
import type { Occurrence } from '../../domain/calendar/occurrences.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeDraft } from '../../domain/change/change-fields.ts';
import { isDomainError } from '../../domain/errors.ts';
import { type PatchSchedule, referenceOf } from '../../domain/patch-schedule/patch-schedule.ts';
import { raisedChange } from '../../domain/patch-schedule/raised-change.ts';
import { standingDays, standingDigest } from '../../domain/patch-schedule/standing-approval.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { onFreshRows } from '../../domain/store.ts';
import type { SubmitContext } from '../change/context.ts';
import { type RaisedParts, requestChange } from '../change/request-change.ts';
import { standingApproval, standingPending, templateOf } from './standing-approval.ts';

export interface RaiseContext extends SubmitContext {
  readonly patchSchedules: Pick<ResourceRepository<PatchSchedule>, 'find' | 'save'>;
}

/** The change of an occurrence, if it was raised. */
export const raisedFor = (
  { changes }: Pick<SubmitContext, 'changes'>,
  schedule: Pick<PatchSchedule, 'id'>,
  occurrence: Occurrence,
): Promise<string | undefined> => {
  const { system, id } = referenceOf(schedule, occurrence);
  return changes.named('external-reference', `${system}=${id}`);
};

/** What approvers of the change read that carries a standing approval: the text is part of the digest on which they decide. */
const standingText = ({ recurrence: { rrule, zone, start, length } }: PatchSchedule): string =>
  `To approve this change is to approve all further occurrences for ${standingDays} days: ${rrule}${start === undefined ? '' : `, at ${start}`} in ${zone}, for ${length}.`;

/** Stores which change carries the standing approval of a schedule. The digest is that of the schedule as the approvers see it. */
const storeStanding = ({ patchSchedules, store, clock }: RaiseContext, id: string, standing: PatchSchedule['standing']) =>
  onFreshRows(async (): Promise<void> => {
    const found = await patchSchedules.find(id);
    if (!found) return;
    await store.commit(patchSchedules.save({ ...found, version: found.version + 1, updatedAt: clock.now(), standing }, found));
  });

/**
 * Raises the change of an occurrence that also asks for the standing approval of its schedule (H5). It is a standard change.
 * @param request how the change is requested and submitted
 */
export const askForStanding = async (
  context: RaiseContext,
  schedule: PatchSchedule,
  occurrence: Occurrence,
  request: (draft: ChangeDraft, parts: RaisedParts) => Promise<Change>,
): Promise<Change> => {
  const template = await templateOf(context, schedule);
  const draft = raisedChange(schedule, occurrence, template);
  const asking = { ...draft, reason: `${draft.reason} ${standingText(schedule)}` };
  const change = await request(asking, { type: 'standard', standingFor: schedule.id });
  await storeStanding(context, schedule.id, { change: change.id, digest: standingDigest(schedule, template) });
  return change;
};

/**
 * Requests a change for an occurrence, in the name of the requester of its schedule. Who edited the schedule is an author of it (P2). Its
 * external reference is not part of the request, in which no caller may set one of this system.
 * @throws DomainError all errors of `requestChange`
 */
export const requestRaised =
  (context: RaiseContext, schedule: PatchSchedule) =>
  ({ externalReference, ...draft }: ChangeDraft, parts: RaisedParts): Promise<Change> => {
    const { authors, responsibles, requester } = schedule;
    const caller: Caller = { kind: 'person', id: requester, roles: [], teams: [] };
    return requestChange(context)(draft, caller, false, { externalReference, authors, responsibles, ...parts });
  };

/** Submits a change for an occurrence. If it cannot be submitted, for example because of a freeze, it is left as a draft for its requester. */
const submitOrKeep =
  (context: RaiseContext, schedule: PatchSchedule) =>
  async (draft: ChangeDraft, parts: RaisedParts): Promise<Change> => {
    const request = requestRaised(context, schedule);
    try {
      return await request({ ...draft, submit: true }, parts);
    } catch (error) {
      if (!isDomainError(error) || error.kind !== 'conflict' || error.code === 'change/external-reference-taken') throw error;
      return request(draft, parts);
    }
  };

/** Raises a change. With a standing approval in force it is a standard change, which is approved at once. */
const raise = async (context: RaiseContext, schedule: PatchSchedule, occurrence: Occurrence): Promise<void> => {
  const request = submitOrKeep(context, schedule);
  const template = await templateOf(context, schedule);
  const draft = raisedChange(schedule, occurrence, template);
  if (schedule.template !== undefined && !template) {
    const reason = `${draft.reason} Its template is gone: request the change by another one.`;
    await requestRaised(context, schedule)({ ...draft, reason }, {});
    return;
  }
  const isStanding = schedule.approval === 'standing' && !template?.preApproved;
  if (isStanding && (await standingApproval(context)(schedule))) await request(draft, { type: 'standard' });
  else if (isStanding && !(await standingPending(context, schedule))) await askForStanding(context, schedule, occurrence, request);
  else await request(draft, {});
};

/** Raises the change of one occurrence, once. Each one reads its schedule: the one before may have asked for the standing approval. */
export const raiseOccurrence =
  (context: RaiseContext) =>
  async (id: string, occurrence: Occurrence): Promise<void> => {
    const schedule = await context.patchSchedules.find(id);
    if (!schedule) return;
    try {
      await raise(context, schedule, occurrence);
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'change/external-reference-taken') throw error;
    }
  };
