import { expect, it } from '@jest/globals';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { previewChange } from '../../../shared/application/change/preview-change.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { noon } from '../../support/changes.ts';
import { ok } from '../../support/desk-api.ts';
import { relate } from '../../support/related.ts';
import { serviceApi, serviceDesk } from '../../support/services.ts';

const start = plus(noon, hour);
const end = plus(noon, 3 * hour);
const window = { start, end, mode: 'planned' };
const at = (minutes: number): string => plus(start, minutes * minute);
const dayOf = { from: '2026-11-24T00:00:00.000Z', to: '2026-11-25T00:00:00.000Z' };

it('L3 the figures of a month are answered to the millisecond, with their target and version', async () => {
  const { agree, report, availability, manager, path } = await serviceApi();
  await agree({ recoveryTime: 'PT30M' });
  await ok(report({ end: '2026-11-10T10:43:12.500Z' }));

  expect(await availability('2026-10-01', '2026-10-31')).toMatchObject({ availability: '100.000000', met: true, intervals: [] });
  expect(await availability('2026-11-01T00:00:00Z', '2026-11-24T00:00:00Z')).toMatchObject({
    ...{ serviceTime: 'PT552H', outageTime: 'PT43M12.5S', allowedOutageTime: 'PT33M7.2S', target: '99.9', met: false },
    recovery: { allowed: 'PT30M', worst: 'PT43M12.5S', met: false },
    agreements: [{ version: 1, from: '2026-11-01T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z', target: '99.9' }],
    intervals: [{ kind: 'unplanned', source: 'manual', reason: 'no-window', start: '2026-11-10T10:00:00.000Z' }],
  });
  expect(await ok(manager.get(`${path}/availability`))).toMatchObject({
    ...{ from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z', countedTo: '2026-11-24T12:00:00.000Z', serviceTime: 'PT564H' },
  });
});

it.each([
  ['a period of 401 days', 'from=2025-01-01T00:00:00Z&to=2026-02-06T00:00:00Z', 'period/too-long'],
  ['a period of 400 days and a second', 'from=2025-01-01T12:00:00Z&to=2026-02-05T12:00:01Z', 'period/too-long'],
  ['a period of 401 dates', 'from=2025-01-01&to=2026-02-05', 'period/too-long'],
  ['a period that ends before it begins', 'from=2026-02-06T00:00:00Z&to=2026-02-05T00:00:00Z', 'query/invalid'],
])('L3 %s is refused', async (_, query, code) => {
  const { agree, manager, path } = await serviceApi();
  await agree();

  expect(await manager.get(`${path}/availability?${query}`)).toMatchObject({ status: 400, body: { code } });
  expect((await manager.get(`${path}/availability?from=2025-01-01T00:00:00Z&to=2026-02-05T00:00:00Z`)).status).toBe(200);
});

it('L3 a period of more than 400 days says that an export answers it', async () => {
  const { agree, manager, path } = await serviceApi();
  await agree();

  const { body } = await manager.get(`${path}/availability?from=2025-01-01&to=2026-02-05`);

  expect(body.detail).toContain('request an export of availability instead');
});

it.each([
  ['2025-10-01', '2026-11-04', 200],
  ['2025-10-01', '2026-11-05', 400],
  ['2025-03-01', '2026-04-04', 200],
  ['2025-03-01', '2026-04-05', 400],
])('L3 the 400 days from %s to %s are those of the zone, whose clocks are changed in between', async (from, to, status) => {
  const { agree, manager, path } = await serviceApi();
  await agree({ zone: 'Europe/Berlin' });

  expect((await manager.get(`${path}/availability?from=${from}&to=${to}`)).status).toBe(status);
});

it.each([
  ['to=2026-10-20', '2026-09-30T22:00:00.000Z', '2026-10-20T22:00:00.000Z'],
  ['to=2026-10-31T23:00:00Z', '2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z'],
  ['to=2026-10-31T23:00:01Z', '2026-10-31T23:00:00.000Z', '2026-10-31T23:00:01.000Z'],
  ['from=2026-10-20', '2026-10-19T22:00:00.000Z', '2026-10-31T23:00:00.000Z'],
  ['from=2026-09-30T22:00:00Z', '2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z'],
  ['', '2026-10-31T23:00:00.000Z', '2026-11-30T23:00:00.000Z'],
])('L3 an end that is unset is that of the calendar month of the other one: %s', async (query, from, to) => {
  const { agree, manager, path } = await serviceApi();
  await agree({ zone: 'Europe/Berlin' });

  expect(await ok(manager.get(`${path}/availability?${query}`))).toMatchObject({ from, to });
});

it('L3 there are no times before 1900 and after 2999', async () => {
  const { agree, manager, path } = await serviceApi();
  await agree({ zone: 'Asia/Tokyo' });

  for (const query of ['from=9999-12-31T20:00:00Z', 'to=9999-12-31T20:00:00Z', 'from=0001-01-01T00:00:00Z'])
    expect(await manager.get(`${path}/availability?${query}`)).toMatchObject({ status: 400, body: { code: 'query/invalid' } });
});

it('L3 without an agreement there is no availability', async () => {
  const { manager, path } = await serviceApi();

  expect((await manager.get(`${path}/availability`)).body.code).toBe('agreement/not-found');
});

it('L2 an approved window agrees downtime for the service that its approvers saw, and names the change', async () => {
  const desk = await serviceDesk();
  const change = await desk.implementing({ window: { ...window, agreedDowntime: 'PT30M' } });
  desk.clock.set(plus(noon, 5 * hour));
  await desk.down(at(0), at(40));
  const figures = await desk.availability(dayOf.from, dayOf.to);

  expect(figures).toMatchObject({ agreedDowntimeUsed: 'PT30M', outageTime: 'PT10M' });
  expect(figures.intervals).toMatchObject([
    { kind: 'agreed', change: change.id, number: change.number, start: at(0), end: at(30) },
    { kind: 'unplanned', reason: 'beyond-agreed-length', start: at(30), end: at(40) },
  ]);
});

it('L2 a service that came to depend on the CI after the assessment was not seen, and nothing is agreed for it', async () => {
  const desk = await serviceDesk();
  const change = await desk.awaiting({ window });
  const late = await desk.ci('late shop', { class: 'service' });
  await relate(desk.world, [{ source: late, type: 'depends-on', target: desk.database }]);
  const preview = await previewChange({ ...desk.world, ...desk.context })(await desk.world.changes.get(change.id), desk.max);

  expect(preview.impact.services).toMatchObject([{ service: desk.service, state: 'down' }]);
  expect(await desk.world.windows.ofService(late, noon, end)).toEqual([]);
  expect(await desk.world.windows.ofService(desk.service, noon, end)).toMatchObject([{ change: change.id }]);
});

it('L2 a service that keeps its redundancy does not lose service, and nothing is agreed for it', async () => {
  const desk = await serviceDesk();
  const pair = await desk.ci('pair', { class: 'service' });
  const redundancy = [{ group: 'databases', minimumUp: 1, members: 2 }];
  const targets = [desk.database, desk.server];
  await relate(
    desk.world,
    targets.map((target) => ({ source: pair, type: 'depends-on' as const, target, redundancy })),
  );
  await desk.awaiting({ window });

  expect(await desk.world.windows.ofService(pair, noon, end)).toEqual([]);
});

const usedBy = async (desk: Awaited<ReturnType<typeof serviceDesk>>) => {
  desk.clock.set(plus(noon, 5 * hour));
  await desk.down(at(0), at(60));
  const { agreedDowntimeUsed, intervals } = await desk.availability(dayOf.from, dayOf.to);
  return { agreedDowntimeUsed, reasons: intervals.map(({ reason }) => reason) };
};

it('L2 a window that was not approved agrees nothing', async () => {
  const desk = await serviceDesk();
  await desk.awaiting({ window });

  expect(await usedBy(desk)).toEqual({ agreedDowntimeUsed: 'PT0S', reasons: ['no-window'] });
});

it('L2 H11 a window whose work was never started agrees nothing', async () => {
  const desk = await serviceDesk();
  await desk.scheduled({ window: { start, end } });

  expect(await usedBy(desk)).toEqual({ agreedDowntimeUsed: 'PT0S', reasons: ['not-started'] });
});

it('L1 L2 a window that was approved later than the agreement asks agrees nothing', async () => {
  const desk = await serviceDesk({ minimumNotice: 'PT1H0M1S' });
  await desk.implementing({ window });

  expect(await usedBy(desk)).toEqual({ agreedDowntimeUsed: 'PT0S', reasons: ['short-notice'] });
});

it('L1 L2 a window that was approved with exactly the notice that the agreement asks agrees its minutes', async () => {
  const desk = await serviceDesk({ minimumNotice: 'PT1H' });
  await desk.implementing({ window });

  expect(await usedBy(desk)).toEqual({ agreedDowntimeUsed: 'PT1H', reasons: ['agreed-downtime'] });
});

it('L2 H8 a failure ends the agreed minutes, and what follows is unplanned', async () => {
  const desk = await serviceDesk();
  const change = await desk.implementing({ window });
  desk.clock.set(at(40));
  await finishChange(desk.context)(change.id, { outcomes: [{ item: desk.database, outcome: 'failed' }] }, desk.ian);

  expect(await usedBy(desk)).toEqual({ agreedDowntimeUsed: 'PT40M', reasons: ['agreed-downtime', 'after-failure'] });
});

it('L2 the case that others have reported of a report while an outage goes on: it counts up to now', async () => {
  const desk = await serviceDesk();
  await desk.down(plus(noon, -10 * minute), undefined);

  expect(await desk.availability(dayOf.from, dayOf.to)).toMatchObject({ outageTime: 'PT10M', serviceTime: 'PT12H' });
  desk.clock.advance(5 * minute);
  expect(await desk.availability(dayOf.from, dayOf.to)).toMatchObject({ outageTime: 'PT15M', serviceTime: 'PT12H5M' });
});
