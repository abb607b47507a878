import { type Instant, minute, plus } from '../clock.ts';
import { decideSuppression, type ItemQuiet, quietTimes, restingOn } from '../suppression/decision.ts';
import { type EndedQuiet, endedQuiet } from '../suppression/ended.ts';
import { stretchAt } from '../window/intervals.ts';
import type { Quiet } from '../window/quiet.ts';
import type { EpisodeNote } from './episode.ts';

/** An alert that would be held under more windows than this is sent (S8), because one transaction could not write all of its holds. */
const maxWindows = 40;
/** The tolerated difference between the clocks of a monitor and of Quiesce, in milliseconds (S5). */
const tolerance = minute;

/** What to do with an alert (S5): hold it because windows suppress it, hold it in the grace period after a window ended, or send it. */
export type Verdict =
  | { readonly kind: 'suppressed'; readonly windows: readonly Quiet[] }
  | { readonly kind: 'grace'; readonly until: Instant; readonly ended: EndedQuiet }
  /** `ended`: the suppression that ended last, if there was one. */
  | { readonly kind: 'send'; readonly ended?: EndedQuiet | undefined; readonly note?: EpisodeNote };

/**
 * The verdict at `at` on an alert about these configuration items. After a window reached its end or its change was finished with a good
 * outcome, the alert is held for the grace period. After a withdrawal, a hold or a lift, it is sent at once. If several suppressions have
 * ended, the last one counts.
 */
export const verdictOf = (items: readonly ItemQuiet[], at: Instant, graceMillis: number): Verdict => {
  if (stretchAt(quietTimes(items), at)) {
    const windows = restingOn(items, at);
    return windows.length > maxWindows ? { kind: 'send', note: 'suppression-unknown' } : { kind: 'suppressed', windows };
  }
  const ended = endedQuiet(items, at);
  if (!ended || ended.ending === 'cut') return { kind: 'send', ended };
  const until = plus(ended.to, graceMillis);
  return until <= at ? { kind: 'send', ended } : { kind: 'grace', until, ended };
};

/** The verdict to send the alert, with the note of the suppression decision. */
const sendWithNote = (items: readonly ItemQuiet[], at: Instant): Verdict => {
  const { note } = decideSuppression(items, at);
  return { kind: 'send', ...(note ? { note } : {}) };
};

/** Whether an alert started before the suppression, beyond the clock tolerance. The change did not cause such an alert (S5). */
const startedBefore = (startsAt: Instant, from: Instant): boolean => startsAt < plus(from, -tolerance);

const whileSuppressed = (
  verdict: Verdict,
  items: readonly ItemQuiet[],
  { at, startsAt }: { readonly at: Instant; readonly startsAt: Instant },
): Verdict => {
  const stretch = stretchAt(quietTimes(items), at);
  return stretch && startedBefore(startsAt, stretch.from) ? { kind: 'send', note: 'pre-existing' } : verdict;
};

/**
 * The verdict on an alert that is received for the first time (S5). It is held only if it started while its items were suppressed. It may
 * be received as late as in the grace period.
 */
export const firstVerdict = (items: readonly ItemQuiet[], at: Instant, graceMillis: number, startsAt: Instant): Verdict => {
  if (items.length === 0) return { kind: 'send', note: 'unknown-ci' };
  const verdict = verdictOf(items, at, graceMillis);
  if (verdict.kind === 'suppressed') return whileSuppressed(verdict, items, { at, startsAt });
  if (verdict.kind === 'send') return verdict.note ? verdict : sendWithNote(items, at);
  const { from, to } = verdict.ended;
  return startsAt < to && !startedBefore(startsAt, from) ? verdict : sendWithNote(items, at);
};

/** The windows under which an episode with this verdict is held. Empty if the alert is sent. */
export const windowsOf = (verdict: Verdict): readonly Quiet[] => {
  if (verdict.kind === 'suppressed') return verdict.windows;
  return verdict.kind === 'grace' ? [...new Map(verdict.ended.by.map((quiet) => [quiet.window, quiet])).values()] : [];
};

/** The changes of windows, each once. */
export const changesOf = (windows: readonly Quiet[]): readonly { readonly id: string; readonly number: string }[] => [
  ...new Map(windows.map(({ change, number }) => [change, { id: change, number }])).values(),
];
