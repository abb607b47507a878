import { expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { noon } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { serviceApi, serviceDesk } from '../../support/services.ts';

const start = plus(noon, hour);
const window = { start, end: plus(start, hour), mode: 'planned' };
const at = (minutes: number): string => plus(start, minutes * minute);
const downtimeBudget = { per: 'month', length: 'PT4H' };

/** A desk of changes with a service that has a budget of four hours a month unless the terms say otherwise. */
const budgetDesk = async (terms: object = {}) => {
  const desk = await serviceDesk({ downtimeBudget, ...terms });
  return {
    ...desk,
    budget: async (query = '') => ok((await deskApi(desk)).as('viewer').get(`/v1/services/${desk.service}/downtime-budget${query}`)),
  };
};

it('L1 a budget has what is allowed, used, planned and left, and what was agreed and not used goes back', async () => {
  const desk = await budgetDesk();
  const change = await desk.scheduled({ window: { ...window, agreedDowntime: 'PT40M' } });
  const month = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };

  expect(await desk.budget()).toEqual({
    ...{ service: desk.service, name: 'shop', agreement: 1, period: month },
    ...{ allowed: 'PT4H', used: 'PT0S', planned: 'PT40M', left: 'PT3H20M' },
  });
  desk.clock.set(at(20));
  await desk.down(at(0), at(15));
  expect(await desk.budget()).toMatchObject({ used: 'PT15M', planned: 'PT25M', left: 'PT3H20M' });
  desk.clock.set(at(50));
  expect(await desk.budget()).toMatchObject({ used: 'PT15M', planned: 'PT10M', left: 'PT3H35M' });
  desk.clock.set(at(61));
  expect(await desk.budget()).toMatchObject({ used: 'PT15M', planned: 'PT0S', left: 'PT3H45M' });
  expect(change.status).toBe('scheduled');
});

it('L1 a scheduled change that waits for its implementer is planned, one that is cancelled, finished or not approved is not', async () => {
  const desk = await budgetDesk();
  await desk.awaiting({ window });
  expect(await desk.budget()).toMatchObject({ planned: 'PT0S', left: 'PT4H' });

  const waiting = await desk.scheduled({ window: { start, end: plus(start, hour) } });
  expect(await desk.budget()).toMatchObject({ planned: 'PT1H', left: 'PT3H' });
  await cancelChange(desk.context)(waiting.id, 'not needed', desk.rita);
  expect(await desk.budget()).toMatchObject({ planned: 'PT0S', left: 'PT4H' });

  const started = await desk.implementing({ window });
  expect(await desk.budget()).toMatchObject({ planned: 'PT1H' });
  desk.clock.set(at(10));
  await finishChange(desk.context)(started.id, { outcomes: [{ item: desk.database, outcome: 'successful' }] }, desk.ian);
  expect(await desk.budget()).toMatchObject({ used: 'PT0S', planned: 'PT0S', left: 'PT4H' });
});

it('L1 L2 the worked example of two windows on two CIs of one service: they use each minute of the budget once, A 60 and B 20 of 80 minutes', async () => {
  const desk = await budgetDesk();
  const later = { start: at(30), end: at(90), mode: 'planned' };
  await desk.scheduled({ window });
  const link = await desk.ci('link', { class: 'network-device' });
  await desk.relate(link);
  await desk.scheduled({ window: later, items: [link] });

  expect(await desk.budget()).toMatchObject({ planned: 'PT1H30M', left: 'PT2H30M' });
  desk.clock.set(at(120));
  await desk.down(at(0), at(80));
  expect(await desk.budget()).toMatchObject({ used: 'PT1H20M', planned: 'PT0S', left: 'PT2H40M' });
});

