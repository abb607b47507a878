import { recordAlertOutage } from '../../../shared/application/outage/record-alert-outage.ts';
import { outageScene } from '../outage-scene.ts';
import { runningAs } from '../table-calls.ts';
import { type Cost, costsOn } from './cost.ts';

const cost = costsOn(() => outageScene());

/** The duty by which the sweep records the outage of an alert on this CI. */
const dutyOf = async ({ fire, world, episodes }: Awaited<ReturnType<typeof outageScene>>, ci: string) => {
  await fire(ci, '21:59');
  const [episode] = (await episodes()).toReversed();
  return () => runningAs('sweep', recordAlertOutage(world))(episode?.id ?? '');
};

/** Outages of alerts. */
export const outageCosts: readonly Cost[] = [
  cost('alert-outage', 'one service, which is down', (scene) => dutyOf(scene, 'db-1')),
  cost('alert-outage', 'one service, which is degraded and then down by the second of two servers', async (scene) => {
    await (await dutyOf(scene, 'web-1'))();
    return dutyOf(scene, 'web-2');
  }),
];
