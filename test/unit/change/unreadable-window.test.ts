import { expect, it } from '@jest/globals';
import { minute, plus } from '../../../shared/domain/clock.ts';
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
