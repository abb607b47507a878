import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { deployedDesk } from '../support/deployed-desk.ts';
import { sendTo } from '../support/http-caller.ts';
import { eventually } from '../support/poll.ts';

const desk = deployedDesk();
const { as, viewer } = desk;

/** An alert of a host, as Alertmanager sends it. */
const firing = (host: string) => ({
  version: '4',
  status: 'firing',
  truncatedAlerts: 0,
  externalURL: 'http://alertmanager.test',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'HostDown', ci: `hostname=${host}` },
      annotations: {},
      startsAt: new Date().toISOString(),
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'http://prometheus.test/graph',
      fingerprint: host,
    },
  ],
});

it('C1 an asset and a CI are merged while a change of the CI is scheduled: its window holds the alerts of the alias, and nothing dangles', async () => {
  const manager = as('configuration-manager');
  const host = `merged-${randomUUID()}`;
  const assetTag = `TAG-${randomUUID()}`;
  const { body: asset } = await as('asset-manager').post('/v1/assets', { name: 'a server', kind: 'hardware', assetTag });
  const ci = await desk.ci({ aliases: [{ scheme: 'hostname', value: host }] });
  const dependant = await desk.ci({ relations: [{ type: 'depends-on', target: ci }] });
  const receiver = { kind: 'webhook', url: 'https://pager.test/hook' };
  const { body: monitor } = await as('admin').post('/v1/monitors', { name: `monitor ${randomUUID()}`, kind: 'alertmanager', receiver });
  const change = await desk.scheduled({ items: [ci], window: desk.window({}, 20_000) });

  const merged = await manager.post(`/v1/items/${assetTag}/merge`, { item: `hostname=${host}` });

  expect(merged).toMatchObject({ status: 200, body: { id: asset.id, asset: { assetTag }, ci: { id: asset.id } } });
  expect(merged.body.relations.dependants).toMatchObject([{ source: dependant, target: asset.id }]);
  for (const id of [asset.id, ci, assetTag]) {
    expect((await viewer.get(`/v1/items/${id}`)).body).toMatchObject({ id: asset.id, openChanges: [{ id: change.id }] });
    expect((await viewer.get(`/v1/items/${id}/verification`)).body).toMatchObject({ valid: true, problems: [] });
  }
  expect((await viewer.get(`/v1/changes/${change.id}`)).body).toMatchObject({ items: [asset.id] });
  await eventually(
    async () => {
      const { suppressed } = await desk.suppressionOf(asset.id);
      if (!suppressed) throw new Error(`${change.number} is not in force`);
    },
    { within: 90_000 },
  );
  expect((await viewer.get(`/v1/suppression?alias=hostname=${host}`)).body).toMatchObject({ ci: asset.id, suppressed: true });
  const received = await sendTo(`${desk.stack.apiUrl}/v1/monitors/${monitor.id}/alerts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${monitor.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(firing(host)),
  });
  expect(received.status).toBeLessThan(300);
  expect((await viewer.get(`/v1/monitors/${monitor.id}/episodes`)).body.items).toMatchObject([{ state: 'held' }]);
});
