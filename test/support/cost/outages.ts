import { checkWindowBreach } from '../../../shared/application/agreement/check-past-breaches.ts';
import { recordAlertOutage } from '../../../shared/application/outage/record-alert-outage.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { outageScene } from '../outage-scene.ts';
import { serviceDesk } from '../services.ts';
import { runningAs } from '../table-calls.ts';
import { type Cost, costsOn } from './cost.ts';

const cost = costsOn(() => outageScene());
const deskCost = costsOn(() => serviceDesk());

/** The duty by which the sweep records the outage of an alert on this CI. */
const dutyOf = async ({ fire, world, episodes }: Awaited<ReturnType<typeof outageScene>>, ci: string) => {
  await fire(ci, '21:59');
  const [episode] = (await episodes()).toReversed();
  return () => runningAs('sweep', recordAlertOutage(world))(episode?.id ?? '');
};

/** Outages of alerts, and what the sweep does when a window agreed less than it seemed to. */
export const outageCosts: readonly Cost[] = [
  cost('alert-outage', 'one service, which is down', (scene) => dutyOf(scene, 'db-1')),
  cost('alert-outage', 'one service, which is degraded and then down by the second of two servers', async (scene) => {
    await (await dutyOf(scene, 'web-1'))();
    return dutyOf(scene, 'web-2');
  }),
  deskCost('window-breach', 'one service with one outage, which is no breach', async ({ scheduled, down, clock, world }) => {
    const { windowId = '', window } = await scheduled({
      window: { start: plus(clock.now(), hour), end: plus(clock.now(), 2 * hour), mode: 'planned' },
    });
    clock.set(window?.end ?? clock.now());
    await down(plus(clock.now(), -30 * minute), plus(clock.now(), -20 * minute));
    return () => runningAs('sweep', checkWindowBreach(world))(windowId);
  }),
];
