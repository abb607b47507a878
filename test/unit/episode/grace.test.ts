import { expect, it } from '@jest/globals';
import { aWorld, time } from '../../support/alerts.ts';

/** Fires at 23:30 and recovers at 23:59:30. Its group is notified at 23:59:20 and 00:04:20, and the window ends between these times. */
const cured = async (graceSeconds?: number) => {
  const world = await aWorld({ monitor: graceSeconds === undefined ? {} : { graceSeconds } });
  const id = await world.ci('db-1');
  const window = await world.window([id], { from: '23:00', to: '+00:00' });
  for (const tick of ['23:34:20', '23:59:20']) {
    world.at(tick);
    await world.fire(id, { since: '23:30' });
  }
  const passAt = async (instant: string) => {
    world.at(instant);
    const passed = await world.pass(window.id);
    await world.sendAll();
    return passed;
  };
  const recover = async () => {
    world.at('+00:04:20');
    await world.recover(id, '23:59:30', { since: '23:30' });
    await world.sendAll();
  };
  return { ...world, passAt, recover };
};

it('S5 S11 a recovery that comes with the next group interval is absorbed: the default grace period is the group interval and ten seconds', async () => {
  const { passAt, recover, acceptedMessages, episodes } = await cured();

  expect(await passAt('+00:00')).toEqual({ held: 1, next: time('+00:05:10') });
  await passAt('+00:01');
  await recover();
  await passAt('+00:05:10');

  expect(acceptedMessages()).toEqual([]);
  expect(await episodes()).toMatchObject([{ open: false, state: 'absorbed' }]);
});

it('S5 S11 with a grace period shorter than the group interval, the firing is sent at the end of the grace period and the recovery when it is received', async () => {
  const { passAt, recover, acceptedMessages, episodes } = await cured(60);
  const page = 'firing unsuppressed: CHG-000001 ended 00:00, firing since 2026-11-28 23:30 UTC';

  expect(await passAt('+00:00')).toEqual({ held: 1, next: time('+00:01') });
  await passAt('+00:01');
  expect(acceptedMessages()).toEqual([page]);
  await recover();
  await passAt('+00:05:10');

  expect(acceptedMessages()).toEqual([page, 'resolved']);
  expect(await episodes()).toMatchObject([{ open: false, state: 'released' }]);
});
