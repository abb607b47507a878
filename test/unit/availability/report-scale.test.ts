import { expect, it } from '@jest/globals';
import { availabilityYear } from '../../support/availability-estate.ts';

const [november, all] = [['2026-11-01', '2026-11-30'] as const, ['2026-01-01', '2026-12-31'] as const];

/** A year of so many services, each with 12 changes and 48 outages. */
const yearOf = (services: number) => availabilityYear({ services, changes: services * 12, alerts: services * 48 });

it('L3 the report takes seven requests for each service, and those do not depend on the months or on other services', async () => {
  const requestsOf = async (services: number, period: readonly [string, string]) => {
    const { rows, pages } = await (await yearOf(services)).read(...period, 200);
    const [page] = pages;
    return { rows: rows.length, requests: page?.requests ?? 0 };
  };
  const [few, many, longer] = [await requestsOf(4, november), await requestsOf(12, november), await requestsOf(12, all)];

  expect([few.rows, many.rows, longer.rows]).toEqual([4, 12, 144]);
  expect((many.requests - few.requests) / 8).toBeLessThanOrEqual(7.5);
  expect(longer.requests).toBeLessThanOrEqual(many.requests + 2 * 12);
});

it('L2 L3 in that year some downtime was agreed, and some was not in every month', async () => {
  const { rows } = await (await yearOf(2)).read(...all);

  expect(rows).toHaveLength(24);
  expect(rows.filter(({ outageTime }) => outageTime === 'PT0S')).toEqual([]);
  expect(rows.filter(({ agreedDowntimeUsed }) => agreedDowntimeUsed !== 'PT0S').length).toBeGreaterThan(6);
});
