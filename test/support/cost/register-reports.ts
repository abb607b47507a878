import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

const many = 20;

/** Laptops with a warranty, of a category that is audited each year, and a license with a term. */
const register = async ({ asset, assets, bodyOf }: CostScene): Promise<void> => {
  await bodyOf(assets.put('/v1/categories/laptop', { auditEveryMonths: 12 }));
  for (let n = 0; n < many; n += 1)
    await asset(`laptop ${n}`, { category: 'laptop', warrantyEnd: '2026-11-28', purchase: { date: '2025-01-15' } });
  const license = await asset('a license', { kind: 'software-license' });
  const term = { start: '2026-11-01', end: '2027-10-31', quantity: 5, cost: { amount: '12000.00', currency: 'EUR' } };
  await bodyOf(assets.post(`/v1/assets/${license}/terms`, term));
};

const report = (operation: string, path: string, what: string): Cost =>
  cost(operation, what, async (scene) => {
    await register(scene);
    return () => scene.assets.get(`/v1/reports/${path}`);
  });

/** Reports on the register. */
export const registerReportCosts: readonly Cost[] = [
  report('reportExpiring', 'expiring', `${many} warranties`),
  report('reportPrepaid', 'prepaid', 'one term'),
  report('reportAuditDue', 'audit-due', `${many} assets`),
  cost('reportChangePerformance', 'ten changes, by service', async (scene) => {
    for (let n = 0; n < 10; n += 1) await scene.inReview({ items: [await scene.ci(`web-${n}`)] });
    return () => scene.viewer.get('/v1/reports/change-performance?groupBy=service');
  }),
  cost('reportSegregationOfDuties', 'ten changes', async (scene) => {
    for (let n = 0; n < 10; n += 1) await scene.inReview({ items: [await scene.ci(`web-${n}`)] });
    return () => scene.as('auditor').get('/v1/reports/segregation-of-duties');
  }),
  cost('reportChangeSchedule', 'ten changes', async (scene) => {
    for (let n = 0; n < 10; n += 1) await scene.scheduled({ items: [await scene.ci(`web-${n}`)] });
    return () => scene.viewer.get('/v1/reports/change-schedule');
  }),
  cost('reportUnauthorizedChanges', 'none', async (scene) => () => scene.viewer.get('/v1/reports/unauthorized-changes')),
  cost('reportAccess', 'five people and a group, now', async (scene) => () => scene.as('auditor').get('/v1/reports/access')),
  cost('reportRetention', 'no request', async (scene) => () => scene.viewer.get('/v1/reports/retention')),
  report('reportIdle', 'idle', `${many} assets`),
];
