import * as z from 'zod';
import { closeSettled } from '../../shared/application/change/close-change.ts';
import type { AlertContext } from '../../shared/application/episode/episode-context.ts';
import { releasePass } from '../../shared/application/episode/release-held.ts';
import { type Instant, secondsUntil } from '../../shared/domain/clock.ts';
import { type DueRepository, newDue } from '../../shared/domain/due/due.ts';
import { lazily } from '../../shared/domain/lazily.ts';
import { longestDelaySeconds, type ReleaseQueue } from '../../shared/domain/window/release-queue.ts';

/** A message that Quiesce sent to the release queue, or an event from the bus whose body names the window. */
const Message = lazily(() =>
  z.union([z.object({ window: z.string() }), z.object({ detail: z.object({ body: z.object({ window: z.string().optional() }) }) })]),
);

/** The id of the window that a message is about. Undefined if the change of the event has no window yet. */
const windowOf = (body: string): string | undefined => {
  const message = Message().parse(JSON.parse(body));
  return 'window' in message ? message.window : message.detail.body.window;
};

type ReleaseContext = AlertContext &
  Parameters<typeof closeSettled>[0] & {
    readonly dues: Pick<DueRepository, 'save'>;
    readonly passes: ReleaseQueue;
  };

/**
 * Runs a release pass and requests the next one (S8). The request is a delayed message. If the delay is longer than SQS allows, a due row
 * is written instead.
 */
export const onReleaseMessage = (context: ReleaseContext) => {
  const pass = releasePass(context);

  const requestNextPass = async (window: string, next: Instant): Promise<void> => {
    const seconds = secondsUntil(context.clock.now(), next);
    if (seconds <= longestDelaySeconds) return context.passes.pass(window, seconds);
    await context.store.commit([context.dues.save(newDue(context)('release', window, next))]);
  };

  return async (body: string): Promise<void> => {
    const window = windowOf(body);
    if (window === undefined) return;
    const { held, next } = await pass(window);
    if (next !== undefined) await requestNextPass(window, next);
    if (held === 0) await closeSettled(context)(window);
  };
};
