import { expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { hour, plus } from '../../../shared/domain/clock.ts';
import type { UnauthorizedChange } from '../../../shared/domain/unauthorized-change/unauthorized-change.ts';
import { changeDesk, noon } from '../../support/changes.ts';
import { deskApi } from '../../support/desk-api.ts';

type Desk = Awaited<ReturnType<typeof changeDesk>>;

const reportOf = async (desk: Desk, path: string, headers = {}) => (await deskApi(desk)).as('viewer').get(`/v1/reports/${path}`, headers);

/** An unauthorized change of the database, detected at a time. */
const detected = async ({ world, database }: Desk, detectedAt: string, fields: Partial<UnauthorizedChange> = {}) => {
  const base = { id: world.ids.next(), version: 1, createdAt: detectedAt, updatedAt: detectedAt, detectedAt, item: database };
  const differences = [{ path: '/attributes/engineVersion', from: '16', to: '17' }];
  const found: UnauthorizedChange = { ...base, source: 'record', differences, status: 'open', ...fields };
  await world.store.commit([world.unauthorizedChanges.save(found)]);
  return found;
};

it('C5 the changes without approval of a period are in the order of their detection, with what became of each', async () => {
  const desk = await changeDesk();
  const linked = await desk.request();
  const [late, early, other] = [
    await detected(desk, '2026-11-30T23:59:59.999Z', { actor: `person:${desk.ian.id}` }),
    await detected(desk, '2026-11-01T00:00:00.000Z', { status: 'resolved', resolution: 'linked', change: linked.id }),
    await detected(desk, '2026-12-01T00:00:00.000Z'),
  ];

  const { body } = await reportOf(desk, 'unauthorized-changes?from=2026-11-01&to=2026-11-30');

  expect(body.items).toMatchObject([
    { unauthorizedChange: early.id, itemName: 'orders-db-1', status: 'resolved', resolution: 'linked', number: linked.number },
    { unauthorizedChange: late.id, actorName: 'Ian', status: 'open', fields: ['/attributes/engineVersion'] },
  ]);
  const december = (await reportOf(desk, 'unauthorized-changes?from=2026-12-01&to=2026-12-31')).body.items;
  expect(december).toMatchObject([{ unauthorizedChange: other.id }]);
});

it('C5 the changes without approval are a table, too', async () => {
  const desk = await changeDesk();
  const found = await detected(desk, noon, { justification: '=danger' });

  const { body } = await reportOf(desk, 'unauthorized-changes?from=2026-11-01', { accept: 'text/csv' });

  expect(String(body).split('\r\n')[1]).toContain(`${found.id},${desk.database},orders-db-1,record,${noon},,,'=danger`);
});

it('H3 the schedule has the windows of this month by default, in the order of their start, with who does the work', async () => {
  const desk = await changeDesk();
  const windowIn = (hours: number) => {
    const start = plus(noon, hours * hour);
    return { start, end: plus(start, hour), mode: 'planned' as const, agreedDowntime: 'PT30M' };
  };
  const second = await desk.awaiting({ title: 'second', items: [desk.server], window: windowIn(48) });
  const first = await desk.scheduled({ title: 'first', window: windowIn(24) });
  await desk.scheduled({ title: 'next month', window: windowIn(24 * 7) });
  const cancelled = await desk.scheduled({ title: 'cancelled', window: windowIn(72) });
  await cancelChange(desk.context)(cancelled.id, 'not needed', desk.rita);

  const { body } = await reportOf(desk, 'change-schedule');

  expect(body).toMatchObject({ from: '2026-11-01', to: '2026-11-30' });
  const people = { requesterName: 'Rita', implementerName: 'Ian' };
  expect(body.items).toMatchObject([
    {
      ...{
        change: first.id,
        number: first.number,
        title: 'first',
        status: 'scheduled',
        state: 'pending',
        agreedDowntime: 'PT30M',
        ...people,
      },
      ...{ start: windowIn(24).start, items: [desk.database], itemNames: [{ item: desk.database, name: 'orders-db-1' }] },
    },
    { change: second.id, title: 'second', status: 'awaiting-approval', ...people },
  ]);
  expect(body.items).toHaveLength(2);
});

it('H3 the schedule of a day has the windows that overlap it, and is a table, too', async () => {
  const desk = await changeDesk();
  const change = await desk.scheduled();

  const day = await reportOf(desk, 'change-schedule?from=2026-11-24&to=2026-11-24', { accept: 'text/csv' });
  const before = await reportOf(desk, 'change-schedule?from=2026-11-01&to=2026-11-23');

  expect(String(day.body).split('\r\n')[1]).toContain(`${change.id},${change.number},1,Upgrade PostgreSQL,scheduled,false`);
  const lines = String(day.body).trim().split('\r\n');
  expect(lines.map((line) => line.split(',').slice(-2))).toEqual([
    ['items', 'itemNames'],
    [desk.database, 'orders-db-1'],
  ]);
  expect(before.body.items).toEqual([]);
});

it.each(['unauthorized-changes', 'change-schedule', 'suppression-account'])(
  'I1 %s refuses a period that ends before it begins',
  async (path) => {
    const { status, body } = await reportOf(await changeDesk(), `${path}?from=2026-11-30&to=2026-11-01`);

    expect([status, body.code]).toEqual([400, 'report/end-before-start']);
  },
);
