import { beforeAll, expect, it } from '@jest/globals';
import { driftingMachine, playDrift, showDrift } from '../../infra/local/drift.ts';
import { loadEstate } from '../../infra/local/estate.ts';
import { loadHistory } from '../../infra/local/history.ts';
import { openBook } from '../../infra/local/office.ts';
import { apiClient } from '../../shared/contracts/client.ts';
import { day, plus } from '../../shared/domain/clock.ts';
import { deployedDesk } from '../support/deployed-desk.ts';

const { stack, as, viewer } = deployedDesk();

beforeAll(async () => {
  await loadEstate(stack);
  await loadHistory(stack);
  await openBook(apiClient(stack.apiUrl, stack.tokens['asset-manager']));
});

const itemNamed = async (name: string) => (await viewer.get(`/v1/items/by-alias?alias=hostname=${name}`)).body;

it('C2 C3 one of the two servers of the demo service catalog is enough', async () => {
  const impact = async (down: string) =>
    (await viewer.get(`/v1/configuration-items/hostname=catalog-server-1/impact${down}`)).body.services;

  expect(await impact('')).toMatchObject([{ name: 'catalog', state: 'degraded' }]);
  expect(await impact('?down=hostname=catalog-server-2')).toMatchObject([{ name: 'catalog', state: 'down' }]);
  expect((await itemNamed('catalog')).ci).toMatchObject({ class: 'service', stage: 'live' });
});

it('C8 the certificate of the demo expires in twenty days, and stands in the report of what expires', async () => {
  const certificate = await itemNamed('shop-certificate');
  const { body } = await as('auditor').get(`/v1/reports/expiring?to=${certificate.ci.attributes.validTo}`);

  expect(certificate.ci.attributes.validTo).toBe(plus(new Date().toISOString(), 20 * day).slice(0, 10));
  expect(body.items).toContainEqual(expect.objectContaining({ item: certificate.id, date: certificate.ci.attributes.validTo }));
});

const drift = async (query = '') => (await viewer.get(`/v1/unauthorized-changes?item=hostname=${driftingMachine.name}${query}`)).body.items;

/** Resolves what is open of the drift of the demo. */
const resolveDrift = async (): Promise<void> => {
  for (const { id } of await drift('&status=open')) {
    const resolution = { resolution: 'accepted', reason: 'The batch needs it.' };
    expect((await as('change-manager').post(`/v1/unauthorized-changes/${id}/resolve`, resolution)).status).toBe(200);
  }
};

it('C7 AWS Config sees a change of the demo without a change once, also after somebody has resolved it', async () => {
  const before = await drift();

  // The stack of the test may be one in which the demo was shown before.
  expect(await showDrift(stack)).toBe(before.length === 0);
  const [first, ...others] = await drift();
  expect(others).toHaveLength(Math.max(before.length - 1, 0));
  expect(first).toMatchObject({
    source: 'aws-config',
    differences: [{ path: '/Configuration.InstanceType', from: 'm7g.large', to: 'm7g.4xlarge' }],
  });
  await resolveDrift();

  expect(await showDrift(stack)).toBe(false);
  expect((await drift())[0]).toMatchObject({ id: first.id, status: 'resolved' });
});

it('C7 npm run demo:drift plays AWS Config as often as one likes: one unauthorized change until somebody resolves it', async () => {
  await resolveDrift();
  const before = (await drift()).length;

  expect(await playDrift(stack)).toMatchObject({ outcome: 'recorded', change: { from: 'm7g.4xlarge', to: 'm7g.8xlarge' } });
  expect(await playDrift(stack)).toMatchObject({ outcome: 'extended', change: { from: 'm7g.8xlarge', to: 'm7g.4xlarge' } });

  expect(await drift()).toHaveLength(before + 1);
  expect(await drift('&status=open')).toMatchObject([{ differences: [{ from: 'm7g.4xlarge', to: 'm7g.4xlarge' }] }]);
});

/** The last year, as the period of a report. */
const lastYear = (): string => {
  const [from, to] = [-365, 0].map((days) => plus(new Date().toISOString(), days * day).slice(0, 10));
  return `from=${from}&to=${to}`;
};

it('I5 L2 L3 the services of the demo have a year of history: what was agreed, unplanned and met, with the changes behind it', async () => {
  const period = lastYear();
  const year = async (service: string) => (await viewer.get(`/v1/services/hostname=${service}/availability?${period}`)).body;

  const orders = await year('orders');

  // The restarts, and 20 minutes until the patches failed. What followed, an approval on short notice and an outage that nobody planned are not agreed.
  expect(orders).toMatchObject({
    met: true,
    target: '99.9',
    agreedDowntimeUsed: 'PT2H50M',
    outageTime: 'PT1H41M',
    recovery: { met: false },
  });
  expect(orders.intervals.map(({ source }: { source: string }) => source)).toEqual(Array(orders.intervals.length).fill('imported'));
  expect(orders.intervals).toContainEqual(
    expect.objectContaining({ kind: 'agreed', title: 'Monthly patches of the orders database', change: expect.any(String) }),
  );
  expect(await year('catalog')).toMatchObject({ met: true, target: '99.5' });
  const performance = await viewer.get(`/v1/reports/change-performance?${period}`);
  expect(performance.body.items[0].changes).toBeGreaterThanOrEqual(24);
});

it('L4 the service orders costs its share of the servers below it, and the report has all services and what none of them bears', async () => {
  const read = async (path: string) => (await as('asset-manager').get(`${path}?${lastYear()}`)).body;

  const cost = await read('/v1/services/hostname=orders/cost');
  const report = await read('/v1/reports/service-cost');

  expect(Number(cost.total.amount)).toBeGreaterThan(0);
  expect(cost.items).toContainEqual(expect.objectContaining({ itemName: 'orders-server-1' }));
  expect(report.items).toContainEqual(expect.objectContaining({ serviceName: 'orders', total: cost.total }));
  const sum = report.items.reduce(
    (all: number, { total }: { total: { amount: string } }) => all + Math.round(Number(total.amount) * 100),
    0,
  );
  expect(sum).toBe(Math.round(Number(report.totals[0].amount) * 100));
});

it('P2 X2 E4 the reports for the auditor: duties that are apart, access at a past time, and what is kept for how long', async () => {
  const at = new Date().toISOString();
  const auditor = as('auditor');

  const { body: duties } = await auditor.get(`/v1/reports/segregation-of-duties?${lastYear()}`);
  expect(duties.imported).toBeGreaterThanOrEqual(24);
  expect(duties.items).toEqual([]);

  const { body: access } = await auditor.get(`/v1/reports/access?at=${at}&limit=200`);
  expect(access).toMatchObject({ at });
  expect(access.items).toContainEqual(expect.objectContaining({ person: stack.people.auditor.id, roles: ['auditor'] }));

  const { items } = (await viewer.get('/v1/reports/retention')).body;
  expect(items.length).toBeGreaterThan(10);
  const kept = items.filter(({ reasons }: { reasons: readonly string[] }) => reasons.length > 0);
  expect(kept.map(({ expires }: { expires: boolean }) => expires)).not.toContain(true);
});

it('the demo estate is found by a second start and not changed', async () => {
  const before = (await itemNamed('catalog')).ci.version;

  expect(await loadEstate(stack)).toMatchObject({ created: 0 });
  expect(await loadHistory(stack)).toBe(false);
  expect((await itemNamed('catalog')).ci.version).toBe(before);
});
