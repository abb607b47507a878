import { expect, it } from '@jest/globals';
import { anAgreement } from '../../support/availability.ts';
import { serviceApi } from '../../support/services.ts';

const problemOf = async (answer: ReturnType<Awaited<ReturnType<typeof serviceApi>>['agree']>) => {
  const { status, body } = await answer;
  return { status, code: body.code, pointer: body.errors?.[0]?.pointer, detail: body.errors?.[0]?.code };
};

it('L1 a version is in force from its day until the next one begins, and the past stays', async () => {
  const { agree, manager, path, records } = await serviceApi();
  const first = await agree({ validFrom: '2026-01-01' });
  const second = await agree({ validFrom: '2026-12-01', target: '99.95' });

  expect(first).toMatchObject({ status: 201, body: { version: 1, target: '99.9', plannedDowntime: 'excluded', serviceName: 'shop' } });
  expect(second).toMatchObject({ status: 201, body: { version: 2 }, headers: { etag: '"2"' } });
  const at = async (time: string) => (await manager.get(`${path}/agreement?at=${time}`)).body.version;
  expect(await at('2026-11-30T23:59:59Z')).toBe(1);
  expect(await at('2026-12-01T00:00:00Z')).toBe(2);
  expect((await manager.get(`${path}/agreement`)).body).toMatchObject({ version: 1 });
  expect((await manager.get(`${path}/agreement?at=2025-12-31T23:59:59Z`)).body.code).toBe('agreement/not-found');
  const events = records.all().filter(({ data }) => data.name === 'AgreementMade');
  expect(events.map(({ data }) => data.body)).toEqual([
    { version: 1, validFrom: '2026-01-01' },
    { version: 2, validFrom: '2026-12-01' },
  ]);
});

it('L1 the first day begins at midnight in the zone of the agreement', async () => {
  const { agree, manager, path } = await serviceApi();
  await agree({ validFrom: '2026-11-01', zone: 'Asia/Tokyo' });

  expect((await manager.get(`${path}/agreement?at=2026-10-31T14:59:59.999Z`)).status).toBe(404);
  expect((await manager.get(`${path}/agreement?at=2026-10-31T15:00:00Z`)).status).toBe(200);
});

it('L1 the same terms again add no version', async () => {
  const { agree } = await serviceApi();
  await agree();

  expect(await agree()).toMatchObject({ status: 200, body: { version: 1 } });
});

it('L1 a later version may begin today, in the zone of the agreement', async () => {
  const { agree, clock } = await serviceApi();
  await agree();
  clock.set('2026-11-24T23:30:00.000Z');

  expect(await problemOf(agree({ validFrom: '2026-11-24', zone: 'Europe/Berlin', target: '99' }))).toMatchObject({
    ...{ status: 400, code: 'agreement/backdated', pointer: '/validFrom' },
  });
  expect(await agree({ validFrom: '2026-11-25', zone: 'Europe/Berlin', target: '99' })).toMatchObject({ status: 201 });
});

it.each([
  ['a later version in the past', { validFrom: '2026-11-23' }, '/validFrom', 'agreement/backdated'],
  ['a later version that begins before the first', { validFrom: '2025-01-01' }, '/validFrom', 'agreement/overlaps'],
  ['a later version on the day of the first', { validFrom: '2026-01-01', target: '99' }, '/validFrom', 'agreement/overlaps'],
  ['a last day before the first one', { validFrom: '2026-12-01', validTo: '2026-11-30' }, '/validTo', 'agreement/ends-before-start'],
  ['a target over 100', { target: '100.1' }, '/target', 'agreement/target-over-100'],
  ['a target just over 100', { target: '100.000001' }, '/target', 'agreement/target-over-100'],
  ['a target finer than six places', { target: '99.9000001' }, '/target', 'agreement/target-too-fine'],
  [
    'hours that end before they begin',
    { serviceHours: [{ days: ['mo'], from: '18:00', to: '08:00' }] },
    '/serviceHours/0/to',
    'agreement/hours-end-before-start',
  ],
  [
    'a day of the week twice',
    { serviceHours: [{ days: ['mo', 'mo'], from: '08:00', to: '18:00' }] },
    '/serviceHours/0/days/1',
    'agreement/day-twice',
  ],
  [
    'a budget longer than a month',
    { downtimeBudget: { per: 'month', length: 'P31DT1S' } },
    '/downtimeBudget/length',
    'agreement/budget-too-long',
  ],
  [
    'a budget longer than a quarter',
    { downtimeBudget: { per: 'quarter', length: 'PT2209H' } },
    '/downtimeBudget/length',
    'agreement/budget-too-long',
  ],
  [
    'a budget longer than a year',
    { downtimeBudget: { per: 'year', length: 'P367D' } },
    '/downtimeBudget/length',
    'agreement/budget-too-long',
  ],
  ['an unknown zone', { zone: 'Europe/Atlantis' }, '/zone', 'zone/unknown'],
  ['a holiday twice', { holidays: ['2026-12-25', '2026-12-25'] }, '/holidays/1', 'agreement/holiday-twice'],
])('L1 %s is refused with a pointer, and nothing is written', async (_, terms, pointer, code) => {
  const { agree, records } = await serviceApi();
  await agree();
  const before = records.all().length;

  expect(await problemOf(agree({ validFrom: '2026-12-01', ...terms }))).toMatchObject({ status: 400, pointer, detail: code });
  expect(records.all()).toHaveLength(before);
});

