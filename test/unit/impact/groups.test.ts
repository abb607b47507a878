import { describe, expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

const base = '/v1/configuration-items';

/** A group of web servers, a service that depends on it, and a server outside. */
const withGroup = async (attributes: object = {}) => {
  const api = itemsApi();
  const web = [
    await api.ci({ name: 'web-1', class: 'server', labels: { app: 'web' } }),
    await api.ci({ name: 'web-2', class: 'server', labels: { app: 'web' } }),
  ];
  await api.ci({ name: 'other', class: 'server' });
  const group = await api.ci({ name: 'web', class: 'group', attributes });
  await api.ci({ name: 'shop', class: 'service', relations: [{ type: 'depends-on', target: group.id }] });
  const join = (name: string) => api.cis.put(`${base}/${name}/relations/member-of/web`);
  const states = async (item: string, query = '') => {
    const { body } = await api.viewer.get(`${base}/${item}/impact?${query}`);
    return Object.fromEntries(body.items.map(({ name, state }: { name: string; state: string }) => [name, state]));
  };
  return { ...api, web, group, join, states };
};
const selector = { labels: { app: 'web' } };

describe('groups of CIs', () => {
  it('C2 a group is one CI for its members: degraded if one of them is down, and down if all are', async () => {
    const { join, states } = await withGroup();
    await join('web-1');
    await join('web-2');

    expect(await states('web-1')).toEqual({ web: 'degraded', shop: 'degraded' });
    expect(await states('web-1', 'down=web-2')).toEqual({ web: 'down', shop: 'down' });
    expect(await states('web')).toEqual({ shop: 'down', 'web-1': 'down', 'web-2': 'down' });
    expect(await states('shop', 'direction=dependencies')).toEqual({ web: 'none', 'web-1': 'none', 'web-2': 'none' });
  });

  it('C2 a group that needs more of its members has a redundancy group', async () => {
    const { cis, join, states } = await withGroup();
    await join('web-1');
    await join('web-2');
    expect((await cis.put(`${base}/web/redundancy/servers`, { members: ['web-1', 'web-2'], minimumUp: '51%' })).status).toBe(201);

    expect(await states('web-1')).toEqual({ web: 'down', shop: 'down' });
  });

  it('C2 a group with a selector has the CIs that match it, also those that come later', async () => {
    const { ci, states } = await withGroup({ selector });

    expect(await states('web-1', 'down=web-2')).toEqual({ web: 'down', shop: 'down' });
    expect(await states('other')).toEqual({});
    await ci({ name: 'web-3', class: 'server', labels: { app: 'web' } });
    expect(await states('web-1', 'down=web-2')).toEqual({ web: 'degraded', shop: 'degraded' });
    expect(await states('web')).toEqual({ shop: 'down', 'web-1': 'down', 'web-2': 'down', 'web-3': 'down' });
    expect(await states('shop', 'direction=dependencies')).toMatchObject({ 'web-3': 'none' });
  });

  it('C2 a selector of several values selects the CIs that have all of them', async () => {
    const { ci, states } = await withGroup({ selector: { ...selector, class: 'server' } });
    await ci({ name: 'web-db', class: 'database', labels: { app: 'web' } });

    expect(await states('web-db')).toEqual({});
    expect(await states('web-1')).toMatchObject({ web: 'degraded' });
  });

  it('C2 a selector that matches nothing or everything is refused, at registration and by PATCH', async () => {
    const { cis, group } = await withGroup();
    const refused = async (wanted: unknown) => {
      const posted = await cis.post(base, { name: 'g', class: 'group', attributes: { selector: wanted } });
      const patched = await cis.patch(`${base}/${group.id}`, { attributes: { selector: wanted } });
      expect(patched).toMatchObject({ status: 400, body: { code: posted.body.code } });
      return [posted.status, posted.body.code, posted.body.errors[0].pointer];
    };

    expect(await refused({})).toEqual([400, 'group/selector-matches-everything', '/attributes/selector']);
    expect(await refused({ labels: {} })).toEqual([400, 'group/selector-matches-everything', '/attributes/selector']);
    expect(await refused({ labels: { app: 'nothing' } })).toEqual([400, 'group/selector-matches-nothing', '/attributes/selector']);
    expect((await refused({ labels: 'app' }))[2]).toBe('/attributes/selector/labels');
    expect((await refused({ lables: { app: 'web' } }))[2]).toBe('/attributes/selector/lables');
    expect((await refused('app=web'))[2]).toBe('/attributes/selector');
  });

  it('C2 a selector that every CI but groups matches is refused, whatever it says', async () => {
    const { cis, ci } = itemsApi();
    await ci({ name: 'one', class: 'server', environment: 'production' });
    await ci({ name: 'two', class: 'server', environment: 'production' });
    const put = () => cis.post(base, { name: 'g', class: 'group', attributes: { selector: { environment: 'production' } } });

    expect(await put()).toMatchObject({ status: 400, body: { code: 'group/selector-matches-everything' } });
    await ci({ name: 'three', class: 'server', environment: 'test' });
    expect((await put()).status).toBe(201);
  });

  it('C2 a group whose selector no longer matches anything can still be patched', async () => {
    const { cis, web, group } = await withGroup({ selector });
    for (const { id } of web) await cis.patch(`${base}/${id}`, { labels: { app: null } });

    expect((await cis.patch(`${base}/${group.id}`, { criticality: 'high' })).status).toBe(200);
  });
});
