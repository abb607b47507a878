import { expect, it } from '@jest/globals';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { submitChange } from '../../../shared/application/change/submit-change.ts';
import { day, hour, minute, plus } from '../../../shared/domain/clock.ts';
import { quietOf } from '../../../shared/domain/window/quiet.ts';
import { stateOf } from '../../../shared/domain/window/window.ts';
import { changeDesk, noon } from '../../support/changes.ts';

const whole = { revision: 1, mask: 1 };

it('H1 submitting freezes the scope, and approval is requested once all its rows are stored', async () => {
  const desk = await changeDesk();
  const submitted = await desk.request();
  expect(submitted).toMatchObject({ status: 'assessing', risk: 'low', scope: { count: 1, revision: 1 } });
  expect(await desk.world.windows.entriesOf(desk.database, noon, plus(noon, day))).toEqual([]);

  const change = await desk.awaiting({ items: [desk.server] });
  const [entry] = await desk.world.windows.entriesOf(desk.server, noon, plus(noon, day));

  expect(entry).toMatchObject({ window: change.windowId, digest: change.scope?.digest, mask: 1 });
  expect(await desk.eventsOf(change)).toEqual(['ChangeRequested', 'ChangeSubmitted', 'ApprovalRequested']);
});

it('H1 a refused submission without a window says what a window is, and names no number of a change that is not stored', async () => {
  const desk = await changeDesk();

  const refused = desk.request({ window: undefined });

  await expect(refused).rejects.toMatchObject({
    code: 'change/window-required',
    message: expect.stringMatching(/^(?!.*CHG-).*"start": "2026-11-28T22:00:00Z"/),
    errors: [{ pointer: '/window' }],
  });
});

it('W1 a window may not end before it starts, be longer than 14 days, or start in the past', async () => {
  const desk = await changeDesk();
  const at = (start: number, end: number) => desk.request({ window: { start: plus(noon, start), end: plus(noon, end) } });

  await expect(at(hour, hour)).rejects.toBeDomainError('window/end-before-start');
  await expect(at(hour, hour + 15 * day)).rejects.toBeDomainError('window/too-long');
  await expect(at(-minute, hour)).rejects.toBeDomainError('window/in-the-past');
  await expect(at(301 * day, 301 * day + hour)).rejects.toBeDomainError('window/too-far');
  await expect(desk.request({ window: undefined })).rejects.toBeDomainError('change/window-required');
  expect(desk.records.all().some(({ type }) => type === 'Change')).toBe(false);
});

it('W1 a draft whose start has passed is refused at submission and stays a draft', async () => {
  const desk = await changeDesk();
  const draft = await desk.request({ submit: false });
  desk.clock.advance(2 * hour);

  await expect(submitChange(desk.context)(draft.id, desk.rita)).rejects.toBeDomainError('window/in-the-past');
  expect((await desk.world.changes.get(draft.id)).status).toBe('draft');
});

it('W2 a planned window suppresses alerts from its start to its end, even if nobody starts the change', async () => {
  const desk = await changeDesk();
  const change = await desk.scheduled();
  const window = await desk.windowOf(change);

  expect(quietOf(window, whole)).toEqual([expect.objectContaining({ from: change.window?.start, to: change.window?.end, ending: 'over' })]);
  desk.clock.set(change.window?.start ?? '');
  await desk.advance(change);
  expect(await desk.eventsOf(change)).toContain('WindowOpened');
});

it('W2 a start-confirmed window suppresses alerts only after the implementer starts the change', async () => {
  const desk = await changeDesk();
  const change = await desk.scheduled({ window: { start: plus(noon, hour), end: plus(noon, 2 * hour) } });
  expect(quietOf(await desk.windowOf(change), whole)).toEqual([]);
  await expect(startChange(desk.context)(change.id, desk.ian)).rejects.toBeDomainError('change/too-early');

  desk.clock.set(plus(noon, hour + 10 * minute));
  const started = await startChange(desk.context)(change.id, desk.ian);

  expect(started.status).toBe('implementing');
  expect(quietOf(await desk.windowOf(started), whole)).toEqual([
    expect.objectContaining({ from: desk.clock.now(), to: plus(noon, 2 * hour) }),
  ]);
});

it('W2 finishing ends the quiet at once, and the end is recorded once', async () => {
  const desk = await changeDesk();
  const change = await desk.implementing();
  desk.clock.advance(10 * minute);
  const finished = await finishChange(desk.context)(change.id, { outcome: 'successful' }, desk.ian);
  const window = await desk.windowOf(finished);

  expect(finished).toMatchObject({ status: 'closed', overrun: false, outcomes: [{ item: desk.database, outcome: 'successful' }] });
  expect(stateOf(window, desk.clock.now(), 0)).toBe('over');
  expect(quietOf(window, whole)).toEqual([expect.objectContaining({ to: desk.clock.now(), ending: 'over' })]);
  desk.clock.set(change.window?.end ?? '');
  await desk.advance(change);
  expect((await desk.eventsOf(change)).filter((name) => name === 'WindowClosed')).toHaveLength(1);
});

it('H8 a failed outcome lifts its CIs at once, and a change that is not of low risk needs a review', async () => {
  const desk = await changeDesk();
  const critical = await desk.ci('payments', { criticality: 'critical' });
  const change = await desk.implementing({ items: [desk.database, critical] });
  desk.clock.advance(minute);

  const finished = await finishChange(desk.context)(
    change.id,
    {
      outcomes: [
        { item: desk.database, outcome: 'successful' },
        { item: critical, outcome: 'failed' },
      ],
    },
    desk.ian,
  );
  const window = await desk.windowOf(finished);

  expect(finished.status).toBe('in-review');
  expect(quietOf(window, { revision: 1, mask: 2 })[0]?.ending).not.toBe('over');
  expect(quietOf(window, { revision: 1, mask: 1 })[0]?.ending).toBe('over');
  expect(await desk.eventsOf(finished)).toEqual(expect.arrayContaining(['ChangeFailed', 'WindowClosed', 'ChangeFinished']));
});

it('H8 every named CI needs exactly one outcome, and no other CI may have one', async () => {
  const desk = await changeDesk();
  const change = await desk.implementing({ items: [desk.database, desk.server] });
  const finish = (outcomes: readonly { item: string; outcome: 'successful' }[]) =>
    finishChange(desk.context)(change.id, { outcomes }, desk.ian);
  const one = { item: desk.database, outcome: 'successful' as const };

  await expect(finish([one])).rejects.toBeDomainError('change/outcome-missing');
  await expect(finish([one, one])).rejects.toBeDomainError('change/outcome-foreign');
  await expect(finish([{ item: await desk.ci('other'), outcome: 'successful' }])).rejects.toBeDomainError('change/outcome-foreign');
});
