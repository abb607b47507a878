import { expect, it } from '@jest/globals';
import { raiseChanges } from '../../../shared/application/patch-schedule/raise-changes.ts';
import { day, hour, minute, plus } from '../../../shared/domain/clock.ts';
import { changeDesk } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { nightly as recurrence, nightPatches as scheduled } from '../../support/night-patches.ts';

it('H5 the changes of the next occurrences are raised once, submitted, and named by the occurrences', async () => {
  const { sweep, changes, occurrences, dues, desk, schedule } = await scheduled();
  expect(await occurrences(1)).toEqual([{ start: '2026-11-25T01:30:00.000Z', end: '2026-11-25T03:30:00.000Z' }]);
  await sweep();
  await sweep();

  const raised = await changes();
  expect(raised).toMatchObject([
    {
      title: 'Night patches, 2026-11-25',
      status: 'assessing',
      requester: desk.max.id,
      items: [desk.database],
      window: { start: '2026-11-25T01:30:00.000Z', end: '2026-11-25T03:30:00.000Z', mode: 'planned' },
    },
    { title: 'Night patches, 2026-11-26' },
  ]);
  expect((await occurrences()).map(({ change }: { change?: string }) => change)).toEqual([raised[0]?.id, raised[1]?.id, undefined]);
  expect(dues().map(({ data }) => [data.at, data.subject])).toEqual([['2026-11-25T01:30:00.000Z', schedule.id]]);
});

it('H5 the next change is raised when it is due, and one that was missed is raised late but never in the past', async () => {
  const { sweep, changes, clock } = await scheduled();
  await sweep();
  clock.advance(13 * hour + 29 * minute);
  await sweep();
  expect(await changes()).toHaveLength(2);
  clock.advance(minute);
  await sweep();
  expect((await changes()).at(-1)).toMatchObject({ title: 'Night patches, 2026-11-27' });

  clock.advance(4 * day + minute);
  await sweep();
  expect((await changes()).map(({ title }) => title.slice(-2))).toEqual(['25', '26', '27', '30', '01']);
});

it('H5 two runs at once raise each change once', async () => {
  const { world, schedule, changes } = await scheduled();
  const run = () => raiseChanges({ ...world, approversGroup: 'approvers' })(schedule.id);
  await Promise.all([run(), run(), run()]);

  expect((await changes()).map(({ title, status }) => [title, status])).toEqual([
    ['Night patches, 2026-11-25', 'assessing'],
    ['Night patches, 2026-11-26', 'assessing'],
  ]);
});

it('H5 an occurrence in a freeze is left as a draft, which keeps its place', async () => {
  const { sweep, changes, manager, clock, occurrences } = await scheduled();
  await ok(manager.post('/v1/freezes', { name: 'Year end', start: clock.now(), end: plus(clock.now(), day) }));
  await sweep();
  await sweep();

  expect((await changes()).map(({ status }) => status)).toEqual(['draft', 'assessing']);
  expect((await occurrences(2)).every(({ change }: { change?: string }) => change !== undefined)).toBe(true);
});

it('H5 a schedule with many occurrences ahead goes on in the next minute', async () => {
  const { sweep, changes, clock } = await scheduled({ raiseAhead: 'P30D' });
  await sweep();
  expect(await changes()).toHaveLength(20);
  clock.advance(minute);
  await sweep();
  expect(await changes()).toHaveLength(30);
});

it('H5 an edit counts for what is not raised yet, and a deleted schedule raises nothing', async () => {
  const { sweep, changes, manager, schedule, clock, desk, dues } = await scheduled();
  await sweep();
  const patched = await ok(
    manager.patch(`/v1/patch-schedules/${schedule.id}`, { items: [desk.server], recurrence: { exceptions: ['2026-11-27'] } }),
  );
  expect(patched).toMatchObject({ version: 2, requester: desk.max.id, requesterName: 'Max', itemNames: [{ name: 'web-1' }] });
  clock.advance(2 * day);
  await sweep();
  expect((await changes()).map(({ title, items }) => [title.slice(-2), items[0]])).toEqual([
    ['25', desk.database],
    ['26', desk.database],
    ['28', desk.server],
  ]);
  expect((await manager.delete(`/v1/patch-schedules/${schedule.id}`, { 'if-match': '"2"' })).status).toBe(204);
  clock.advance(5 * day);
  await sweep();
  expect(await changes()).toHaveLength(3);
  expect(dues()).toEqual([]);
});

it('H5 an occurrence whose start the clock change moves says so', async () => {
  const { occurrences, clock } = await scheduled();
  clock.set('2027-03-27T12:00:00.000Z');

  expect((await occurrences(2)).map(({ start, shifted }: { start: string; shifted?: true }) => [start, shifted])).toEqual([
    ['2027-03-28T01:30:00.000Z', true],
    ['2027-03-29T00:30:00.000Z', undefined],
  ]);
});

it.each([
  [{ recurrence: { ...recurrence, length: 'P15D' } }, '/recurrence/length', 'window/too-long'],
  [{ recurrence: { ...recurrence, rrule: 'FREQ=HOURLY' } }, '/recurrence/rrule', 'recurrence/too-many'],
  [{ recurrence: { ...recurrence, rrule: 'FREQ=MINUTELY;INTERVAL=200' } }, '/recurrence/rrule', 'recurrence/too-many'],
  [{ recurrence: { ...recurrence, rrule: 'FREQ=SECONDLY' } }, '/recurrence/rrule', 'recurrence/below-a-minute'],
  [{ recurrence: { ...recurrence, rrule: 'FREQ=DAILY;BYSECOND=30' } }, '/recurrence/rrule', 'recurrence/below-a-minute'],
  [{ recurrence: { ...recurrence, zone: 'Europe/Atlantis' } }, '/recurrence/zone', 'zone/unknown'],
  [{ recurrence: { ...recurrence, rrule: 'FREQ=DAILY;BYHOUR=3' } }, '/recurrence/start', 'recurrence/two-times'],
  [{ items: ['nobody'] }, '/items/0', 'item/unknown'],
  [{ items: [] }, '/items', 'too-small'],
  [{ raiseAhead: 'P91D' }, '/raiseAhead', 'custom'],
])('H5 the schedule with %j is refused with a pointer, and nothing is written', async (fields, pointer, code) => {
  const desk = await changeDesk();
  const { asCaller, records } = await deskApi(desk);
  const body = { name: 'Night patches', items: [desk.database], recurrence, ...fields };
  const rows = records.all().length;

  expect(await asCaller(desk.max).post('/v1/patch-schedules', body)).toMatchObject({ status: 400, body: { errors: [{ pointer, code }] } });
  expect(records.all()).toHaveLength(rows);
});
