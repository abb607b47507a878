import { expect, it } from '@jest/globals';
import { minute } from '../../../shared/domain/clock.ts';
import { aWorld } from '../../support/alerts.ts';

/** The monitor of docs/runbook.md, whose Alertmanager repeats the alert every five minutes. */
const watchdog = () => aWorld({ start: '20:00', monitor: { groupIntervalSeconds: 60, repeatIntervalSeconds: 300 } });
const alert = { name: 'Watchdog', since: '20:00' };

it('S5 each repeat of a watchdog is sent on, so that its receiver is called every five minutes', async () => {
  const { fire, sendAll, clock, posts } = await watchdog();
  for (let n = 1; n <= 4; n += 1) {
    await fire('none', alert);
    await sendAll();
    expect(posts).toHaveLength(n);
    clock.advance(5 * minute);
  }
});

it('S10 while nothing is sent, the receiver of a watchdog is not called', async () => {
  const { fire, sendAll, clock, posts, receiverAnswers } = await watchdog();
  await fire('none', alert);
  await sendAll();
  receiverAnswers(() => ({ status: 503 }));
  for (let n = 0; n < 3; n += 1) {
    clock.advance(5 * minute);
    await fire('none', alert);
    await sendAll();
  }

  expect(posts).toHaveLength(1);
});
