import { expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { planItem } from '../../../shared/application/item/plan-item.ts';
import { hour, plus } from '../../../shared/domain/clock.ts';
import { changeDesk, noon } from '../../support/changes.ts';

it('C1 an item shows its next window, its current window once that begins, and the open changes', async () => {
  const desk = await changeDesk();
  const change = await desk.scheduled();
  const plan = () => planItem(desk.world)(desk.database);

  expect(await plan()).toMatchObject({
    windows: { current: null, next: { id: change.windowId, state: 'pending' } },
    openChanges: [{ id: change.id, status: 'scheduled' }],
  });
  desk.clock.set(change.window?.start ?? '');
  expect(await plan()).toMatchObject({ windows: { current: { id: change.windowId, state: 'in-force' }, next: null } });
  await cancelChange(desk.context)(change.id, 'no', desk.rita);
  expect(await plan()).toEqual({ windows: { current: null, next: null }, openChanges: [] });
});

it('C1 the open changes of an item are those that have not ended, however many have ended before them', async () => {
  const desk = await changeDesk();
  const at = (hours: number) => ({ start: plus(noon, hours * hour), end: plus(noon, (hours + 1) * hour), mode: 'planned' });
  for (let n = 0; n < 45; n += 1) {
    const { id } = await desk.awaiting({ window: at(n + 1) });
    await cancelChange(desk.context)(id, 'no', desk.rita);
  }
  const open = await desk.awaiting({ window: at(100) });

  const { openChanges } = await planItem(desk.world)(desk.database);

  expect(openChanges).toEqual([{ id: open.id, number: open.number, title: open.title, status: 'awaiting-approval' }]);
});
