import { expect, it } from '@jest/globals';
import { anAlert, aWorld, time } from '../../support/alerts.ts';

/** A world at 22:11 with a covered CI. `alert` makes an alert about it with any times. */
const inside = async () => {
  const world = await aWorld({ start: '22:11' });
  const ci = await world.ci('db-1');
  const window = await world.window([ci]);
  const alert = (status: 'firing' | 'resolved', times: { readonly startsAt?: unknown; readonly endsAt?: unknown }, name = 'HostDown') => ({
    ...anAlert(status, ci, { name }),
    startsAt: undefined,
    endsAt: undefined,
    ...times,
  });
  return { ...world, id: ci, window: window.id, alert };
};

const ahead = [
  ['an hour ahead', time('23:11')],
  ['in the year 9999', '9999-12-31T23:59:59Z'],
] as const;

it.each(ahead)('S9 a start %s counts as the receipt, and is marked', async (_, startsAt) => {
  const { receive, alert, episodes } = await inside();
  await receive(alert('firing', { startsAt }));

  expect(await episodes()).toMatchObject([{ state: 'held', startsAt: time('22:11'), warnings: ['starts-at-ahead'] }]);
});

it.each(ahead)('S9 the recovery of an alert with a start %s is taken, whatever its end', async (_, startsAt) => {
  const { receive, alert, at, episodes } = await inside();
  await receive(alert('firing', { startsAt }));
  at('22:13');
  await receive(alert('firing', { startsAt }));
  at('22:15');
  await receive(alert('resolved', { startsAt, endsAt: time('22:10:59') }));

  expect(await episodes()).toMatchObject([{ state: 'absorbed', repeats: 1, stale: 0 }]);
});

it.each(ahead)('S9 after an alert with a start %s, later alerts and their recoveries are sent', async (_, startsAt) => {
  const { receive, alert, at, episodes, sendAll, acceptedMessages } = await inside();
  await receive(alert('firing', { startsAt }));
  at('22:15');
  await receive(alert('resolved', { startsAt, endsAt: startsAt }));
  at('23:30');
  await receive(alert('firing', { startsAt: time('23:29') }));
  at('23:40');
  await receive(alert('resolved', { startsAt: time('23:29'), endsAt: time('23:39') }));
  at('23:50');
  await receive(alert('resolved', { startsAt: time('23:45'), endsAt: time('23:49') }));
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing', 'resolved', 'resolved recovery-of-unknown']);
  expect((await episodes()).map(({ state }) => state)).toEqual(['absorbed', 'forwarded', 'forwarded']);
});

it('S9 a recovery of the start that the open episode has is never stale; one of an earlier start is', async () => {
  const { receive, alert, at, episodes } = await inside();
  await receive(alert('firing', { startsAt: time('22:05') }));
  at('22:20');
  await receive(alert('firing', { startsAt: time('22:19') }));
  await receive(alert('resolved', { startsAt: time('22:05'), endsAt: time('22:18') }));
  expect(await episodes()).toMatchObject([{ state: 'held', stale: 1 }]);

  await receive(alert('resolved', { startsAt: time('22:19'), endsAt: time('22:18:59') }));
  expect(await episodes()).toMatchObject([{ state: 'absorbed', stale: 1 }]);
});

it('S9 a late recovery is stale too if a new start that lies ahead was received since', async () => {
  const { receive, alert, at, episodes } = await inside();
  await receive(alert('firing', { startsAt: time('22:05') }));
  at('22:20');
  await receive(alert('firing', { startsAt: time('23:20') }));
  await receive(alert('resolved', { startsAt: time('22:05'), endsAt: time('22:18') }));

  expect(await episodes()).toMatchObject([{ state: 'held', stale: 1 }]);
});

const unreadable = [
  ['missing', undefined],
  ['null', null],
  ['empty', ''],
  ['a number', 1_795_904_000],
  ['a leap second', '2026-11-28T23:59:60Z'],
  ['no time', 'yesterday'],
  ['an object', { at: 1 }],
  ["Go's zero time", '0001-01-01T00:00:00Z'],
] as const;

it.each(unreadable)('M1 S9 an alert whose start is %s is taken and marked, and so is its recovery', async (_, startsAt) => {
  const { receive, alert, at, episodes } = await inside();
  expect(await receive(alert('firing', { startsAt, endsAt: null }))).toEqual({ received: 1, stored: 1 });
  expect(await episodes()).toMatchObject([{ state: 'held', startsAt: time('22:11'), warnings: ['starts-at-unreadable'] }]);

  at('22:15');
  await receive(alert('firing', { startsAt }));
  await receive(alert('resolved', { startsAt, endsAt: time('22:10:30') }));
  expect(await episodes()).toMatchObject([{ state: 'absorbed', stale: 0, endsAt: time('22:10:30') }]);
});

it('S9 a late copy of a recovery without a start does not close the next firing', async () => {
  const { receive, alert, at, episodes } = await inside();
  await receive(alert('firing', {}));
  at('22:15');
  await receive(alert('resolved', { endsAt: time('22:14') }));
  at('22:20');
  await receive(alert('firing', {}));
  await receive(alert('resolved', { endsAt: time('22:14') }));

  expect(await episodes()).toMatchObject([{ state: 'absorbed' }, { state: 'held', open: true, stale: 1 }]);
});

it('M1 an end that cannot be read counts as the receipt and is marked; an alert that fires needs none', async () => {
  const { receive, alert, at, episodes } = await inside();
  const startsAt = time('22:10');
  await receive(...unreadable.map(([name, endsAt]) => alert('firing', { startsAt, endsAt }, name)));
  expect(
    (await episodes()).filter(({ warnings }) => warnings?.includes('ends-at-unreadable')).map(({ labels }) => labels.alertname),
  ).toEqual(['a number', 'a leap second', 'no time', 'an object']);

  at('22:15');
  await receive(...unreadable.map(([name, endsAt]) => alert('resolved', { startsAt, endsAt }, name)));
  for (const episode of await episodes()) {
    expect(episode).toMatchObject({ state: 'absorbed', endsAt: time('22:15'), warnings: ['ends-at-unreadable'] });
  }
});

it('M1 the API shows the warnings of an episode', async () => {
  const { receive, alert, as, monitor } = await inside();
  await receive(alert('firing', { startsAt: null }));
  const { body } = await as('viewer').get(`/v1/monitors/${monitor.id}/episodes`);

  expect(body.items).toMatchObject([{ warnings: ['starts-at-unreadable'] }]);
});
