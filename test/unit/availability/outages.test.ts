import { expect, it } from '@jest/globals';
import { recordOutage } from '../../../shared/application/outage/record-outage.ts';
import { alertKey } from '../../../shared/domain/outage/alert-outage.ts';
import { ok } from '../../support/desk-api.ts';
import { serviceApi } from '../../support/services.ts';

const episode = '01930000-0000-7000-8000-0000000000e1';

it('L2 an outage is reported by hand, listed by its beginning and counted', async () => {
  const { agree, report, manager, path, availability, service } = await serviceApi();
  await agree();
  const later = await ok(report({ start: '2026-11-12T10:00:00+01:00', end: '2026-11-12T09:30:00Z', cause: 'disk full' }));
  const earlier = await ok(report());

  expect(later).toMatchObject({ service, serviceName: 'shop', source: 'manual', start: '2026-11-12T09:00:00.000Z', corrections: [] });
  expect((await ok(manager.get(`${path}/outages`))).items.map(({ id }: { id: string }) => id)).toEqual([earlier.id, later.id]);
  expect((await ok(manager.get(`${path}/outages?from=2026-11-12T00:00:00Z`))).items).toHaveLength(1);
  expect(await ok(manager.get(`${path}/outages/${later.id}`))).toMatchObject({ cause: 'disk full' });
  expect(await availability()).toMatchObject({ outageTime: 'PT1H30M', met: false, corrections: 0 });
});

it('L2 a list of outages is paged', async () => {
  const { report, manager, path } = await serviceApi();
  for (const day of ['01', '02', '03']) await ok(report({ start: `2026-11-${day}T10:00:00Z`, end: `2026-11-${day}T11:00:00Z` }));
  const first = await ok(manager.get(`${path}/outages?limit=2`));
  const second = await ok(manager.get(`${path}/outages?limit=2&cursor=${first.nextCursor}`));

  expect([...first.items, ...second.items].map(({ start }: { start: string }) => start.slice(8, 10))).toEqual(['01', '02', '03']);
  expect(second.nextCursor).toBeUndefined();
});

it('L2 a correction is a new fact with its reason; what was said before is kept, and it is counted', async () => {
  const { agree, report, manager, path, availability, records } = await serviceApi();
  await agree();
  const { id } = await ok(report());
  const wrong = await manager.patch(`${path}/outages/${id}`, { end: '2026-11-10T10:20:00Z' });
  const right = await manager.patch(`${path}/outages/${id}`, { end: '2026-11-10T10:20:00Z', cause: 'disk', reason: 'read from the log' });

  expect(wrong).toMatchObject({ status: 400 });
  expect(right).toMatchObject({ status: 200, body: { version: 2, end: '2026-11-10T10:20:00.000Z', cause: 'disk' } });
  expect(right.body.corrections).toMatchObject([
    { reason: 'read from the log', before: { end: '2026-11-10T11:00:00.000Z', state: 'down' } },
  ]);
  expect(await availability()).toMatchObject({ outageTime: 'PT20M', corrections: 1 });
  expect(records.all().filter(({ data }) => data.name === 'OutageCorrected')).toHaveLength(1);
  expect((await manager.patch(`${path}/outages/${id}`, { state: 'degraded', reason: 'late' }, { 'if-match': '"1"' })).status).toBe(412);
});

it.each([
  ['an outage in the future', { start: '2026-11-24T12:00:01Z', end: undefined }, '/start', 'outage/in-future'],
  ['a start before all books', { start: '1899-12-31T23:59:59.999Z' }, '/start', 'outage/too-early'],
  ['an end in the future', { start: '2026-11-24T10:00:00Z', end: '2026-11-24T12:00:01Z' }, '/end', 'outage/in-future'],
  ['an end before the start', { end: '2026-11-10T09:00:00Z' }, '/end', 'outage/ends-before-start'],
  ['an end at the start', { end: '2026-11-10T10:00:00Z' }, '/end', 'outage/ends-before-start'],
  ['an unknown change', { change: 'CHG-999999' }, '/change', 'change/unknown'],
  ['an unknown item', { item: 'hostname=nobody' }, '/item', 'item/unknown'],
])('L2 %s is refused with a pointer, and nothing is written', async (_, facts, pointer, code) => {
  const { report, records } = await serviceApi();
  const before = records.all().length;

  expect(await report(facts)).toMatchObject({ status: 400, body: { code, errors: [{ pointer, code }] } });
  expect(records.all()).toHaveLength(before);
});

