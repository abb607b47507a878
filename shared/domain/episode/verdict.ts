import { type Instant, minute, plus } from '../clock.ts';
import { decideSuppression, type ItemQuiet, quietTimes, restingOn } from '../suppression/decision.ts';
import { type EndedQuiet, endedQuiet } from '../suppression/ended.ts';
import { stretchAt } from '../window/intervals.ts';
import type { Quiet } from '../window/quiet.ts';
import type { EpisodeNote } from './episode.ts';

/** An alert that would be held under more windows than this is sent (S8): one transaction could not write all of its holds. */
const mostWindows = 40;
/** How far the clocks of a monitor and of Quiesce may differ (S5). */
const tolerance = minute;

/** Suppressed by these windows, in the grace period after one of them ended, or to be sent (S5). */
export type Verdict =
  | { readonly kind: 'suppressed'; readonly windows: readonly Quiet[] }
  | { readonly kind: 'grace'; readonly until: Instant; readonly ended: EndedQuiet }
  /** `ended`: the suppression that ended before, if there was one. */
  | { readonly kind: 'send'; readonly ended?: EndedQuiet | undefined; readonly note?: EpisodeNote };

/**
 * The verdict at `at` on an alert about these configuration items. After a window's planned end or a good finish the grace period
 * follows; after a withdrawal, a hold or a lift the alert is sent at once. The suppression that ended last counts.
 */
export const verdictOf = (items: readonly ItemQuiet[], at: Instant, graceMillis: number): Verdict => {
  if (stretchAt(quietTimes(items), at)) {
    const windows = restingOn(items, at);
    return windows.length > mostWindows ? { kind: 'send', note: 'suppression-unknown' } : { kind: 'suppressed', windows };
  }
  const ended = endedQuiet(items, at);
  if (!ended || ended.ending === 'cut') return { kind: 'send', ended };
  const until = plus(ended.to, graceMillis);
  return until <= at ? { kind: 'send', ended } : { kind: 'grace', until, ended };
};

/** To be sent, with the note that the suppression decision gives. */
const sendWithNote = (items: readonly ItemQuiet[], at: Instant): Verdict => {
  const { note } = decideSuppression(items, at);
  return { kind: 'send', ...(note ? { note } : {}) };
};

/** Whether an alert started before the suppression, by more than clocks may differ. Such a problem was not caused by the change (S5). */
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
 * The verdict on an alert that is received for the first time (S5). It is held only if it started while its items were suppressed, which
 * may also become known in the grace period.
 */
export const firstVerdict = (items: readonly ItemQuiet[], at: Instant, graceMillis: number, startsAt: Instant): Verdict => {
  if (items.length === 0) return { kind: 'send', note: 'unknown-ci' };
  const verdict = verdictOf(items, at, graceMillis);
  if (verdict.kind === 'suppressed') return whileSuppressed(verdict, items, { at, startsAt });
  if (verdict.kind === 'send') return verdict.note ? verdict : sendWithNote(items, at);
  const { from, to } = verdict.ended;
  return startsAt < to && !startedBefore(startsAt, from) ? verdict : sendWithNote(items, at);
};

/** The windows under which an episode with this verdict is held. */
export const windowsOf = (verdict: Verdict): readonly Quiet[] => {
  if (verdict.kind === 'suppressed') return verdict.windows;
  return verdict.kind === 'grace' ? [...new Map(verdict.ended.by.map((quiet) => [quiet.window, quiet])).values()] : [];
};

/** The changes of windows, each once. */
export const changesOf = (windows: readonly Quiet[]): readonly { readonly id: string; readonly number: string }[] => [
  ...new Map(windows.map(({ change, number }) => [change, { id: change, number }])).values(),
];
