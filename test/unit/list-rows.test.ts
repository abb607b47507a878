import { expect, it } from '@jest/globals';
import { peopleEndpoints } from '../../functions/people/endpoints.ts';
import { day, plus } from '../../shared/domain/clock.ts';
import { newEvent } from '../../shared/domain/event/new-event.ts';
import { apiOf } from '../support/api.ts';
import { allPages } from '../support/paging.ts';

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

it('T4 a filtered list over days reads at most 1,000 rows a request, however full each day is', async () => {
  const { world, records, clock } = apiOf(peopleEndpoints);
  const from = clock.now();
  for (let n = 0; n < 1_500; n += 1) {
    if (n % 300 === 0) clock.advance(day);
    const name = n % 100 === 99 ? 'ResourceChanged' : 'ResourceCreated';
    await world.store.commit([
      world.events.record(newEvent(world)(name, { actor: 'system', subject: { type: 'team', id: world.ids.next() } })),
    ]);
  }

  const range = { from, to: plus(clock.now(), day), limit: 200 };
  const pages = await allPages(async (after) => {
    const before = records.usage.rowsRead;
    const page = await world.events.page({ ...range, ...after }, ({ name }) => name === 'ResourceChanged');
    expect(records.usage.rowsRead - before).toBeLessThanOrEqual(1_000);
    return page;
  });

  expect(pages.length).toBeGreaterThan(1);
  expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(15);
});
