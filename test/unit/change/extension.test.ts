import { expect, it } from '@jest/globals';
import { withdrawDecision } from '../../../shared/application/approval/withdraw-decision.ts';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { extendChange } from '../../../shared/application/change/extend-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { evaluate } from '../../../shared/application/suppression/evaluate.ts';
import type { Caller } from '../../../shared/domain/access.ts';
import { approvalDigest } from '../../../shared/domain/approval/digest.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { day, hour, minute, plus } from '../../../shared/domain/clock.ts';
import { changeDesk, noon } from '../../support/changes.ts';

const oldEnd = plus(noon, 2 * hour);
const newEnd = plus(noon, 3 * hour);

const withExtension = async () => {
  const desk = await changeDesk();
  const extend = (change: Pick<Change, 'id'>, end = newEnd, caller: Caller = desk.ian) =>
    extendChange(desk.context)(change.id, { end, reason: 'the restore takes longer' }, caller);
  const read = ({ id }: Pick<Change, 'id'>) => desk.world.changes.get(id);
  const answer = async (at: string) => (await evaluate(desk.world)({ at, alerts: [{ ci: desk.database }] }))[0];
  const quietAt = (...times: readonly string[]) => Promise.all(times.map(async (at) => (await answer(at))?.suppressed));
  return { ...desk, extend, read, answer, quietAt };
};

it('W2 T6 an extension is approved as a revision of its own, and the old window is in force until then', async () => {
  const desk = await withExtension();
  const change = await desk.implementing();
  desk.clock.set(plus(oldEnd, -10 * minute));

  const asked = await desk.extend(change);

  expect(asked).toMatchObject({ status: 'implementing', revision: 2, approvals: { needed: 1, given: 0 }, approvalDeadline: oldEnd });
  expect(asked.extension).toMatchObject({ end: newEnd, reason: 'the restore takes longer', by: `person:${desk.ian.id}` });
  expect(asked.window?.end).toBe(oldEnd);
  expect(approvalDigest(asked)).not.toBe(approvalDigest({ ...asked, extension: undefined }));
  const times = [plus(oldEnd, -1), oldEnd, plus(newEnd, -1), newEnd];
  expect(await desk.quietAt(...times)).toEqual([true, false, false, false]);
  expect((await desk.eventsOf(asked)).slice(-2)).toEqual(expect.arrayContaining(['ExtensionRequested', 'ApprovalRequested']));
  await expect(desk.vote({ id: change.id, revision: 1 }, desk.anna)).rejects.toBeDomainError('approval/outdated-revision');

  desk.clock.set(plus(oldEnd, -5 * minute));
  const extended = await desk.vote(asked, desk.anna);

  expect(extended).toMatchObject({ status: 'implementing', revision: 2, window: { end: newEnd }, scope: { revision: 2 } });
  expect(extended.extension).toBeUndefined();
  expect(await desk.quietAt(plus(noon, 61 * minute), ...times)).toEqual([true, true, true, true, false]);
  expect(await desk.answer(oldEnd)).toMatchObject({ reasons: [{ revision: 2, until: newEnd }] });
  expect((await desk.windowOf(extended)).inForce).toEqual([
    { revision: 1, from: plus(noon, hour), to: plus(oldEnd, -5 * minute) },
    { revision: 2, from: plus(oldEnd, -5 * minute), to: newEnd },
  ]);
  desk.clock.set(oldEnd);
  await desk.advance(change);
  expect((await desk.windowOf(extended)).closed).toBe(false);
  desk.clock.set(newEnd);
  await desk.advance(change);
  expect((await desk.windowOf(extended)).closed).toBe(true);
});

it('W2 an extension approved too late is refused with 410, and the window ends as agreed', async () => {
  const desk = await withExtension();
  const change = await desk.implementing();
  const asked = await desk.extend(change);
  desk.clock.set(oldEnd);

  await expect(desk.vote(asked, desk.anna)).rejects.toMatchObject({ code: 'approval/deadline-passed', kind: 'gone' });
  await desk.advance(change);
  expect(await desk.quietAt(oldEnd)).toEqual([false]);
  expect((await desk.windowOf(asked)).closed).toBe(true);
  await expect(desk.extend(change)).rejects.toBeDomainError('window/in-the-past');
  expect((await finishChange(desk.context)(change.id, { outcome: 'successful' }, desk.ian)).status).toBe('closed');
  await expect(desk.vote(asked, desk.anna)).rejects.toBeDomainError('approval/started');
});

it('W2 an extension must be later, at most 14 days in total, asked for by who may, and of a scheduled change', async () => {
  const desk = await withExtension();
  const change = await desk.implementing();
  const rows = desk.records.all();

  await expect(desk.extend(change, oldEnd)).rejects.toBeDomainError('window/not-longer');
  await expect(desk.extend(change, plus(noon, hour + 14 * day + 1))).rejects.toBeDomainError('window/too-long');
  await expect(desk.extend(change, newEnd, desk.anna)).rejects.toBeDomainError('change/not-yours');
  expect(desk.records.all()).toEqual(rows);
  await expect(desk.extend(await desk.request({ items: [desk.server] }))).rejects.toBeDomainError('change/not-scheduled');
  expect((await desk.extend(change, plus(noon, hour + 14 * day))).revision).toBe(2);
});