it.each([
  ['a month as budget length', { downtimeBudget: { per: 'month', length: 'P1M' } }, '/downtimeBudget/length'],
  ['a first day before all books', { validFrom: '1899-12-31' }, '/validFrom'],
  ['a last day after all books', { validTo: '3000-01-01' }, '/validTo'],
  ['a holiday after all books', { holidays: ['3000-01-01'] }, '/holidays/0'],
  ['no time at all to recover', { recoveryTime: 'PT0S' }, '/recoveryTime'],
])('L1 %s is refused with a pointer', async (_, terms, pointer) => {
  const { agree } = await serviceApi();

  expect(await problemOf(agree(terms))).toMatchObject({ status: 400, pointer });
});

it.each([
  ['month', 'P31D'],
  ['quarter', 'P92D'],
  ['year', 'P366D'],
])('L1 a budget may be as long as the longest %s', async (per, length) => {
  const { agree } = await serviceApi();

  expect(await agree({ downtimeBudget: { per, length } })).toMatchObject({ status: 201, body: { downtimeBudget: { per, length } } });
});

it('L1 an agreement that was stored with a longer budget, or from an earlier year, is still read, and the next version may begin', async () => {
  const { agree, manager, path, service, world } = await serviceApi();
  const stored = anAgreement({ service, validFrom: '1899-01-01', downtimeBudget: { per: 'month', length: 'P40D' } });
  await world.store.commit([world.agreements.add(stored)]);

  expect((await manager.get(`${path}/agreement`)).body).toMatchObject({ version: 1, downtimeBudget: { length: 'P40D' } });
  expect(await agree({ validFrom: '2026-12-01' })).toMatchObject({ status: 201, body: { version: 2 } });
});

it('L1 an agreement is one resource: its id stays, and a version says when the agreement and the version were made', async () => {
  const { agree, manager, path, clock } = await serviceApi();
  const madeAt = clock.now();
  const { body: first } = await agree({ validFrom: '2026-01-01' });
  clock.set('2026-11-25T12:00:00.000Z');
  const { body: second } = await agree({ validFrom: '2026-12-01' });

  expect(first).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), createdAt: madeAt, updatedAt: madeAt });
  expect(second).toMatchObject({ id: first.id, createdAt: madeAt, updatedAt: clock.now() });
  expect((await manager.get(`${path}/agreement`)).body).toEqual(first);
  expect((await agree({ validFrom: '2026-12-01' })).body).toEqual(second);
});

it('L1 only a configuration manager agrees, and only on services', async () => {
  const { as, manager, path } = await serviceApi();
  const server = (await manager.post('/v1/configuration-items', { name: 'web-1', class: 'server' })).body.id;
  const terms = { validFrom: '2026-01-01', target: '99.9', zone: 'UTC' };

  expect((await as('change-manager').put(`${path}/agreement`, terms)).status).toBe(403);
  expect((await manager.put(`/v1/services/${server}/agreement`, terms)).body.code).toBe('service/not-found');
});

it('L1 of two versions at the same moment one is refused, because it overlaps', async () => {
  const { agree } = await serviceApi();
  const answers = await Promise.all([agree({ target: '99' }), agree({ target: '98' })]);

  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400]);
});

it('C4 the gate agreement of a class is passed by a service that has an agreement', async () => {
  const { as, manager, path, service, agree } = await serviceApi();
  const gates = { gates: { live: ['agreement'] }, attributes: {}, assetFacet: false, changeControl: 'off' };
  const put = await as('admin', 'configuration-manager').put('/v1/classes/service', gates);
  expect(put.status).toBeLessThan(300);
  const move = () => manager.post(`/v1/configuration-items/${service}/transition`, { to: 'live' });

  expect((await move()).body).toMatchObject({ code: 'stage/blocked', errors: [{ pointer: '/evidence/agreement', code: 'gate/missing' }] });
  await agree();
  expect(await move()).toMatchObject({ status: 200, body: { stage: 'live' } });
  expect((await manager.get(`${path}/agreement`)).status).toBe(200);
});
