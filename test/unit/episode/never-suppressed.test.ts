import { expect, it } from '@jest/globals';
import { aWorld } from '../../support/alerts.ts';

const security = { labels: { severity: 'security' }, since: '17:00' };

const inside = async (settings: Parameters<typeof aWorld>[0] = {}) => {
  const world = await aWorld({ start: '17:00', ...settings });
  const ci = await world.ci('db-1');
  return { ...world, id: ci, window: (await world.window([ci])).id };
};

it('S6 S5 reminders of an exempt alert are sent during a window too', async () => {
  const { at, fire, sendAll, acceptedMessages, id } = await inside();
  at('18:00');
  await fire(id, security);
  await fire(id, { since: '17:00' });
  await sendAll();
  at('22:20');
  await fire(id, security);
  await fire(id, { since: '17:00' });
  at('22:25');
  await fire(id, security);
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing never-suppressed', 'firing', 'firing reminder']);
});

it('S2 S6 a matcher that cannot be read suppresses no reminder', async () => {
  const { at, fire, sendAll, acceptedMessages, id } = await inside({ monitor: { neverSuppress: ['team="ops'] } });
  at('18:00');
  await fire(id, { since: '17:00' });
  await sendAll();
  at('22:20');
  await fire(id, { since: '17:00' });
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing suppression-unknown', 'firing reminder']);
});

it('S6 S5 an exempt alert is not sent again as pre-existing after the window', async () => {
  const { at, fire, pass, sendAll, acceptedMessages, posts, id, window } = await inside({
    monitor: { neverSuppress: ['team="ops"', 'page="yes"'] },
  });
  at('18:00');
  await fire(id, security);
  await fire(id, { labels: { team: 'ops', page: 'yes' } });
  await fire(id, { labels: { team: 'ops', page: 'no' } });
  await sendAll();
  at('23:05:10');
  const passed = await pass(window);
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing never-suppressed', 'firing never-suppressed', 'firing', 'firing pre-existing']);
  expect(posts.at(-1)?.body.data.labels).toMatchObject({ team: 'ops', page: 'no' });
  expect(passed.held).toBe(0);
});

it("S6 all of a monitor's own matchers must hold, for its alerts and in the evaluation", async () => {
  const { at, fire, sendAll, acceptedMessages, asCaller, monitor, id } = await inside({
    monitor: { neverSuppress: ['team="ops"', 'page="yes"'] },
  });
  at('22:20');
  const [both, one] = [
    { team: 'ops', page: 'yes' },
    { team: 'ops', page: 'no' },
  ];
  for (const labels of [both, one]) await fire(id, { labels, since: '22:20' });
  await sendAll();
  const alerts = [both, one].map((labels) => ({ labels: { ci: id, ...labels } }));
  const caller = asCaller({ kind: 'monitor', id: monitor.id, roles: ['monitor'], teams: [] });

  expect(acceptedMessages()).toEqual(['firing never-suppressed']);
  expect((await caller.post('/v1/suppression/evaluate', { alerts, monitor: monitor.id })).body.results).toMatchObject([
    { suppressed: false, note: 'never-suppressed' },
    { suppressed: true },
  ]);
});
