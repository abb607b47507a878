import { expect, it } from '@jest/globals';
import { aWorld } from '../../support/alerts.ts';

it('S4 a delivery to send keeps its monitor, also if more than a hundred newer alerts have none', async () => {
  const { as, monitor, fire, recover, ci, window, sendAll } = await aWorld({ start: '22:10' });
  const id = await ci('db-1');
  await window([id]);
  await fire('nobody');
  for (let n = 0; n < 110; n += 1) {
    await fire(id, { name: `A${n}` });
    await recover(id, '22:20', { name: `A${n}` });
  }
  const remove = () => as('admin').send('DELETE', `/v1/monitors/${monitor.id}`, { headers: { 'if-match': '*' } });

  expect(await remove()).toMatchObject({ status: 409, body: { code: 'monitor/in-use' } });
  await sendAll();
  expect(await remove()).toMatchObject({ status: 204 });
});
