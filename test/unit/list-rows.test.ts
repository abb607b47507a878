import { expect, it } from '@jest/globals';
import { peopleEndpoints } from '../../functions/people/endpoints.ts';
import { apiOf } from '../support/api.ts';

it('T4 a filtered list reads at most 1,000 rows for each page, and its pages together find every match', async () => {
  const { world, records } = apiOf(peopleEndpoints);
  for (let n = 0; n < 1_500; n += 1) {
    const at = world.clock.now();
    const team = { id: world.ids.next(), version: 1, createdAt: at, updatedAt: at, name: `team ${n}` };
    await world.store.commit(world.teams.save(team));
  }
  const found: string[] = [];
  let after: string | undefined;
  let pages = 0;
  do {
    const before = records.usage.rowsRead;
    const page = await world.teams.page({ limit: 200, ...(after ? { after } : {}) }, ({ name }) => name.endsWith('99'));
    expect(records.usage.rowsRead - before).toBeLessThanOrEqual(1_000);
    found.push(...page.items.map(({ name }) => name));
    after = page.nextCursor;
    pages += 1;
  } while (after);

  expect(found).toHaveLength(15);
  expect(new Set(found).size).toBe(15);
  expect(pages).toBeGreaterThan(1);
});