it('W2 a rejected extension leaves the window as it is, and another one can be asked for', async () => {
  const desk = await withExtension();
  const change = await desk.implementing();
  const asked = await desk.extend(change);

  const rejected = await desk.vote(asked, desk.anna, 'reject', 'roll back instead');

  expect(rejected).toMatchObject({ status: 'implementing', window: { end: oldEnd } });
  expect(rejected.extension).toBeUndefined();
  expect(await desk.quietAt(plus(oldEnd, -1), oldEnd)).toEqual([true, false]);
  await expect(desk.vote(rejected, desk.abe)).rejects.toBeDomainError('approval/started');
  const again = await desk.vote(await desk.extend(change), desk.anna);
  expect(again).toMatchObject({ revision: 3, window: { end: newEnd } });
});

it('T8 W2 an extension into the window of another change waits, and is in force as soon as that is cancelled', async () => {
  const desk = await withExtension();
  const next = await desk.scheduled({ window: { start: oldEnd, end: newEnd, mode: 'planned' } });
  const change = await desk.scheduled({ window: { start: plus(noon, hour), end: oldEnd, mode: 'planned' } });
  desk.clock.set(plus(noon, hour));
  await startChange(desk.context)(change.id, desk.ian);

  const blocked = await desk.vote(await desk.extend(change), desk.anna);

  expect(blocked.window?.end).toBe(oldEnd);
  expect(blocked.conflicts).toContainEqual(expect.objectContaining({ kind: 'same-ci', change: next.id }));
  expect(blocked.extension?.agreedAt).toBe(plus(noon, hour));
  const later = editChange(desk.context)(
    next.id,
    { window: { start: newEnd, end: plus(newEnd, hour) } },
    { ifMatch: 'any', caller: desk.rita },
  );
  expect((await later).status).toBe('assessing');
  expect(await desk.advance(change)).toMatchObject({ window: { end: newEnd }, conflicts: [] });
});

it('T8 W2 an extension and a change on the same CI in the added time are approved at the same moment: never both', async () => {
  const desk = await withExtension();
  const change = await desk.implementing();
  const other = await desk.awaiting({ window: { start: oldEnd, end: newEnd, mode: 'planned' } });
  const asked = await desk.extend(change);

  await Promise.all([desk.vote(asked, desk.anna), desk.vote(other, desk.abe)]);

  const isExtended = (await desk.read(change)).window?.end === newEnd;
  const isScheduled = (await desk.read(other)).status === 'scheduled';
  expect([isExtended, isScheduled].filter(Boolean)).toHaveLength(1);
});

it('P2 P7 who asks for an extension does not decide on it, and a decision on it can be withdrawn until it is in force', async () => {
  const desk = await withExtension();
  const group = await desk.group('second', desk.abe);
  const item = await desk.ci('db-2', { contactGroups: [{ group, role: 'approver' }] });
  const change = await desk.awaiting({ items: [desk.database, item] });
  await desk.vote(change, desk.anna);
  await desk.vote(change, desk.abe);
  const asked = await desk.vote(await desk.extend(change), desk.anna);
  expect(asked).toMatchObject({ status: 'scheduled', approvals: { needed: 2, given: 1 } });
  await expect(desk.vote(asked, desk.ian)).rejects.toMatchObject({ kind: 'forbidden' });
  const [own] = await desk.world.changes.decisions(change.id, 2);

  const withdrawn = await withdrawDecision(desk.context)(change.id, { decision: own?.id ?? '', reason: 'too long' }, desk.anna);

  expect(withdrawn).toMatchObject({ status: 'scheduled', approvals: { given: 0 }, window: { end: oldEnd } });
  expect(await desk.quietAt(plus(noon, 61 * minute))).toEqual([true]);
});

it('H6 a material edit while an extension is asked for drops it', async () => {
  const desk = await withExtension();
  const change = await desk.scheduled();
  await desk.extend(change);

  const edited = await editChange(desk.context)(change.id, { plan: 'another' }, { ifMatch: 'any', caller: desk.rita });

  expect(edited).toMatchObject({ status: 'assessing', revision: 3 });
  expect(edited.extension).toBeUndefined();
});

it('W2 a start-confirmed window that was extended before the start is in force from the start to the new end', async () => {
  const desk = await withExtension();
  const change = await desk.scheduled({ window: { start: plus(noon, hour), end: oldEnd, mode: 'start-confirmed' } });
  await desk.vote(await desk.extend(change), desk.anna);
  desk.clock.set(plus(noon, 90 * minute));
  await startChange(desk.context)(change.id, desk.ian);

  expect(await desk.quietAt(plus(noon, 80 * minute), plus(noon, 90 * minute), plus(newEnd, -1), newEnd)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
