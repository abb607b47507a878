import { ok } from './desk-api.ts';
import { transferDesk } from './imports.ts';

/** Evidence of a decision in another tool. */
export const evidenceOf = (reference: string) => ({ system: 'tickets', reference, href: `https://tickets.test/${reference}` });

type Person = Parameters<Awaited<ReturnType<typeof transferDesk>>['imported']>[2];

/** A change of the past on `db`: 22:00 to 02:00, half an hour agreed, approved by Eva a day before, and closed the day after. */
export const aPastChange = (more: object = {}) => ({
  externalReference: { system: 'tickets', id: 'C-1' },
  title: 'Upgrade PostgreSQL',
  items: ['db'],
  window: { start: '2026-11-10T22:00:00Z', end: '2026-11-11T02:00:00Z', agreedDowntime: 'PT1H' },
  outcome: 'successful',
  approvals: [{ person: 'eva@quiesce.test', decidedAt: '2026-11-09T22:00:00Z', evidence: evidenceOf('A-1') }],
  closedAt: '2026-11-12T09:00:00Z',
  ...more,
});

const lines = (objects: readonly object[]): string => objects.map((each) => `${JSON.stringify(each)}\n`).join('');

/** Outages and a change of the past come by file, and come again. */
export const pastScene = async () => {
  const { outages, changes, agree, availability } = await pastDesk();
  await agree();
  const outage = { service: 'shop', start: '2026-11-10T22:10:00Z', end: '2026-11-10T22:50:00Z', state: 'down' };
  for (const reference of [undefined, 'INC-1']) await outages([{ ...outage, reference }]);
  for (const _ of ['new', 'the same']) await changes([aPastChange()]);
  await availability();
};

/** A service `shop` that needs the database `db`, with an agreement, and who imports its past: outages, and changes. It is 2026-11-24, noon. */
export const pastDesk = async () => {
  const desk = await transferDesk(['services', 'changes', 'evaluate', 'approvals']);
  desk.clock.set('2026-11-24T12:00:00.000Z');
  const [cora, max] = [await desk.person('Cora', 'configuration-manager'), await desk.person('Max', 'change-manager')];
  const eva = await desk.person('Eva', 'approver');
  const ci = async (name: string, className: string): Promise<string> =>
    (await ok(cora.post('/v1/configuration-items', { name, class: className, stage: 'live', changeControl: 'off' }))).id;
  const [db, shop] = [await ci('db', 'database'), await ci('shop', 'service')];
  await ok(cora.put(`/v1/configuration-items/${shop}/relations/depends-on/${db}`));
  const service = `/v1/services/${shop}`;
  const agree = (more: object = {}) =>
    ok(cora.put(`${service}/agreement`, { validFrom: '2026-01-01', target: '99.9', zone: 'UTC', ...more }));
  const bring =
    (kind: string, who: Person) =>
    (objects: readonly object[], draft: object = {}) =>
      desk.imported(lines(objects), { kind, format: 'ndjson', ...draft }, who);
  return {
    ...{ ...desk, cora, max, eva, db, shop, service, ci, agree },
    outages: bring('outages', cora),
    changes: bring('past-changes', max),
    /** The outages of the shop. */
    listed: async () => (await ok(cora.get(`${service}/outages?limit=200`))).items,
    availability: (from = '2026-11-01', to = '2026-11-23') => ok(cora.get(`${service}/availability?from=${from}&to=${to}`)),
  };
};
