import type { Caller } from '../../domain/access.ts';
import { nextOccurrences } from '../../domain/calendar/occurrences.ts';
import { dated } from '../../domain/calendar/recurrence.ts';
import type { Change } from '../../domain/change/change.ts';
import { conflict } from '../../domain/errors.ts';
import type { PatchSchedule } from '../../domain/patch-schedule/patch-schedule.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { withAuthor } from '../change/change-authors.ts';
import { askForStanding, type RaiseContext, raisedFor, requestRaised } from './raise-occurrence.ts';
import { standingApproval, standingPending, templateOf } from './standing-approval.ts';

export interface SubmitScheduleContext extends RaiseContext {
  readonly patchSchedules: Pick<ResourceRepository<PatchSchedule>, 'find' | 'get' | 'save'>;
}

/** How many of the next occurrences are looked through for one without a change. */
const mostLookedAt = 100;

/** @throws DomainError conflict if a standing approval is not asked for, or is not needed */
const assertAskable = async (context: SubmitScheduleContext, schedule: PatchSchedule): Promise<void> => {
  const { name, approval } = schedule;
  if (approval !== 'standing')
    throw conflict('patch-schedule/not-standing', `each occurrence of ${name} is approved by itself: set approval to standing`);
  const template = await templateOf(context, schedule);
  if (template?.preApproved)
    throw conflict('patch-schedule/pre-approved', `the template ${template.name} approves the changes of ${name} already`);
  const given = await standingApproval(context)(schedule);
  if (given) throw conflict('patch-schedule/approved', `${name} has the standing approval of ${given.number} until ${given.until}`);
  const pending = await standingPending(context, schedule);
  if (pending)
    throw conflict(
      'patch-schedule/approval-pending',
      `${pending.number} asks for the standing approval of ${name}: decide on it, or cancel it`,
    );
};

/**
 * Asks for the standing approval of a schedule (H5): raises the change of the next occurrence that has none, also if it is not due yet. Its
 * approvers decide as on any change, and their approval is the standing one. If it is refused, nothing is stored.
 * @throws DomainError conflict `patch-schedule/not-standing`, `patch-schedule/pre-approved`, `patch-schedule/approved`,
 * `patch-schedule/approval-pending`, `patch-schedule/no-occurrence`, and all errors of `requestChange`; missing `patch-schedule/not-found`
 */
export const submitPatchSchedule =
  (context: SubmitScheduleContext) =>
  async (id: string, caller: Caller): Promise<Change> => {
    const schedule = await context.patchSchedules.get(id);
    await assertAskable(context, schedule);
    for (const occurrence of await nextOccurrences(dated(schedule.recurrence, schedule.createdAt), context.clock.now(), mostLookedAt)) {
      if (await raisedFor(context, schedule, occurrence)) continue;
      const request = requestRaised(context, schedule);
      return askForStanding(context, schedule, occurrence, (draft, parts) =>
        request({ ...draft, submit: true }, { ...parts, ...withAuthor(schedule, caller) }),
      );
    }
    throw conflict('patch-schedule/no-occurrence', `${schedule.name} has no further occurrence without a change`);
  };
