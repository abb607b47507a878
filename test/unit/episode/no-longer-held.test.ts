import { expect, it } from '@jest/globals';
import { dutiesOf } from '../../../functions/sweep/duties.ts';
import { sweep } from '../../../shared/application/sweep/sweep.ts';
import { aWorld } from '../../support/alerts.ts';
import { unreported } from '../../support/silence.ts';

/** An alert that is held from 22:15 under a window until 23:00. */
const held = async (settings: Parameters<typeof aWorld>[0] = {}) => {
  const world = await aWorld({ start: '22:15', ...settings });
  const id = await world.ci('db-1');
  const window = await world.window([id]);
  await world.fire(id, { since: '22:14' });
  expect((await world.episodes()).map(({ state }) => state)).toEqual(['held']);
  const edit = (body: object) => world.as('admin').patch(`/v1/monitors/${world.monitor.id}`, body);
  const passes = { pass: async (quiet: string) => void (await world.pass(quiet)) };
  const context = { ...world.context, passes, workflow: { start: async () => undefined, resume: async () => true } };
  const failed = (_: unknown, error: unknown) => {
    throw error;
  };
  const minute = sweep({ ...context, ...unreported, duties: dutiesOf(context), publish: async () => [], failed, budgetMillis: 40_000 });
  return { ...world, id, quiet: window, edit, minute };
};

const edits = [
  { name: 'S6 matchers that exempt it', body: { neverSuppress: ['alertname="HostDown"'] }, why: 'its monitor exempts it now' },
  { name: 'S11 the mode observe', body: { mode: 'observe' }, why: 'its monitor observes now' },
];

it.each(edits)('$name let a held alert out when it fires again', async ({ body, why }) => {
  const { edit, at, fire, recover, sendAll, acceptedMessages, episodes, id, world, quiet } = await held();
  expect((await edit(body)).status).toBe(200);
  at('22:16');
  await fire(id, { since: '22:14' });
  await sendAll();

  const firing = `firing unsuppressed: ${why}, firing since 2026-11-28 22:14 UTC`;
  expect(acceptedMessages()).toEqual([firing]);
  expect((await episodes()).map(({ state }) => state)).toEqual(['released']);
  expect(await world.episodes.holdsOf(quiet.id)).toMatchObject([{ held: false }]);
  at('22:20');
  await recover(id, '22:20', { since: '22:14' });
  await sendAll();
  expect(acceptedMessages()).toEqual([firing, 'resolved']);
});

it.each(edits)('$name let a held alert out without another message of its monitor', async ({ body, why }) => {
  const { edit, at, minute, sendAll, acceptedMessages } = await held();
  await edit(body);
  at('22:16');
  await minute();
  await sendAll();

  expect(acceptedMessages()).toEqual([`firing unsuppressed: ${why}, firing since 2026-11-28 22:14 UTC`]);
});

it.each(edits)('$name let a held alert out before its recovery', async ({ body }) => {
  const { edit, at, recover, sendAll, acceptedMessages, id } = await held();
  await edit(body);
  at('22:16');
  await recover(id, '22:16', { since: '22:14' });
  await sendAll();

  expect(acceptedMessages()).toEqual([expect.stringContaining('firing unsuppressed: its monitor'), 'resolved']);
});

it.each(edits)('$name let an alert out that is held in the grace period', async ({ body }) => {
  const { edit, at, fire, sendAll, acceptedMessages, id } = await held();
  at('23:01');
  await edit(body);
  await fire(id, { since: '22:14' });
  await sendAll();

  expect(acceptedMessages()).toEqual([expect.stringContaining('firing unsuppressed: its monitor')]);
});

it('S6 other matchers leave a held alert held', async () => {
  const { edit, at, fire, minute, sendAll, acceptedMessages, episodes, id } = await held();
  await edit({ neverSuppress: ['alertname="DiskFull"'] });
  at('22:16');
  await minute();
  await fire(id, { since: '22:14' });
  await sendAll();

  expect([acceptedMessages(), (await episodes()).map(({ state, repeats }) => [state, repeats])]).toEqual([[], [['held', 1]]]);
});
