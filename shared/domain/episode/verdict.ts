import { type Instant, minute, plus } from '../clock.ts';
import { decideSuppression, type ItemQuiet, quietTimes, restingOn } from '../suppression/decision.ts';
import { type EndedQuiet, endedQuiet } from '../suppression/ended.ts';
import { stretchAt } from '../window/intervals.ts';
import type { Quiet } from '../window/quiet.ts';
import type { EpisodeNote } from './episode.ts';

/** An alert that rests on more windows than this goes out (S8). */
const mostWindows = 40;
/** How much earlier than the quiet a problem of the change may seem to have begun (S5). */
const tolerance = minute;

/** What an alert's CIs say at an instant (S5): quiet under windows; over, but still in the grace; or to go out, after which quiet. */
export type Verdict =
  | { readonly kind: 'quiet'; readonly windows: readonly Quiet[] }
  | { readonly kind: 'grace'; readonly until: Instant; readonly ended: EndedQuiet }
  | { readonly kind: 'out'; readonly ended?: EndedQuiet | undefined; readonly note?: EpisodeNote };

/** The decision on what is held, by evaluating now: the last end counts, a cut is decided at once, an end by the clock after the grace. */
export const verdictOf = (items: readonly ItemQuiet[], at: Instant, graceMillis: number): Verdict => {
  if (stretchAt(quietTimes(items), at)) {
    const windows = restingOn(items, at);
    return windows.length > mostWindows ? { kind: 'out', note: 'suppression-unknown' } : { kind: 'quiet', windows };
  }
  const ended = endedQuiet(items, at);
  if (!ended || ended.ending === 'cut') return { kind: 'out', ended };
  const until = plus(ended.to, graceMillis);
  return until <= at ? { kind: 'out', ended } : { kind: 'grace', until, ended };
};

const out = (items: readonly ItemQuiet[], at: Instant): Verdict => {
  const { note } = decideSuppression(items, at);
  return { kind: 'out', ...(note ? { note } : {}) };
};

/** Whether an alert began before the quiet by more than clocks differ: it is no new problem of the change (S5). */
const beganBefore = (startsAt: Instant, from: Instant): boolean => startsAt < plus(from, -tolerance);

const firstHeardInside = (
  verdict: Verdict,
  items: readonly ItemQuiet[],
  { at, startsAt }: { readonly at: Instant; readonly startsAt: Instant },
): Verdict => {
  const stretch = stretchAt(quietTimes(items), at);
  return stretch && beganBefore(startsAt, stretch.from) ? { kind: 'out', note: 'pre-existing' } : verdict;
};

/** The decision on what is heard of for the first time: it is held if it began inside, also when first heard in the grace (S5). */
export const firstVerdict = (items: readonly ItemQuiet[], at: Instant, graceMillis: number, startsAt: Instant): Verdict => {
  if (items.length === 0) return { kind: 'out', note: 'unknown-ci' };
  const verdict = verdictOf(items, at, graceMillis);
  if (verdict.kind === 'quiet') return firstHeardInside(verdict, items, { at, startsAt });
  if (verdict.kind === 'out') return verdict.note ? verdict : out(items, at);
  const { from, to } = verdict.ended;
  return startsAt < to && !beganBefore(startsAt, from) ? verdict : out(items, at);
};

/** The windows that an episode is held under by such a verdict. */
export const windowsOf = (verdict: Verdict): readonly Quiet[] => {
  if (verdict.kind === 'quiet') return verdict.windows;
  return verdict.kind === 'grace' ? [...new Map(verdict.ended.by.map((quiet) => [quiet.window, quiet])).values()] : [];
};

/** The changes of windows, each once. */
export const changesOf = (windows: readonly Quiet[]): readonly { readonly id: string; readonly number: string }[] => [
  ...new Map(windows.map(({ change, number }) => [change, { id: change, number }])).values(),
];