it('L2 a correction is checked as a report is', async () => {
  const { report, manager, path } = await serviceApi();
  const { id } = await ok(report());

  expect(await manager.patch(`${path}/outages/${id}`, { end: '2026-11-10T09:00:00Z', reason: 'typo' })).toMatchObject({
    ...{ status: 400, body: { code: 'outage/ends-before-start' } },
  });
  expect(await manager.patch(`${path}/outages/${id}`, { start: '1800-01-01T00:00:00Z', reason: 'typo' })).toMatchObject({
    ...{ status: 400, body: { code: 'outage/too-early', errors: [{ pointer: '/start' }] } },
  });
  for (const reason of ['', ' \n'])
    expect((await manager.patch(`${path}/outages/${id}`, { end: null, reason })).body.errors).toMatchObject([
      { pointer: '/reason', code: 'too-small' },
    ]);
  expect(await ok(manager.patch(`${path}/outages/${id}`, { end: null, reason: 'it goes on' }))).not.toHaveProperty('end');
});

it('L2 managers and the owner team report outages, others do not', async () => {
  const { as, manager, service, path } = await serviceApi();
  const team = (await ok(as('admin').post('/v1/teams', { name: 'web' }))).id;
  await ok(manager.patch(`/v1/configuration-items/${service}`, { ownerTeam: team }));
  const outage = { start: '2026-11-10T10:00:00Z', state: 'degraded' };
  const caller = as('viewer');

  expect((await caller.post(`${path}/outages`, outage)).body.code).toBe('outage/not-yours');
  expect((await caller.post(`${path}/outages`, {})).status).toBe(403);
  expect((await as('change-manager').post(`${path}/outages`, outage)).status).toBe(201);
  Object.assign(caller.caller, { teams: [team] });
  expect((await caller.post(`${path}/outages`, outage)).status).toBe(201);
});

it('L2 what a source tells twice is one outage, which a later report completes', async () => {
  const { world, service, availability, agree, clock } = await serviceApi();
  await agree();
  const told = (end?: string) =>
    recordOutage(world)({
      ...{ service, source: 'alert', sourceKey: alertKey(episode), reportedBy: 'system', receivedAt: clock.now() },
      facts: { start: '2026-11-20T10:00:00.000Z', state: 'down', ...(end === undefined ? {} : { end }) },
    });
  const [first, again] = await Promise.all([told(), told()]);
  const open = await availability('2026-11-20T00:00:00Z', '2026-11-20T11:00:00Z');
  const ended = await told('2026-11-20T10:15:00.000Z');

  expect(again?.id).toBe(first?.id);
  expect(open).toMatchObject({ outageTime: 'PT1H' });
  expect(ended).toMatchObject({ id: first?.id, version: 2 });
  expect(await told('2026-11-20T10:15:00.000Z')).toMatchObject({ version: 2 });
  expect(await availability()).toMatchObject({ outageTime: 'PT15M' });
});

it('L2 an end that a person corrected stays, whatever its source tells later', async () => {
  const { world, service, manager, path } = await serviceApi();
  const report = { service, source: 'alert' as const, sourceKey: alertKey(episode), reportedBy: 'system' };
  const start = '2026-11-20T10:00:00.000Z';
  const { id } = await recordOutage(world)({ ...report, facts: { start, state: 'down' } });
  await ok(manager.patch(`${path}/outages/${id}`, { end: '2026-11-20T10:05:00Z', reason: 'from the log' }));

  expect(await recordOutage(world)({ ...report, facts: { start, end: '2026-11-20T11:00:00.000Z', state: 'down' } })).toMatchObject({
    end: '2026-11-20T10:05:00.000Z',
  });
});

it('L2 where a measured outage overlaps a typed one, the measured one counts and supersedes it', async () => {
  const { world, service, agree, report, manager, path, availability } = await serviceApi();
  await agree();
  const typed = await ok(report());
  const measured = await recordOutage(world)({
    ...{ service, source: 'alert', sourceKey: alertKey(episode), reportedBy: 'system' },
    facts: { start: '2026-11-10T10:30:00.000Z', end: '2026-11-10T10:40:00.000Z', state: 'degraded' },
  });
  const figures = await availability();

  expect(await ok(manager.get(`${path}/outages/${typed.id}`))).toMatchObject({ supersededBy: measured.id });
  expect(figures).toMatchObject({ outageTime: 'PT50M' });
  expect(figures.intervals.map(({ kind, outage }: { kind: string; outage: string }) => [kind, outage])).toEqual([
    ['unplanned', typed.id],
    ['degraded', measured.id],
    ['unplanned', typed.id],
  ]);
});