it('L1 L2 the worked example of a window on Friday from 17 to 20: the hour inside the service hours leaves the budget, and availability is 209 of 209 hours', async () => {
  const served = [{ days: ['mo', 'tu', 'we', 'th', 'fr'], from: '08:00', to: '18:00' }];
  const desk = await budgetDesk({ serviceHours: served });
  const friday = { start: '2026-11-27T17:00:00.000Z', end: '2026-11-27T20:00:00.000Z' };
  await desk.scheduled({ window: { ...friday, mode: 'planned' } });
  desk.clock.set('2026-12-01T12:00:00.000Z');
  await desk.down(friday.start, friday.end);

  expect(await desk.budget('?at=2026-11-15T00:00:00Z')).toMatchObject({ allowed: 'PT4H', used: 'PT1H', planned: 'PT0S', left: 'PT3H' });
  expect(await desk.availability('2026-11-01', '2026-11-30')).toMatchObject({
    ...{ serviceTime: 'PT210H', agreedDowntimeUsed: 'PT1H', outageTime: 'PT0S', availability: '100.000000', met: true },
  });
});

it('L1 only time inside the service hours is planned, and nothing for an approval with short notice', async () => {
  const served = [{ days: ['tu'], from: '13:00', to: '13:20' }];
  const hours = await budgetDesk({ serviceHours: served });
  await hours.scheduled({ window });
  expect(await hours.budget()).toMatchObject({ planned: 'PT20M', left: 'PT3H40M' });

  const notice = await budgetDesk({ minimumNotice: 'PT2H' });
  await notice.scheduled({ window: { start, end: plus(start, hour) } });
  expect(await notice.budget()).toMatchObject({ planned: 'PT0S', left: 'PT4H' });
});

it('L1 more than the budget leaves nothing, and never less', async () => {
  const desk = await budgetDesk({ downtimeBudget: { per: 'month', length: 'PT30M' } });
  await desk.scheduled({ window });

  expect(await desk.budget()).toMatchObject({ allowed: 'PT30M', planned: 'PT1H', left: 'PT0S' });
});

it.each([
  ['month', '2026-11-01T00:00:00+01:00', '2026-12-01T00:00:00+01:00'],
  ['quarter', '2026-10-01T00:00:00+02:00', '2027-01-01T00:00:00+01:00'],
  ['year', '2026-01-01T00:00:00+01:00', '2027-01-01T00:00:00+01:00'],
])('L1 the %s of a budget is that of the zone of the agreement', async (per, from, to) => {
  const desk = await budgetDesk({ validFrom: '2025-01-01', zone: 'Europe/Berlin', downtimeBudget: { per, length: 'P1D' } });

  const { period, allowed } = await desk.budget();

  expect(period).toEqual({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  expect(allowed).toBe('PT24H');
});

it('L1 the time that is asked for picks the period and the version, and an outage across its end counts on each side', async () => {
  const desk = await budgetDesk();
  desk.clock.set('2026-11-30T20:00:00.000Z');
  await desk.implementing({ window: { start: '2026-11-30T23:00:00.000Z', end: '2026-12-01T01:00:00.000Z', mode: 'planned' } });
  desk.clock.set('2026-12-02T00:00:00.000Z');
  await desk.down('2026-11-30T23:10:00.000Z', '2026-12-01T00:30:00.000Z');

  expect(await desk.budget('?at=2026-11-10T00:00:00Z')).toMatchObject({ used: 'PT50M', left: 'PT3H10M' });
  expect(await desk.budget()).toMatchObject({ used: 'PT30M', left: 'PT3H30M' });
  expect(await desk.budget('?at=2027-03-01T00:00:00Z')).toMatchObject({ used: 'PT0S', planned: 'PT0S', left: 'PT4H' });
});

it('L1 without an agreement that is in force, or without a budget in it, there is none', async () => {
  const { agree, manager, path } = await serviceApi();
  const code = async (query = '') => {
    const { status, body } = await manager.get(`${path}/downtime-budget${query}`);
    return `${status} ${body.code}`;
  };

  expect(await code()).toBe('404 agreement/not-found');
  await agree();
  expect(await code()).toBe('404 agreement/no-budget');
  await agree({ validFrom: '2026-12-01', downtimeBudget });
  expect(await code()).toBe('404 agreement/no-budget');
  expect(await code('?at=2026-12-01T00:00:00Z')).toBe('200 undefined');
  expect(await code('?at=2025-12-31T00:00:00Z')).toBe('404 agreement/not-found');
  // The end of that year's period has no date of four digits.
  expect(await code('?at=9999-12-31T23:59:59Z')).toBe('400 query/invalid');
});
