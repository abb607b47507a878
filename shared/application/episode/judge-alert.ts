import type { ClosedEpisode, Episode, OpenEpisode } from '../../domain/episode/episode.ts';
import { latestMessage } from '../../domain/episode/latest-message.ts';
import { releaseReason } from '../../domain/episode/reason.ts';
import { isStale, startsAfter } from '../../domain/episode/starts.ts';
import { firstVerdict, type Verdict, verdictOf } from '../../domain/episode/verdict.ts';
import { wouldStayHeld } from '../../domain/episode/would-be.ts';
import { kindNamed } from '../../domain/monitor/kinds/kinds.ts';
import { graceOf, type Monitor } from '../../domain/monitor/monitor.ts';
import { identityOf, type ReceivedAlert } from '../../domain/monitor/received-alert.ts';
import { StaleWrite } from '../../domain/store.ts';
import type { MonitorExemption } from '../../domain/suppression/exemption.ts';
import type { AlertContext } from './episode-context.ts';
import { episodeTransitions } from './episode-transitions.ts';
import type { AlertState } from './read-alert-state.ts';
import { staysHeld } from './settle-held.ts';
import { amend, type EpisodeTransition } from './transition-steps.ts';

/**
 * What to do with an alert: commit a transition now, store a record if there is time, store the record now and decide the held episode
 * again (S8), so that what is released has the latest words, or nothing.
 */
export type Judgement =
  | { readonly kind: 'transition'; readonly transition: EpisodeTransition }
  | { readonly kind: 'record'; readonly transition: EpisodeTransition }
  | { readonly kind: 'settle'; readonly transition: EpisodeTransition }
  | { readonly kind: 'nothing' };

const suppressionUnknown: Verdict = { kind: 'send', note: 'suppression-unknown' };

