import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TimeSpan } from '../../../shared/domain/calendar/calendar-conflicts.ts';
import { freeSlots } from '../../../shared/domain/calendar/free-slots.ts';
import { hour, instantOf, millis, minute, plus } from '../../../shared/domain/clock.ts';
import { changeDesk, noon } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { freezeAt } from '../../support/freezes.ts';

const zero = millis(noon);
/** A time span in seconds after noon. */
const spanOf = (from: number, to: number): TimeSpan => ({ start: instantOf(zero + from * 1_000), end: instantOf(zero + to * 1_000) });

/** Slots found minute by minute: each minute is tried against every busy time. */
const bruteForce = (busy: readonly TimeSpan[], span: TimeSpan, length: number, count: number): readonly TimeSpan[] => {
  const slots: TimeSpan[] = [];
  let free = millis(span.start);
  for (let at = Math.floor(millis(span.start) / minute) * minute; at + length <= millis(span.end); at += minute) {
    const slot = { start: instantOf(at), end: instantOf(at + length) };
    if (at < free || busy.some(({ start, end }) => start < slot.end && end > slot.start)) continue;
    slots.push(slot);
    free = at + length;
  }
  return slots.slice(0, count);
};

it('H3 free slots are those that a search minute by minute finds', () => {
  const busyTimes = fc.array(
    fc.tuple(fc.integer({ min: -3_600, max: 20_000 }), fc.integer({ min: 1, max: 5_000 })).map(([from, size]) => spanOf(from, from + size)),
    { maxLength: 8 },
  );
  const lengths = fc.integer({ min: 1, max: 7_200 }).map((seconds) => seconds * 1_000);
  fc.assert(
    fc.property(busyTimes, lengths, fc.integer({ min: 0, max: 130 }), fc.integer({ min: 1, max: 6 }), (busy, length, from, count) => {
      const span = spanOf(from, 18_000);
      expect(freeSlots(busy, { span, length, count })).toEqual(bruteForce(busy, span, length, count));
    }),
    { numRuns: 300 },
  );
});

it('H3 slots keep clear of freezes, of windows of the same CIs and of the other side of a pair, and warn outside maintenance hours', async () => {
  const desk = await changeDesk();
  const pair = [await desk.ci('db-a', { stage: 'proposed' }), await desk.ci('db-b', { stage: 'proposed' })];
  const shop = await desk.ci('shop', { class: 'service', stage: 'proposed' });
  await freezeAt(desk, { start: plus(noon, 3 * hour), end: plus(noon, 4 * hour), match: { class: 'server' } });
  await freezeAt(desk, { name: 'other', match: { class: 'database' } });
  await desk.scheduled({ items: [pair[1] ?? ''], window: { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' } });
  await desk.awaiting({ items: [pair[0] ?? ''], window: { start: plus(noon, 5 * hour), end: plus(noon, 6 * hour), mode: 'planned' } });
  const { as } = await deskApi(desk);
  const [manager, viewer] = [as('change-manager'), as('viewer')];
  await ok(as('configuration-manager').put(`/v1/configuration-items/${shop}/redundancy/db`, { members: pair, minimumUp: 1 }));
  const recurrence = { rrule: 'FREQ=DAILY', zone: 'UTC', start: '14:00', length: 'PT4H' };
  await ok(manager.post('/v1/maintenance-hours', { name: 'afternoon', recurrence }));
  const ask = async (query: string) => (await ok(viewer.get(`/v1/slots?${query}`))).items;
  const short = (slots: readonly { start: string; warnings: readonly string[] }[]) =>
    slots.map(({ start, warnings }) => `${start.slice(11, 16)}${warnings.join('')}`);

  const outside = 'outside-maintenance-hours';
  expect(short(await ask(`item=${pair[0]}&length=PT1H&count=4`))).toEqual([`12:00${outside}`, '14:00', '16:00', '17:00']);
  expect(short(await ask(`item=${pair[0]}&length=PT90M&count=2&from=${plus(noon, hour)}`))).toEqual(['16:00', `17:30${outside}`]);
  expect(short(await ask(`item=${pair[0]}&item=${desk.server}&length=PT1H&count=1&from=2020-01-01T00:00:00Z`))).toEqual([
    `12:00${outside}`,
  ]);
  expect(await ask(`item=${desk.database}&length=PT1H&to=${plus(noon, 24 * hour)}`)).toEqual([]);
  const { status, body } = await manager.post('/v1/changes?dryRun=true', {
    ...{ title: 'Deploy', items: [pair[0]], submit: true },
    window: { start: plus(noon, 2 * hour), end: plus(noon, 3 * hour) },
  });
  expect({ status, body }).toMatchObject({ status: 201 });
});

it.each([
  ['length=PT0S', '/query/length'],
  ['length=P15D', '/query/length'],
  ['length=PT1H&to=2027-02-01T00:00:00Z', '/query/to'],
  ['length=PT1H&from=2026-12-02T00:00:00Z&to=2026-12-01T00:00:00Z', '/query/from'],
  ['length=PT1H&count=0', '/query/count'],
  ['length=PT1H&item=nobody', '/query/item/1'],
])('H3 the question %s is refused with a pointer', async (query, pointer) => {
  const desk = await changeDesk();
  const { as } = await deskApi(desk);

  expect(await as('viewer').get(`/v1/slots?item=${desk.server}&${query}`)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
});
