import { expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { planItem } from '../../../shared/application/item/plan-item.ts';
import { changeDesk } from '../../support/changes.ts';

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
