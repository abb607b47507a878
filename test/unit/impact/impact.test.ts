import { describe, expect, it } from '@jest/globals';
import { walkImpact } from '../../../shared/application/impact/walk-impact.ts';
import { impactEstate } from '../../support/impact-estate.ts';
import { itemsApi } from '../../support/items-api.ts';
import { relate } from '../../support/related.ts';

const base = '/v1/configuration-items';

/** CIs by name. The class of a CI named `shop` is `service`. */
const estate = async (...names: readonly string[]) => {
  const api = itemsApi();
  const ids: Record<string, string> = {};
  for (const name of names) ids[name] = (await api.ci({ name, class: name.startsWith('shop') ? 'service' : 'server' })).id;
  const idOf = (name: string): string => ids[name] ?? name;
  const relation = (source: string, target: string, type = 'depends-on') =>
    api.cis.put(`${base}/${idOf(source)}/relations/${type}/${idOf(target)}`);
  const group = (source: string, members: readonly string[], minimumUp: number | string) =>
    api.cis.put(`${base}/${idOf(source)}/redundancy/group`, { members: members.map(idOf), minimumUp });
  const impact = async (item: string, query = '') => (await api.viewer.get(`${base}/${item}/impact?${query}`)).body;
  const states = async (item: string, query = '') =>
    Object.fromEntries((await impact(item, query)).items.map(({ name, state }: { name: string; state: string }) => [name, state]));
  return { ...api, idOf, relation, group, impact, states };
};

/** A service that needs one of two links, the first of which depends on a node. */
const links = async () => {
  const found = await estate('shop', 'link-1', 'link-2', 'node-1');
  await found.group('shop', ['link-1', 'link-2'], 1);
  await found.relation('link-1', 'node-1');
  return found;
};

