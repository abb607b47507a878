import { expect, it } from '@jest/globals';
import { onReleaseMessage } from '../../../functions/release/on-message.ts';
import { dutiesOf } from '../../../functions/sweep/duties.ts';
import { sweep } from '../../../shared/application/sweep/sweep.ts';
import { minute, plus } from '../../../shared/domain/clock.ts';
import { alarmScene } from '../../support/alarm-scene.ts';
import { breakRows } from '../../support/broken-rows.ts';
import { deskWithMachine } from '../../support/workflow.ts';

it('S2 the sweep releases what is held under a window that has become unreadable, and the change can still be read', async () => {
  const desk = await deskWithMachine();
  const { id, windowId = '' } = await desk.scheduled();
  await breakRows(desk, 'Window', { suppress: 'yes' });
  desk.clock.set(plus(desk.clock.now(), 61 * minute));

  await desk.machine.sweep();

  expect(desk.machine.passes).toContain(windowId);
  expect(await desk.read({ id })).toMatchObject({ status: 'scheduled' });
});

it('S2 an alarm that is held when its window becomes unreadable is sent after the next sweep, although the alarm is never repeated', async () => {
  const scene = await alarmScene();
  const { context, world, id, at, changes, states, sendAll, acceptedMessages } = scene;
  const { id: window } = await scene.window([id], { to: '+22:00' });
  await scene.window([await scene.ci('web-1')], { from: '21:00', to: '22:14' });
  await changes('ALARM', { at: '22:15' });
  expect(await states()).toMatchObject([{ state: 'held' }]);
  at('22:35');
  const passes: string[] = [];
  const workflow = { start: async () => undefined, resume: async () => true };
  const queue = { pass: async (one: string) => void passes.push(one) };
  const run = sweep({
    ...context,
    duties: dutiesOf({ ...context, workflow, passes: queue }),
    publish: async () => [],
    notPublished: () => undefined,
    measured: () => undefined,
    failed: (_, error) => {
      throw error;
    },
    budgetMillis: 40_000,
  });
  await run();
  expect(passes).toEqual([]);
  await breakRows(scene, 'Window', { suppress: 'yes' });

  await run();
  expect(passes).toEqual([window]);
  await onReleaseMessage({ ...context, passes: queue })(JSON.stringify({ window }));
  await sendAll();

  expect(acceptedMessages()).toHaveLength(1);
  expect(acceptedMessages()[0]).toMatch(/^firing/);
  expect((await world.episodes.holdsOf(window)).filter(({ held }) => held)).toEqual([]);
});
