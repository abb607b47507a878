import { assessChange } from '../../shared/application/change/assess-change.ts';
import { hour, plus } from '../../shared/domain/clock.ts';
import { deskApi, ok } from './desk-api.ts';
import { registerSweep } from './licenses.ts';
import { serviceApi, serviceDesk } from './services.ts';
import { runningAs } from './table-calls.ts';

const key = { 'idempotency-key': 'k' };

/**
 * A service gets an agreement, an outage and a correction, its availability is read, and the sweep tells of a breach. Its windows are listed at
 * assessment and by an extension.
 */
export const serviceScene = async () => {
  const { agree, manager, path, service, world } = await serviceApi();
  await ok(agree());
  const outage = { start: '2026-11-10T10:00:00Z', end: '2026-11-10T11:00:00Z', state: 'down' };
  const { id } = await ok(manager.post(`${path}/outages`, outage, key));
  await ok(manager.patch(`${path}/outages/${id}`, { end: '2026-11-10T10:50:00Z', reason: 'from the log' }));
  await ok(manager.get(`${path}/outages`));
  await ok(manager.get(`${path}/availability`));
  await ok(manager.get(`/v1/configuration-items/${service}/readiness?to=decommissioned`));
  await registerSweep(world)();
  const desk = await serviceDesk();
  const { id: change } = await desk.request({
    window: { start: plus(desk.clock.now(), 20 * hour), end: plus(desk.clock.now(), 21 * hour) },
  });
  await runningAs('change-workflow', assessChange(desk.context))(change);
  const scheduled = await desk.implementing();
  const { asCaller } = await deskApi(desk);
  await ok(asCaller(desk.ian).post(`/v1/changes/${scheduled.id}/extend`, { end: plus(desk.clock.now(), 2 * hour), reason: 'slow disks' }));
};
