import { expect, it } from '@jest/globals';
import { serviceDesk } from '../../support/services.ts';

it('L2 L3 a window that has used its agreed minutes in the month before agrees none in this month', async () => {
  const desk = await serviceDesk();
  const over = { start: '2026-11-30T22:00:00.000Z', end: '2026-12-01T02:00:00.000Z', mode: 'planned', agreedDowntime: 'PT1H' };
  await desk.scheduled({ window: over });
  desk.clock.set(over.end);
  await desk.down('2026-11-30T22:10:00.000Z', '2026-11-30T23:10:00.000Z');
  await desk.down('2026-12-01T00:30:00.000Z', '2026-12-01T00:50:00.000Z');

  const [november, december] = [
    await desk.availability('2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'),
    await desk.availability('2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'),
  ];
  expect(november).toMatchObject({ agreedDowntimeUsed: 'PT1H', outageTime: 'PT0S' });
  expect(december).toMatchObject({ agreedDowntimeUsed: 'PT0S', outageTime: 'PT20M', intervals: [{ reason: 'beyond-agreed-length' }] });
});

it('L2 L3 what a window has left in this month depends on the minutes that one up to 28 days before has used', async () => {
  const desk = await serviceDesk();
  await desk.relate(desk.server);
  const agreed = { mode: 'planned', agreedDowntime: 'PT1H' };
  await desk.scheduled({ window: { ...agreed, start: '2026-12-07T00:00:00.000Z', end: '2026-12-20T00:00:00.000Z' } });
  await desk.scheduled({ items: [desk.server], window: { ...agreed, start: '2026-12-19T00:00:00.000Z', end: '2027-01-01T12:00:00.000Z' } });
  desk.clock.set('2027-01-01T11:00:00.000Z');
  await desk.down('2026-12-08T00:00:00.000Z', '2026-12-08T01:00:00.000Z');
  await desk.down('2026-12-19T12:00:00.000Z', '2026-12-19T13:00:00.000Z');
  await desk.down('2027-01-01T01:00:00.000Z', '2027-01-01T02:00:00.000Z');

  expect(await desk.availability('2026-12-01T00:00:00.000Z', '2027-01-01T11:00:00.000Z')).toMatchObject({
    ...{ agreedDowntimeUsed: 'PT2H', outageTime: 'PT1H' },
  });
  expect(await desk.availability('2027-01-01T00:00:00.000Z', '2027-01-01T11:00:00.000Z')).toMatchObject({
    ...{ agreedDowntimeUsed: 'PT0S', outageTime: 'PT1H' },
  });
});
