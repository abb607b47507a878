import { type Instant, later, millis, second } from '../../domain/clock.ts';
import type { Episode, OpenEpisode } from '../../domain/episode/episode.ts';
import { firstVerdict, type Verdict, verdictOf } from '../../domain/episode/verdict.ts';
import { graceOf, type Monitor } from '../../domain/monitor/monitor.ts';
import { StaleWrite } from '../../domain/store.ts';
import type { AlertContext } from './episode-context.ts';
import { isExempt } from './is-exempt.ts';
import { type EpisodeMove, movesOf } from './moves.ts';
import type { AlertState } from './read-alert-state.ts';
import { staysHeld } from './settle-held.ts';

/** What is to be done about one alert: a move now; a count, when there is time; or to decide anew what is held (S8). */
export type Judgement =
  | { readonly kind: 'move'; readonly move: EpisodeMove }
  | { readonly kind: 'count'; readonly move: EpisodeMove }
  | { readonly kind: 'settle'; readonly episode: string };

/** A reminder is sent when this much of the repeat interval has passed (S5). */
const ofRepeatInterval = 0.9;

const unknown: Verdict = { kind: 'out', note: 'suppression-unknown' };

const latestStart = ({ startsAt, latestStartsAt }: Episode): Instant => later(startsAt, latestStartsAt ?? startsAt);

/** Judges one alert by what is stored (S5, S9). Nothing is read or written here. */
export const judgeAlert = (context: AlertContext, monitor: Monitor) => {
  const moves = movesOf(context);
  const now = context.clock.now();
  const grace = graceOf(monitor);

  const count = (episode: Episode, fields: Partial<Episode>): Judgement => ({ kind: 'count', move: moves.count(episode, fields) });
  const move = (made: EpisodeMove): Judgement => ({ kind: 'move', move: made });

  const first = ({ alert, quiet }: AlertState): Verdict => {
    const loud = isExempt(monitor, alert.labels);
    if (loud === true) return { kind: 'out', note: 'never-suppressed' };
    return loud === 'unknown' || !quiet ? unknown : firstVerdict(quiet, now, grace, alert.startsAt);
  };

  /** What was announced is told again when it is time, unless it is quiet now; what is never suppressed never is (S5, S6). */
  const isReminderDue = ({ alert }: AlertState, episode: Episode, verdict: Verdict): boolean => {
    const passed = millis(now) - millis(episode.lastReceivedAt);
    if (passed < ofRepeatInterval * monitor.repeatIntervalSeconds * second) return false;
    return verdict.kind !== 'quiet' || isExempt(monitor, alert.labels) !== false;
  };

  const repeated = (state: AlertState, episode: Episode): Judgement => {
    const { alert, quiet } = state;
    const latest = later(latestStart(episode), alert.startsAt);
    const fields = { repeats: episode.repeats + 1, lastReceivedAt: now, ...(latest > episode.startsAt ? { latestStartsAt: latest } : {}) };
    const verdict = quiet ? verdictOf(quiet, now, grace) : unknown;
    if (episode.state === 'held') {
      // What cannot be told now stays held: the pass at the window's end decides it.
      return !quiet || staysHeld(episode, verdict) ? count(episode, fields) : { kind: 'settle', episode: episode.id };
    }
    return isReminderDue(state, episode, verdict) ? move(moves.remind(episode, { note: 'reminder' }, fields)) : count(episode, fields);
  };

  const firing = (state: AlertState): Judgement => {
    const { alert, items, open, episode } = state;
    return episode ? repeated(state, episode) : move(moves.open(monitor.id, { alert, items, lost: open }, first(state)));
  };

  const recovered = (state: AlertState, episode: Episode, open: OpenEpisode): Judgement | 'with-holds' => {
    if (state.alert.endsAt < latestStart(episode)) return count(episode, { stale: episode.stale + 1 });
    if (episode.state === 'held') return 'with-holds';
    return move(moves.recover({ episode, open, holds: [], closed: state.closed }, state.alert.endsAt));
  };

  /** Absorbed, unless the quiet had ended before it came: then the firing is sent, and this after it (S5). */
  const recoveredHeld = async (state: AlertState, episode: Episode, open: OpenEpisode): Promise<Judgement> => {
    const holds = await context.episodes.holds(episode.id, episode.windows);
    const verdict = state.quiet ? verdictOf(state.quiet, now, grace) : undefined;
    const late = verdict?.kind === 'out' ? { ended: verdict.ended } : undefined;
    return move(moves.recover({ episode, open, holds, closed: state.closed }, state.alert.endsAt, late));
  };

  /** A recovery while none is open: told again if it is that of the last one that was closed, else unknown (S3). */
  const strangeRecovery = async ({ alert, items, closed }: AlertState): Promise<Judgement> => {
    if (closed && (alert.startsAt <= closed.startsAt || alert.endsAt <= closed.endsAt)) {
      const [last] = await context.episodes.findMany([closed.episode]);
      if (last) return count(last, { stale: last.stale + 1 });
    }
    return move(moves.unknownRecovery(monitor.id, alert, items, closed));
  };

  return async (state: AlertState): Promise<Judgement> => {
    const { alert, open, episode } = state;
    // The row of what is open and the episode were read one after the other: somebody moved it between. An episode that is not there at
    // all cannot be read; the alert is then judged as one that is not open, so that it is not refused for ever (S2).
    if (open && episode && !episode.open) throw new StaleWrite([`OpenEpisode ${alert.fingerprint}`]);
    if (alert.status === 'firing') return firing(state);
    if (!open || !episode) return strangeRecovery(state);
    const judgement = recovered(state, episode, open);
    return judgement === 'with-holds' ? recoveredHeld(state, episode, open) : judgement;
  };
};
