import { decideOnChange } from '../../shared/application/approval/decide-on-change.ts';
import { advanceChange } from '../../shared/application/change/advance-change.ts';
import { assessChange } from '../../shared/application/change/assess-change.ts';
import { requestChange } from '../../shared/application/change/request-change.ts';
import type { Caller } from '../../shared/domain/access.ts';
import { ChangeDraft } from '../../shared/domain/change/change-fields.ts';
import { hour, plus } from '../../shared/domain/clock.ts';
import { referenceOf } from '../../shared/domain/patch-schedule/patch-schedule.ts';
import { ok } from './desk-api.ts';
import { nightPatches } from './night-patches.ts';

/** A schedule with standing approval, and what the workflow and the approvers do. */
export const standingPatches = async (more: object = {}) => {
  const scene = await nightPatches({ approval: 'standing', raiseAhead: 'P1D', ...more });
  const { world, desk, manager, schedule } = scene;
  const context = { ...world, approversGroup: 'approvers' };
  const path = `/v1/patch-schedules/${schedule.id}`;
  const read = () => ok(manager.get(path));
  const assess = async (id: string) => advanceChange(context)((await assessChange(context)(id)).id);
  const vote = (id: string, caller: Caller, decision: 'approve' | 'reject' = 'approve', reason?: string) =>
    decideOnChange(context)(id, { decision, revision: 1, ...(reason ? { reason } : {}) }, caller);
  /** Raises what is due, and answers the last change after its assessment. */
  const raised = async () => {
    await scene.sweep();
    const last = (await scene.changes()).at(-1);
    return assess(last?.id ?? '');
  };
  /** Asks for the standing approval, which Anna and Abe give if the policy wants two. */
  const approved = async () => {
    const asked = await ok(manager.post(`${path}/submit`, undefined));
    await assess(asked.id);
    await vote(asked.id, desk.anna);
    return asked;
  };
  /** What a change would be that has the reference of an occurrence, which no request can set. */
  const naming = (start: string, caller: Caller, fields: object = {}) => {
    const window = { start, end: plus(start, 2 * hour), mode: 'planned' };
    const draft = ChangeDraft().parse({ title: 'Night patches', items: [desk.database], window, submit: true, ...fields });
    return requestChange(context)(draft, caller, true, { externalReference: referenceOf(schedule, { start }) });
  };
  return { ...scene, context, path, read, assess, vote, raised, approved, naming };
};
