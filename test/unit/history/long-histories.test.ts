import { expect, it } from '@jest/globals';
import { longHistory } from '../../support/long-history.ts';

it('C6 the requests for a history grow by pages of the table, not by versions', async () => {
  const [short, long] = [await longHistory(5), await longHistory(400)];

  for (const path of ['/history?limit=100', '/verification', '?at=2026-11-24T02:00:00.000Z', '/difference?from=2026-11-01T00:00:00.000Z']) {
    const [few, many] = [await short.asked(path), await long.asked(path)];

    expect([path, many.requests]).toEqual([path, few.requests]);
    // A version takes less than 1 kB, and so an eighth of a read unit to half a unit.
    expect(many.readUnits - few.readUnits).toBeLessThan(400 / 2);
  }
  expect((await long.asked('/verification')).body).toMatchObject({ valid: true, versions: 400 });
});
