import { expect, it } from '@jest/globals';
import { anAlert, aWorld } from '../../support/alerts.ts';

const fingerprint = 'one-for-all';

/** A world in which an alert of a covered CI is held, and a function for alerts with the same fingerprint and other labels. */
const held = async () => {
  const world = await aWorld({ start: '22:11' });
  const [covered, other] = [await world.ci('db-1'), await world.ci('db-2')];
  const window = await world.window([covered]);
  const alike = (status: 'firing' | 'resolved', ci: string, overrides: Parameters<typeof anAlert>[2] = {}) => ({
    ...anAlert(status, ci, overrides),
    fingerprint,
  });
  await world.receive(alike('firing', covered));
  return { ...world, covered, other, window: window.id, alike };
};

it('S9 S4 an alert of another CI with the fingerprint of a held alert is sent', async () => {
  const { receive, alike, other, episodes, sendAll, acceptedMessages } = await held();

  await receive(alike('firing', other));
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing']);
  expect((await episodes()).map(({ state, fingerprint: shown }) => [state, shown])).toEqual([
    ['held', fingerprint],
    ['forwarded', fingerprint],
  ]);
});

it('S9 S6 an alert that is never suppressed is sent, though it has the fingerprint of a held alert of the same CI', async () => {
  const { receive, alike, covered, sendAll, acceptedMessages } = await held();

  await receive(alike('firing', covered, { labels: { severity: 'security' } }));
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing never-suppressed']);
});

it('S9 alerts with one fingerprint in one message are all received', async () => {
  const { receive, alike, other, sendAll, acceptedMessages } = await held();

  const alerts = ['A', 'B', 'C'].map((name) => alike('firing', other, { name }));
  expect(await receive(...alerts)).toEqual({ received: 3, stored: 3 });
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing', 'firing', 'firing']);
});

it('S9 S3 the recovery of an alert closes no alert with other labels, and is not taken for its repeated recovery', async () => {
  const { receive, alike, covered, other, at, pass, window, sendAll, episodes, acceptedMessages } = await held();
  at('22:20');
  await receive(alike('firing', other));
  await receive(alike('resolved', other, { until: '22:19' }));
  await receive(alike('resolved', other, { name: 'Third', until: '22:18' }));
  expect((await episodes()).map(({ state, open }) => [state, open])).toEqual([
    ['held', true],
    ['forwarded', false],
    ['forwarded', false],
  ]);

  at('23:05:10');
  await pass(window);
  await sendAll();

  expect(acceptedMessages()).toEqual([
    'firing',
    'resolved',
    'resolved recovery-of-unknown',
    'firing unsuppressed: CHG-000001 ended 23:00, firing since 22:10 UTC',
  ]);
  expect((await episodes()).filter(({ items }) => items.some(({ id }) => id === covered))).toMatchObject([{ state: 'released' }]);
});

it('S9 the order of labels does not matter, and labels that are too long to store still tell alerts apart', async () => {
  const { receive, alike, other, covered, episodes } = await held();
  const again = alike('firing', covered);
  await receive({ ...again, labels: Object.fromEntries(Object.entries(again.labels).reverse()) });
  const long = 'x'.repeat(20_000);
  await receive(alike('firing', other, { labels: { long: `${long}1` } }), alike('firing', other, { labels: { long: `${long}2` } }));

  expect((await episodes()).map(({ repeats }) => repeats)).toEqual([1, 0, 0]);
});
