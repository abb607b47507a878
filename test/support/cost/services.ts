import { day, hour, plus } from '../../../shared/domain/clock.ts';
import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

const terms = { validFrom: '2026-01-01', target: '99.9', zone: 'Europe/Berlin' };
const many = 10;

const service = async ({ ci }: CostScene): Promise<string> => `/v1/services/${await ci('shop', { class: 'service', stage: 'proposed' })}`;

const agreed = async (scene: CostScene): Promise<string> => {
  const path = await service(scene);
  await scene.bodyOf(scene.cis.put(`${path}/agreement`, terms));
  return path;
};

const outage = ({ cis, bodyOf, clock }: CostScene, path: string, days: number) => {
  const start = plus(clock.now(), -days * day);
  return bodyOf(cis.post(`${path}/outages`, { start, end: plus(start, hour), state: 'down' }));
};

/** Agreements, outages and availability. */
export const serviceCosts: readonly Cost[] = [
  cost('putAgreement', 'the first version', async (scene) => {
    const path = await service(scene);
    return () => scene.cis.put(`${path}/agreement`, terms);
  }),
  cost('readAgreement', 'now', async (scene) => {
    const path = await agreed(scene);
    return () => scene.viewer.get(`${path}/agreement`);
  }),
  cost('reportOutage', 'one', async (scene) => {
    const path = await agreed(scene);
    const start = plus(scene.clock.now(), -day);
    return () => scene.cis.post(`${path}/outages`, { start, end: plus(start, hour), state: 'down' });
  }),
  cost('listOutages', `${many}`, async (scene) => {
    const path = await agreed(scene);
    for (let n = 1; n <= many; n += 1) await outage(scene, path, n);
    return () => scene.viewer.get(`${path}/outages`);
  }),
  cost('readOutage', 'one', async (scene) => {
    const path = await agreed(scene);
    const { id } = await outage(scene, path, 1);
    return () => scene.viewer.get(`${path}/outages/${id}`);
  }),
  cost('correctOutage', 'the end', async (scene) => {
    const path = await agreed(scene);
    const { id, start } = await outage(scene, path, 1);
    return () => scene.cis.patch(`${path}/outages/${id}`, { end: plus(start, 2 * hour), reason: 'read from the log' });
  }),
  cost('reportAvailability', `a month of ${many} services with an outage each`, async (scene) => {
    for (let n = 1; n <= many; n += 1) {
      const path = `/v1/services/${await scene.ci(`shop-${n}`, { class: 'service', stage: 'proposed' })}`;
      await scene.bodyOf(scene.cis.put(`${path}/agreement`, terms));
      await outage(scene, path, n);
    }
    return () => scene.viewer.get('/v1/reports/availability?from=2026-11-01&to=2026-11-30');
  }),
  cost('readAvailability', `a month with ${many} outages`, async (scene) => {
    const path = await agreed(scene);
    for (let n = 1; n <= many; n += 1) await outage(scene, path, n);
    return () => scene.viewer.get(`${path}/availability?from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z`);
  }),
  cost('readDowntimeBudget', `a month with ${many} outages`, async (scene) => {
    const path = await service(scene);
    await scene.bodyOf(scene.cis.put(`${path}/agreement`, { ...terms, downtimeBudget: { per: 'month', length: 'PT4H' } }));
    for (let n = 1; n <= many; n += 1) await outage(scene, path, n);
    return () => scene.viewer.get(`${path}/downtime-budget`);
  }),
  cost('readServiceStatus', `${many} outages in 90 days`, async (scene) => {
    const path = await agreed(scene);
    for (let n = 1; n <= many; n += 1) await outage(scene, path, n);
    return () => scene.viewer.get(`${path}/status`);
  }),
];