describe('impact', () => {
  it('C3 a service that needs one of two links, as reported: degraded, degraded, down, down', async () => {
    const { states } = await links();

    expect(await states('link-1')).toEqual({ shop: 'degraded' });
    expect(await states('node-1')).toEqual({ 'link-1': 'down', shop: 'degraded' });
    expect(await states('link-1', 'down=link-2')).toEqual({ shop: 'down' });
    expect(await states('node-1', 'down=link-2')).toEqual({ 'link-1': 'down', shop: 'down' });
  });

  it('C3 each hit has its distance and the path that explains it; services and their contact groups stand at the end', async () => {
    const { admin, cis, idOf, impact } = await links();
    const { body: group } = await admin.post('/v1/contact-groups', { name: 'Shop team' });
    await cis.patch(`${base}/shop`, { contactGroups: [{ group: group.id, role: 'on-call' }] });

    const answer = await impact('node-1');

    const toLink = { item: idOf('link-1'), name: 'link-1', type: 'depends-on' };
    const toShop = { item: idOf('shop'), name: 'shop', type: 'depends-on' };
    expect(answer).toEqual({
      ...{ item: idOf('node-1'), name: 'node-1', direction: 'dependants', state: 'down' },
      items: [
        { item: idOf('link-1'), name: 'link-1', class: 'server', criticality: 'moderate', state: 'down', depth: 1, path: [toLink] },
        {
          item: idOf('shop'),
          name: 'shop',
          class: 'service',
          criticality: 'moderate',
          state: 'degraded',
          depth: 2,
          path: [toLink, toShop],
        },
      ],
      services: [{ service: idOf('shop'), name: 'shop', state: 'degraded', path: [toLink, toShop] }],
      contacts: [{ group: group.id, name: 'Shop team', role: 'on-call', services: [idOf('shop')] }],
      totals: { items: 2, none: 0, degraded: 1, down: 1, services: 1 },
      truncated: false,
    });
  });

  it('C3 the dependencies of a service are listed with the states that they have if another CI is down', async () => {
    const { states, impact } = await links();

    expect(await states('shop', 'direction=dependencies')).toEqual({ 'link-1': 'none', 'link-2': 'none', 'node-1': 'none' });
    expect(await states('shop', 'direction=dependencies&down=node-1')).toEqual({ 'link-1': 'down', 'link-2': 'none', 'node-1': 'down' });
    expect(await impact('shop', 'direction=dependencies&down=node-1')).toMatchObject({ state: 'degraded' });
    expect(await impact('shop', 'direction=dependencies&down=node-1&down=link-2')).toMatchObject({ state: 'down' });
  });

  it('C3 by depth and type; an answer that the depth cuts off says so', async () => {
    const { relation, states, impact } = await links();
    await relation('link-2', 'node-1', 'connects-to');

    expect(await impact('node-1', 'depth=1')).toMatchObject({ truncated: true, totals: { items: 2 } });
    expect((await impact('node-1', 'depth=2')).truncated).toBe(false);
    expect(await states('node-1', 'types=connects-to')).toEqual({ 'link-2': 'down' });
    expect(await states('node-1', 'types=connects-to,depends-on')).toEqual({ 'link-1': 'down', 'link-2': 'down', shop: 'down' });
    expect(await states('node-1', 'types=connects-to&types=depends-on')).toEqual({ 'link-1': 'down', 'link-2': 'down', shop: 'down' });
  });

  it('C3 the start of a cycle is not listed', async () => {
    const { relation, states } = await estate('a', 'b', 'c');
    await relation('a', 'b');
    await relation('b', 'c');
    await relation('c', 'a');

    expect(await states('a')).toEqual({ b: 'down', c: 'down' });
    expect(await states('a', 'direction=dependencies')).toEqual({ b: 'none', c: 'none' });
  });

  it('C3 unknown CIs, types and depths are refused with a pointer', async () => {
    const { viewer, ci, asset } = await links();
    await ci({ name: 'lonely' });
    const laptop = await asset();
    const refused = async (path: string) => {
      const { status, body } = await viewer.get(`${base}/${path}`);
      return [status, body.code, body.errors?.[0].pointer];
    };

    expect(await refused('node-1/impact?down=link-1&down=nobody')).toEqual([400, 'item/unknown', '/query/down/1']);
    expect(await refused('node-1/impact?types=likes')).toEqual([400, 'query/invalid', '/query/types/0']);
    expect(await refused('node-1/impact?depth=0')).toEqual([400, 'query/invalid', '/query/depth']);
    expect(await refused('node-1/impact?depth=1&depth=2')).toEqual([400, 'query/invalid', '/query/depth']);
    expect(await refused(`${laptop.id}/impact`)).toEqual([404, 'configuration-item/not-found', undefined]);
    expect((await viewer.get(`${base}/lonely/impact`)).body).toMatchObject({ items: [], services: [], contacts: [], truncated: false });
  });

  it('C3 as a chart of Mermaid, in which a name cannot add anything', async () => {
    const { viewer, cis, idOf } = await links();
    await cis.patch(`${base}/${idOf('link-1')}`, { name: 'x"]; click n0 "https://evil.test"' });

    const { status, headers, body } = await viewer.get(`${base}/node-1/impact`, { accept: 'text/vnd.mermaid' });

    expect([status, headers['content-type']]).toEqual([200, 'text/vnd.mermaid; charset=utf-8']);
    expect(body).toBe(`flowchart BT
  n0["node-1"]:::down
  n1["x#34;#93;#59; click n0 #34;https://evil.test#34;"]:::down
  n2["shop"]:::degraded
  n1 -->|depends-on| n0
  n2 -->|depends-on| n1
  classDef none fill:#fff,stroke:#888
  classDef degraded fill:#ffe9b3,stroke:#b26a00
  classDef down fill:#f8c9c4,stroke:#b3261e
`);
    const first = await viewer.get(`${base}/node-1/impact?limit=1`, { accept: 'text/vnd.mermaid' });
    expect(first.body).toContain('%% truncated');
    expect(first.headers.link).toMatch(/^<\/v1\/configuration-items\/node-1\/impact\?.*cursor=.*>; rel="next"$/);
  });

  /** A hub with this many dependants, which have no CI of their own. */
  const hubOf = async (count: number) => {
    const api = await estate('hub');
    const ids = Array.from({ length: count }, () => api.world.ids.next());
    await relate(
      api.world,
      ids.map((source) => ({ type: 'depends-on', source, target: api.idOf('hub') })),
    );
    return { ...api, ids };
  };

  it('C3 T7 the impact of a hub of 3,000 dependants takes a request for each fifty of them', async () => {
    const { impact, records } = await hubOf(3_000);
    const before = records.usage.requests;

    const { totals, truncated, items } = await impact('hub', 'limit=200');

    expect(records.usage.requests - before).toBeLessThanOrEqual(3_000 / 50);
    expect({ totals, truncated }).toMatchObject({ totals: { items: 3_000, down: 3_000 }, truncated: false });
    expect(items).toHaveLength(200);
  });

  it('I4 an impact is listed page by page, each item once, and a cursor belongs to its question', async () => {
    const { impact, viewer, ids } = await hubOf(450);

    const first = await impact('hub', 'limit=200');
    const second = await impact('hub', `limit=200&cursor=${first.nextCursor}`);
    const third = await impact('hub', `limit=200&cursor=${second.nextCursor}`);

    const found = [first, second, third].flatMap(({ items }) => items.map(({ item }: { item: string }) => item));
    expect(found).toEqual(ids.toSorted());
    expect(third).not.toHaveProperty('nextCursor');
    expect(await viewer.get(`${base}/hub/impact?limit=200&depth=2&cursor=${first.nextCursor}`)).toMatchObject({ status: 400 });
  });

  it('C3 T7 a walk over 10,000 items takes a request for each fifty of them at most', async () => {
    const api = itemsApi();
    const start = await impactEstate(api.records, 10_000);
    const before = { ...api.records.usage };

    const { depths, truncated } = await walkImpact(api.world)({ starts: [start], down: [start], direction: 'dependants' });

    expect([depths.size, truncated]).toEqual([10_000, false]);
    expect(api.records.usage.requests - before.requests).toBeLessThanOrEqual(10_000 / 50);
  });

  it('C3 a walk ends at 10,000 items and says so', async () => {
    const api = itemsApi();
    const start = await impactEstate(api.records, 10_100);

    const { depths, truncated } = await walkImpact(api.world)({ starts: [start], down: [start], direction: 'dependants' });

    expect([depths.size, truncated]).toEqual([10_000, true]);
  });
});
