import { expect, it } from '@jest/globals';
import type { Write } from '../../../shared/domain/store.ts';
import { itemsApi } from '../../support/items-api.ts';

const limits = { aliases: 20, relations: 35, rows: 100 };

const aliases = (name: string, count: number = limits.aliases) =>
  Array.from({ length: count }, (_, n) => ({ scheme: 'hostname', value: `${name}-${n}` }));

/** The items API, with `largestTransaction`, which counts the rows of the largest transaction of a call. */
const countingApi = () => {
  const api = itemsApi();
  const largestTransaction = async (call: () => Promise<{ readonly status: number }>): Promise<number> => {
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
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) ids.push((await api.ci({ name: `node-${n}` })).id);
    return ids;
  };
  return { ...api, largestTransaction, hub, others };
};

const dependsOn = (target: string) => ({ type: 'depends-on', target });
const withKey = { 'idempotency-key': 'key-1' };

it('T5 the largest registration of a CI, with aliases, relations and an idempotency key, writes at most a hundred rows', async () => {
  const { cis, largestTransaction, others } = countingApi();
  const relations = (await others(limits.relations)).map(dependsOn);
  const body = { name: 'hub', class: 'server', aliases: aliases('hub'), relations };

  // The CI, its aliases, its own edges, both rows of each target, the event and the key.
  const rows = await largestTransaction(() => cis.post('/v1/configuration-items', body, withKey));

  expect(rows).toBe(1 + limits.aliases + 1 + 2 * limits.relations + 1 + 1);
  expect(rows).toBeLessThanOrEqual(limits.rows);
  expect((await cis.post('/v1/configuration-items', { ...body, aliases: aliases('other', limits.aliases + 1) })).status).toBe(400);
  expect((await cis.post('/v1/configuration-items', { ...body, relations: [...relations, ...relations.slice(0, 1)] })).status).toBe(400);
});

it('T5 replacing all aliases of a CI writes at most a hundred rows', async () => {
  const { cis, largestTransaction, hub } = countingApi();
  const id = await hub();

  const rows = await largestTransaction(() => cis.patch(`/v1/configuration-items/${id}`, { aliases: aliases('new') }));

  expect(rows).toBeGreaterThan(2 * limits.aliases);
  expect(rows).toBeLessThanOrEqual(limits.rows);
});

it('T5 deleting a CI with two hundred relations takes several transactions of at most a hundred rows each', async () => {
  const { cis, largestTransaction, hub, others } = countingApi();
  const id = await hub();
  for (const [n, other] of (await others(200)).entries()) {
    const [source, target] = n % 2 === 0 ? [id, other] : [other, id];
    await cis.put(`/v1/configuration-items/${source}/relations/depends-on/${target}`);
  }

  const rows = await largestTransaction(() => cis.delete(`/v1/configuration-items/${id}`, { 'if-match': '*' }));

  expect(rows).toBeGreaterThan(70);
  expect(rows).toBeLessThanOrEqual(limits.rows);
});