/** Decides what to do with one alert, based on its stored state (S5, S9). It writes nothing. Only for recoveries it reads more rows. */
export const judgeAlert = (context: AlertContext, monitor: Monitor, { barOf }: Pick<MonitorExemption, 'barOf'>) => {
  const transitions = episodeTransitions(context);
  const now = context.clock.now();
  const grace = graceOf(monitor);
  const { isOrdered = false } = kindNamed(monitor.kind);

  const record = (episode: Episode, fields: Partial<Episode>): Judgement => ({
    kind: 'record',
    transition: transitions.record(episode, fields),
  });
  /**
   * Names an alert in the checks that keep the order of a kind whose messages have one (S9). A firing and its recovery may be received at the same
   * time. Neither changes a row that the other one reads, so each checks that it is still as it was read; the later one is judged again.
   */
  const nameOf = (alert: ReceivedAlert) => ({ monitor: monitor.id, identity: identityOf(alert) });
  const apply = (transition: EpisodeTransition): Judgement => ({ kind: 'transition', transition });

  const verdictOnFirst = ({ alert, quiet }: AlertState): Verdict => {
    const bar = barOf(alert.labels);
    // What a monitor that observes would hold is decided as well (S11).
    if (bar !== undefined && bar !== 'observes') return { kind: 'send', note: bar };
    return quiet ? firstVerdict(quiet, now, grace, alert.startsAt) : suppressionUnknown;
  };

  /** Whether a firing is suppressed now, or the release pass at the end of the grace period will send it once more. */
  const isToldLater = ({ announcedAt = now }: Episode, verdict: Verdict): boolean =>
    verdict.kind === 'suppressed' || (verdict.kind === 'grace' && monitor.preExisting === 'remind' && announcedAt < verdict.ended.from);

  /**
   * A firing that was sent is sent again when it is time for a reminder, unless it is told later. A monitor that observes tells nothing
   * later, and exempt alerts are never suppressed (S5, S6, S11).
   */
  const isReminded = ({ alert }: AlertState, episode: Episode, verdict: Verdict): boolean =>
    barOf(alert.labels) !== undefined || !isToldLater(episode, verdict);

  const onRepeat = (state: AlertState, episode: Episode): Judgement => {
    const { alert, quiet, isDecided } = state;
    const fields = {
      ...{ repeats: episode.repeats + 1, lastReceivedAt: now },
      ...latestMessage(alert, episode),
      ...startsAfter(episode, alert),
    };
    if (isDecided) return record(episode, fields);
    const verdict = quiet ? verdictOf(quiet, now, grace) : suppressionUnknown;
    if (episode.state === 'held') {
      // If the windows cannot be read, the episode stays held: the release pass at the end of its window decides it.
      const stays = barOf(alert.labels) === undefined && (!quiet || staysHeld(episode, verdict));
      return { kind: stays ? 'record' : 'settle', transition: transitions.record(episode, fields) };
    }
    return isReminded(state, episode, verdict) ? apply(transitions.remind(episode, { note: 'reminder' }, fields)) : record(episode, fields);
  };

  /** Counts a message that came too late on the last closed episode of its alert, if that can be read. */
  const recordLate = async (closed: ClosedEpisode): Promise<Judgement | undefined> => {
    const [last] = await context.episodes.findMany([closed.episode]);
    return last && record(last, { stale: last.stale + 1 });
  };

  const onFiring = async (state: AlertState): Promise<Judgement> => {
    const { alert, items, open, episode, closed } = state;
    if (episode) return onRepeat(state, episode);
    const late = isOrdered && closed && alert.startsAt <= closed.endsAt ? await recordLate(closed) : undefined;
    const opened = transitions.open(monitor, { alert, items, lost: open }, verdictOnFirst(state));
    return late ?? apply(isOrdered ? amend(opened, {}, [context.episodes.expectClosed(nameOf(alert), closed)]) : opened);
  };

  /**
   * The recovery is absorbed, unless the suppression ended before the alert resolved, or the monitor may no longer hold the alert. Then the
   * firing is sent first (S5, S6).
   */
  const onRecoveryOfHeld = async (state: AlertState, episode: Episode, open: OpenEpisode): Promise<Judgement> => {
    const holds = await context.episodes.holds(episode.id, episode.windows);
    const verdict = state.quiet ? verdictOf(state.quiet, now, grace) : undefined;
    const bar = barOf(state.alert.labels);
    const isLate = bar !== undefined || verdict?.kind === 'send';
    const ended = verdict?.kind === 'send' ? verdict.ended : undefined;
    const late = isLate ? releaseReason(bar, ended, episode.startsAt) : undefined;
    return apply(transitions.resolve({ episode, open, holds, closed: state.closed }, state.alert, late));
  };

  /** What would have happened to an alert of a monitor that observes, now that it recovers (S11). */
  const observed = (episode: Episode, { quiet }: AlertState): Episode => {
    if (episode.wouldBe !== 'held') return episode;
    const isHeld = quiet !== undefined && wouldStayHeld(quiet, { from: episode.receivedAt, at: now }, grace);
    return { ...episode, wouldBe: isHeld ? 'absorbed' : 'released' };
  };

  const onRecovery = async (state: AlertState, episode: Episode, open: OpenEpisode): Promise<Judgement> => {
    if (isStale(episode, state.alert, state.closed)) return record(episode, { stale: episode.stale + 1 });
    if (episode.state === 'held') return onRecoveryOfHeld(state, episode, open);
    return apply(transitions.resolve({ episode: observed(episode, state), open, holds: [], closed: state.closed }, state.alert));
  };

  /** A recovery without an open episode. It repeats that of the last closed episode, or belongs to an unknown alert (S3). */
  const onRecoveryWithoutEpisode = async ({ alert, items, open, closed }: AlertState): Promise<Judgement> => {
    const isRepeated = closed && (alert.startsAt <= closed.startsAt || alert.endsAt <= closed.endsAt);
    const late = isRepeated ? await recordLate(closed) : undefined;
    if (late) return late;
    if (alert.onlyIfOpen) return { kind: 'nothing' };
    const resolved = transitions.resolveUnknown(monitor.id, alert, items, closed);
    return apply(isOrdered && !open ? amend(resolved, {}, [context.episodes.expectNoOpen(nameOf(alert))]) : resolved);
  };

  return async (state: AlertState): Promise<Judgement> => {
    const { alert, open, episode } = state;
    // The row of the open episode and the episode are read one after the other. If they disagree, the episode was closed in between. If the
    // episode itself cannot be read, the alert is judged as one without an open episode, so that it is not refused for ever (S2).
    if (open && episode && !episode.open) throw new StaleWrite([`OpenEpisode ${open.identity}`]);
    if (alert.status === 'firing') return onFiring(state);
    return open && episode ? onRecovery(state, episode, open) : onRecoveryWithoutEpisode(state);
  };
};
