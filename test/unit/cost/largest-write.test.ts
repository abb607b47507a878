import { expect, it } from '@jest/globals';
import type { Write } from '../../../shared/domain/store.ts';
import { itemsApi } from '../../support/items-api.ts';

const most = { aliases: 20, relations: 35, rows: 100 };

const aliases = (name: string, count: number = most.aliases) =>
  Array.from({ length: count }, (_, n) => ({ scheme: 'hostname', value: `${name}-${n}` }));

/** The register, and how many rows the greatest transaction of a call has. */
const counting = () => {
  const api = itemsApi();
  const greatest = async (call: () => Promise<{ readonly status: number }>): Promise<number> => {
    let rows = 0;
    api.records.before = (operation, writes: readonly Write[] = []) => {
      if (operation === 'commit') rows = Math.max(rows, writes.length);
    };
    const { status } = await call();
    expect(status).toBeLessThan(300);
    return rows;
  };
  const hub = async (overrides: object = {}): Promise<string> =>
    (await api.ci({ name: 'hub', class: 'server', aliases: aliases('hub'), ...overrides })).id;
  const others = async (count: number): Promise<string[]> => {
    const made: string[] = [];
    for (let n = 0; n < count; n += 1) made.push((await api.ci({ name: `node-${n}` })).id);
    return made;
  };
  return { ...api, greatest, hub, others };
};

const dependsOn = (target: string) => ({ type: 'depends-on', target });
const withKey = { 'idempotency-key': 'key-1' };

it('T5 the largest registration of a CI, with aliases, relations to targets that had none, and a key, is under a hundred rows', async () => {
  const { cis, greatest, others } = counting();
  const relations = (await others(most.relations)).map(dependsOn);
  const body = { name: 'hub', class: 'server', aliases: aliases('hub'), relations };

  // The CI, its aliases, its own end, both rows of each target, the event, the key.
  const rows = await greatest(() => cis.post('/v1/configuration-items', body, withKey));

  expect(rows).toBe(1 + most.aliases + 1 + 2 * most.relations + 1 + 1);
  expect(rows).toBeLessThanOrEqual(most.rows);
  expect((await cis.post('/v1/configuration-items', { ...body, aliases: aliases('other', most.aliases + 1) })).status).toBe(400);
  expect((await cis.post('/v1/configuration-items', { ...body, relations: [...relations, ...relations.slice(0, 1)] })).status).toBe(400);
});

it('T5 replacing all aliases of a CI is under a hundred rows', async () => {
  const { cis, greatest, hub } = counting();
  const id = await hub();

  const rows = await greatest(() => cis.patch(`/v1/configuration-items/${id}`, { aliases: aliases('new') }));

  expect(rows).toBeGreaterThan(2 * most.aliases);
  expect(rows).toBeLessThanOrEqual(most.rows);
});

it('T5 deleting a hub of two hundred relations goes in steps, each of them under a hundred rows', async () => {
  const { cis, greatest, hub, others } = counting();
  const id = await hub();
  for (const [n, other] of (await others(200)).entries()) {
    const [source, target] = n % 2 === 0 ? [id, other] : [other, id];
    await cis.put(`/v1/configuration-items/${source}/relations/depends-on/${target}`);
  }

  const rows = await greatest(() => cis.delete(`/v1/configuration-items/${id}`, { 'if-match': '*' }));

  expect(rows).toBeGreaterThan(70);
  expect(rows).toBeLessThanOrEqual(most.rows);
});
