import { DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { clientFor } from '../../infra/local/emulator.ts';
import { openPager, type Pager } from '../../infra/local/pager.ts';
import { aMonitor, soon } from '../support/alert-scene.ts';
import { deployedDesk, inMillis } from '../support/deployed-desk.ts';
import { assumeRoleOf, deniedCalls, sweepNow } from '../support/deployed-functions.ts';
import { sendTo } from '../support/http-caller.ts';
import { eventually } from '../support/poll.ts';

const desk = deployedDesk();
const { stack, requester, viewer } = desk;
const started: { pager?: Pager } = {};

beforeAll(async () => {
  started.pager = await openPager();
});
afterAll(() => started.pager?.close());

const pager = (): Pager => {
  if (!started.pager) throw new Error('the pager did not start');
  return started.pager;
};
/** The alerts that the pager accepted, by name. */
const paged = () =>
  pager()
    .calls.filter(({ answered }) => answered === 204)
    .map(({ page }) => page.data.labels.alertname);

/** Approves as the approver does who has no account at hand: by the mailed link, with a code. */
const approveByLink = async (change: Parameters<typeof desk.linkFor>[1] & { readonly revision: number }): Promise<number> => {
  const link = await desk.linkFor('approver', change);
  const post = (step: string, fields: Readonly<Record<string, string>>) =>
    sendTo(`${link}/${step}`, { method: 'POST', body: new URLSearchParams(fields) });
  await post('code', {});
  const code = await desk.codeFor('approver', change);
  return (await post('decision', { decision: 'approve', code, revision: String(change.revision) })).status;
};

it('X3 the main path runs with enforced roles, from the CI to the page after the window, and no function is denied anything', async () => {
  const ci = await desk.ci();
  const service = await desk.ci({ class: 'service', relations: [{ type: 'depends-on', target: ci }] });
  const monitor = await aMonitor(desk, pager(), { outage: ['alertname="Covered"'] });
  const fires = (alertname: string, labels: object) =>
    sendTo(monitor.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${monitor.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        truncatedAlerts: 0,
        alerts: [
          {
            status: 'firing',
            labels: { alertname, ...labels },
            annotations: {},
            startsAt: inMillis(0),
            endsAt: '0001-01-01T00:00:00Z',
            fingerprint: alertname,
          },
        ],
      }),
    });
  const change = await desk.awaiting({ items: [ci], window: desk.window({}, 15_000, 600_000) });
  expect(await approveByLink(change)).toBe(303);
  await eventually(async () => expect(await desk.suppressionOf(ci)).toMatchObject({ suppressed: true }), { within: 30_000 });

  expect([(await fires('Covered', { ci })).status, (await fires('Other', { ci: 'nobody' })).status]).toEqual([202, 202]);
  const { items } = (await viewer.get(`/v1/monitors/${monitor.id}/episodes`)).body;
  expect(items.map(({ labels, state }: { labels: { alertname: string }; state: string }) => [labels.alertname, state]).toSorted()).toEqual([
    ['Covered', 'held'],
    ['Other', 'forwarded'],
  ]);
  await eventually(() => expect(paged()).toEqual(['Other']), soon);

  expect((await requester.post(`/v1/changes/${change.id}/start`)).status).toBe(200);
  expect((await requester.post(`/v1/changes/${change.id}/finish`, { outcome: 'successful' })).status).toBe(200);
  await eventually(() => expect(paged()).toEqual(['Other', 'Covered']), soon);
  await sweepNow(stack);
  const outages = async () => (await viewer.get(`/v1/services/${service}/outages`)).body.items;
  await eventually(
    async () => expect(await outages()).toMatchObject([{ source: 'alert', state: 'down', item: ci, change: change.id }]),
    soon,
  );

  expect(await deniedCalls(stack)).toEqual([]);
});

it('X3 the local stack judges rows by their keys: send may write a delivery, but neither a credential nor both in one transaction', async () => {
  const table = new DynamoDBClient({ ...clientFor(stack.awsEndpoint), credentials: await assumeRoleOf(stack, 'send') });
  const put = (pk: string) => ({ TableName: stack.tableName, Item: { pk: { S: pk }, sk: { S: 'x3' } } });
  const write = (...keys: readonly string[]) =>
    table.send(new TransactWriteItemsCommand({ TransactItems: keys.map((pk) => ({ Put: put(pk) })) }));
  const denied = { name: 'AccessDeniedException' };

  await write('EPISODE#x3');
  await table.send(new PutItemCommand(put('EPISODE#x3')));
  await expect(table.send(new PutItemCommand(put('CREDENTIAL#client#x3')))).rejects.toMatchObject(denied);
  await expect(write('EPISODE#x3', 'CREDENTIAL#client#x3')).rejects.toMatchObject(denied);
});
