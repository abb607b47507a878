import { expect, it } from '@jest/globals';
import { aWorld, type QuietWindow } from '../../support/alerts.ts';

const inside = async (settings: Parameters<typeof aWorld>[0] = {}, quieted: QuietWindow = {}) => {
  const world = await aWorld(settings);
  const ci = await world.ci('db-1');
  const window = await world.window([ci], quieted);
  return { ...world, id: ci, window: window.id };
};

it('S5 an alert that starts and resolves during the window is not sent', async () => {
  const { at, fire, recover, sendAll, pass, posts, episodes, id, window } = await inside();

  at('22:11');
  await fire(id);
  at('22:20');
  await recover(id, '22:19');
  at('23:06');
  await pass(window);
  await sendAll();

  expect(posts).toEqual([]);
  expect(await episodes()).toMatchObject([{ state: 'absorbed', open: false }]);
});

it('S5 an alert that starts during the window and resolves in the grace period is not sent', async () => {
  const { at, fire, recover, sendAll, pass, posts, episodes, id, window } = await inside();

  at('22:59');
  await fire(id, { since: '22:58' });
  at('23:00');
  await pass(window);
  at('23:05:09');
  await recover(id, '22:59:30', { since: '22:58' });
  at('23:05:10');
  await pass(window);
  await sendAll();

  expect(posts).toEqual([]);
  expect(await episodes()).toMatchObject([{ state: 'absorbed' }]);
});

it('S5 an alert that starts during the window and still fires after the grace period is sent once, with its start and the reason', async () => {
  const { at, fire, sendAll, pass, posts, acceptedMessages, episodes, id, window } = await inside();

  at('22:11');
  await fire(id);
  at('23:00');
  const passed = await pass(window);
  at('23:05:10');
  await pass(window);
  await pass(window);
  await sendAll();

  expect(passed).toEqual({ held: 1, next: '2026-11-28T23:05:10.000Z' });
  expect(acceptedMessages()).toEqual(['firing unsuppressed: CHG-000001 ended 23:00, firing since 22:10 UTC']);
  expect(posts[0]?.body.data.startsAt).toBe('2026-11-28T22:10:00.000Z');
  expect(await episodes()).toMatchObject([{ state: 'released', open: true }]);
});

const fortnight = { agreedAt: '2026-11-01T00:00:00.000Z', fields: { start: '2026-11-14T23:00:00.000Z' } };

it.each([
  ['an hour', {}],
  ['fourteen days', fortnight],
])(
  'S5 T6 an alert that started in the window and is first received in the grace period is treated as held, if the window ended by the clock after %s',
  async (_, quieted) => {
    const { at, fire, sendAll, pass, acceptedMessages, episodes, id, window } = await inside({}, quieted);

    at('23:02');
    await fire(id, { since: '22:58' });
    await sendAll();
    expect(await episodes()).toMatchObject([{ state: 'held' }]);
    expect(acceptedMessages()).toEqual([]);

    at('23:05:10');
    await pass(window);
    await sendAll();
    expect(acceptedMessages()).toEqual(['firing unsuppressed: CHG-000001 ended 23:00, firing since 22:58 UTC']);
  },
);

it('S5 an alert that started during the window and is received after the grace period, or after an early end, is sent', async () => {
  const late = await inside();
  late.at('23:05:10');
  await late.fire(late.id, { since: '22:58' });
  await late.sendAll();
  expect(late.acceptedMessages()).toEqual(['firing']);

  const cut = await inside();
  cut.at('22:30');
  await cut.change(cut.window, () => ({ withdrawnAt: cut.clock.now() }));
  cut.at('22:31');
  await cut.fire(cut.id, { since: '22:29' });
  await cut.sendAll();
  expect(cut.acceptedMessages()).toEqual(['firing']);
});

it('S5 an alert that starts exactly at the end of the window is sent', async () => {
  const { at, fire, sendAll, acceptedMessages, id } = await inside();

  at('23:01');
  await fire(id, { since: '23:00' });
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing']);
});

it('S5 an alert that started over 60 s before the window is sent, marked as pre-existing', async () => {
  const { at, fire, sendAll, acceptedMessages, id } = await inside();

  at('22:01');
  await fire(id, { since: '21:58:59' });
  await fire(id, { since: '21:59', name: 'Other' });
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing pre-existing']);
});

it('S5 the recovery of an alert that was sent before the window is sent during it', async () => {
  const { at, fire, recover, sendAll, acceptedMessages, id } = await inside({ start: '21:30' });

  at('21:40');
  await fire(id, { since: '21:40' });
  at('22:20');
  await recover(id, '22:19', { since: '21:40' });
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing', 'resolved']);
});

it('S5 an alert that was sent before the window is not sent again during it', async () => {
  const { at, fire, sendAll, acceptedMessages, episodes, id } = await inside({ start: '17:00' });

  at('18:00');
  await fire(id, { since: '18:00' });
  at('22:20');
  await fire(id, { since: '18:00' });
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing']);
  expect(await episodes()).toMatchObject([{ repeats: 1 }]);
});

it('S5 outside any window, a repeat is sent as a reminder after 0.9 of the repeat interval', async () => {
  const { at, fire, sendAll, acceptedMessages, id } = await inside({ start: '10:00' });

  at('10:00');
  await fire(id, { since: '10:00' });
  at('13:35');
  await fire(id, { since: '10:00' });
  at('17:11');
  await fire(id, { since: '10:00' });
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing', 'firing reminder']);
});

it("S5 an alert that was sent before the window and fires after it is sent once more as pre-existing, unless the monitor's policy is quiet", async () => {
  const { at, fire, pass, sendAll, acceptedMessages, id, window } = await inside({ start: '21:30' });
  at('21:40');
  await fire(id, { since: '21:40' });
  at('23:00');
  const passed = await pass(window);
  at('23:05:10');
  await pass(window);
  await sendAll();
  await pass(window);
  await sendAll();
  expect(passed.next).toBe('2026-11-28T23:05:10.000Z');
  expect(acceptedMessages()).toEqual(['firing', 'firing pre-existing']);

  const quiet = await inside({ start: '21:30', monitor: { preExisting: 'quiet' } });
  quiet.at('21:40');
  await quiet.fire(quiet.id, { since: '21:40' });
  quiet.at('23:05:10');
  await quiet.pass(quiet.window);
  await quiet.sendAll();
  expect(quiet.acceptedMessages()).toEqual(['firing']);
});

it('S5 an alert that resolves during the window and fires again after it is sent', async () => {
  const { at, fire, recover, sendAll, acceptedMessages, episodes, id } = await inside();

  at('22:11');
  await fire(id);
  at('22:20');
  await recover(id, '22:19');
  at('23:10');
  await fire(id, { since: '23:09' });
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing']);
  expect((await episodes()).map(({ state }) => state)).toEqual(['absorbed', 'forwarded']);
});
