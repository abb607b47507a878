import { type Clock, day, plus } from '../../domain/clock.ts';
import type { ReleaseQueue } from '../../domain/window/release-queue.ts';
import { needsConfirmation } from '../../domain/window/restore-epoch.ts';
import { longestWindowDays } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { allPages } from '../all-pages.ts';

interface RestoreContext {
  readonly windows: Pick<WindowRepository, 'page' | 'restoreEpoch'>;
  readonly passes: ReleaseQueue;
  readonly clock: Clock;
}

/**
 * Requests a release pass for each window that began before the table was restored and that nobody has confirmed: it is no longer in force,
 * so what is held under it is sent (S2). Windows that ended more than 14 days ago hold nothing.
 */
export const releaseUnconfirmed =
  ({ windows, passes, clock }: RestoreContext) =>
  async (): Promise<void> => {
    const now = clock.now();
    const range = { from: plus(now, -longestWindowDays * day), to: now };
    const started = await allPages({
      page: (request) => windows.page({ ...request, ...range }, (window) => needsConfirmation(window, windows.restoreEpoch)),
    });
    for (const { id } of started) await passes.pass(id, 0);
  };
