import { expect, it } from '@jest/globals';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { changeDesk, noon } from '../../support/changes.ts';

it.each([
  { actualStart: plus(noon, hour - 1) },
  { actualStart: '2000-01-01T00:00:00.000Z' },
  { actualStart: plus(noon, 2 * hour + 1) },
  { actualEnd: '9999-12-31T00:00:00.000Z' },
  { actualEnd: plus(noon, 2 * hour + 1) },
])('H8 the actual times of a change lie in its window: %j', async (times) => {
  const desk = await changeDesk();
  const change = await desk.implementing();

  const finish = finishChange(desk.context)(change.id, { outcome: 'successful', ...times }, desk.ian);

  await expect(finish).rejects.toMatchObject({
    code: 'change/outside-window',
    errors: [{ pointer: `/${Object.keys(times)[0]}`, detail: expect.stringContaining(change.window?.end ?? '-') }],
  });
  const inside = { actualStart: plus(noon, hour), actualEnd: plus(noon, 2 * hour) };
  expect(await finishChange(desk.context)(change.id, { outcome: 'successful', ...inside }, desk.ian)).toMatchObject(inside);
});

it.each([
  [{ actualStart: plus(noon, 2 * hour - minute) }, '/actualStart'],
  [{ actualEnd: plus(noon, hour) }, '/actualEnd'],
])('H8 the work does not end before it starts, whichever time is not given: %j', async (times, pointer) => {
  const desk = await changeDesk();
  const change = await desk.implementing();
  desk.clock.set(plus(noon, hour + 30 * minute));
  await desk.world.store.commit(
    desk.world.changes.save({ ...change, startedAt: plus(noon, hour + 5 * minute), version: change.version + 1 } as Change, change),
  );

  const finish = finishChange(desk.context)(change.id, { outcome: 'successful', ...times }, desk.ian);

  await expect(finish).rejects.toMatchObject({ code: 'change/end-before-start', errors: [{ pointer }] });
});

it('H8 an end that is not given is now, also after the end of the window, because the overrun is a fact', async () => {
  const desk = await changeDesk();
  const { id, window } = await desk.implementing();
  const late = plus(window?.end ?? '', 30 * minute);
  desk.clock.set(late);

  const done = await finishChange(desk.context)(id, { outcome: 'successful', actualStart: window?.end }, desk.ian);

  expect(done).toMatchObject({ actualStart: window?.end, actualEnd: late, overrun: true });
});
