import type { ClosedEpisode, Episode, Hold, OpenEpisode } from '../../domain/episode/episode.ts';
import { closedPointer, openPointer } from '../../domain/episode/pointers.ts';
import { changesOf, type Verdict, windowsOf } from '../../domain/episode/verdict.ts';
import type { Monitor } from '../../domain/monitor/monitor.ts';
import type { ReceivedAlert } from '../../domain/monitor/received-alert.ts';
import type { ReachedItem } from '../../domain/suppression/decision.ts';
import type { Quiet } from '../../domain/window/quiet.ts';
import { amend, begin, type DeliveryText, type EpisodeTransition, type TransitionContext, transitionSteps } from './transition-steps.ts';

/** An alert that fires and has no open episode. */
interface FirstFiring {
  readonly alert: ReceivedAlert;
  readonly items: readonly ReachedItem[];
  /** The row of an open episode that cannot be read: it is replaced. */
  readonly lost: OpenEpisode | undefined;
}

/** What is stored of an alert that resolves. */
interface ResolvingEpisode {
  readonly episode: Episode;
  readonly open: OpenEpisode;
  readonly holds: readonly Hold[];
  readonly closed: ClosedEpisode | undefined;
}

const idsOf = (windows: readonly Quiet[]): string[] => windows.map(({ window }) => window);

/** The transitions of an episode. Each starts from what was read, and its writes fail if that has changed since (S9). */
export const episodeTransitions = (context: TransitionContext) => {
  const { clock, episodes } = context;
  const { create, deliver, hold, unhold, outageDue, close, complete } = transitionSteps(context);

  /** Sends what was held: one firing with the original start and the reason why it comes now (S5). */
  const sendHeld = (transition: EpisodeTransition, holds: readonly Hold[], reason: string): EpisodeTransition => {
    const { episode } = transition;
    const released = amend(transition, { state: 'released', announcedAt: clock.now() }, unhold(episode, holds));
    return deliver(released, { kind: 'firing', reason });
  };

  const openSent = (transition: EpisodeTransition, { note }: Verdict & { kind: 'send' }): EpisodeTransition => {
    const noted = note ? { note } : {};
    return deliver(amend(transition, { announcedAt: clock.now(), ...noted }), { kind: 'firing', ...noted });
  };

  const openHeld = (transition: EpisodeTransition, windows: readonly Quiet[]): EpisodeTransition => {
    const ids = idsOf(windows);
    const held = amend(transition, { state: 'held', windows: ids, changes: [...changesOf(windows)] });
    return amend(held, {}, hold(held.episode, ids));
  };

  /** Sends the alert of a monitor that observes, and records what would have happened (S11). There is no hold, so no window counts it. */
  const openObserved = (transition: EpisodeTransition, verdict: Verdict): EpisodeTransition => {
    if (verdict.kind === 'send') return amend(openSent(transition, verdict), { wouldBe: 'forwarded' });
    const windows = windowsOf(verdict);
    const sent = openSent(transition, { kind: 'send' });
    return amend(sent, { wouldBe: 'held', windows: idsOf(windows), changes: [...changesOf(windows)] });
  };

  return {
    /** Opens an episode for an alert that fires and has none that is open (S9): held, or sent. A monitor that observes sends it. */
    open: ({ id, mode }: Pick<Monitor, 'id' | 'mode'>, { alert, items, lost }: FirstFiring, verdict: Verdict): EpisodeTransition => {
      const created = create(id, alert, items);
      const enforced = () => (verdict.kind === 'send' ? openSent(created, verdict) : openHeld(created, windowsOf(verdict)));
      const opened = mode === 'observe' ? openObserved(created, verdict) : enforced();
      return complete(amend(opened, {}, [episodes.saveOpen(openPointer(opened.episode, lost)), ...outageDue(opened.episode)]));
    },

    /** Keeps an episode held, under other windows than before (S7): adds the new holds and ends those that no longer apply. */
    holdUnder: (episode: Episode, holds: readonly Hold[], windows: readonly Quiet[]): EpisodeTransition => {
      const ids = idsOf(windows);
      const added = ids.filter((window) => !holds.some((one) => one.held && one.window === window));
      const ended = holds.filter(({ window }) => !ids.includes(window));
      const changes = new Map([...episode.changes, ...changesOf(windows)].map((change) => [change.id, change]));
      const writes = [...hold(episode, added, holds), ...unhold(episode, ended)];
      return complete(amend(begin(episode), { windows: ids, changes: [...changes.values()] }, writes));
    },

    /** Sends an episode that was held. `reason`: why it is sent now. */
    release: (episode: Episode, holds: readonly Hold[], open: OpenEpisode, reason: string): EpisodeTransition => {
      const released = sendHeld(begin(episode), holds, reason);
      return complete(amend(released, {}, [episodes.saveOpen(openPointer(released.episode, open))]));
    },

    /** Sends a firing again that was sent before. */
    remind: (episode: Episode, text: Omit<DeliveryText, 'kind'>, fields: Partial<Episode> = {}): EpisodeTransition =>
      complete(deliver(amend(begin(episode), fields), { kind: 'firing', ...text })),

    /** Closes an episode that was sent, without a recovery. */
    end: (episode: Episode, open: OpenEpisode): EpisodeTransition => {
      const now = clock.now();
      return complete(
        amend(begin(episode), { open: false, closedAt: now, endsAt: now }, [episodes.removeOpen(open), ...outageDue(episode)]),
      );
    },

    /** Records a message that changes nothing: a repeat, or one that came too late (S4). */
    record: (episode: Episode, fields: Partial<Episode>): EpisodeTransition => complete(amend(begin(episode), fields)),

    /**
     * Closes an episode. If the firing is held, the recovery is absorbed; otherwise it is sent (S3).
     * `late`: why the held firing is sent first. Its alert resolved after its suppression had ended, or may no longer be held (S5).
     */
    resolve: ({ episode, open, holds, closed }: ResolvingEpisode, alert: ReceivedAlert, late?: string): EpisodeTransition => {
      const held = episode.state === 'held';
      const started = held && late !== undefined ? sendHeld(begin(episode), holds, late) : begin(episode);
      const ended = close(started, alert);
      const resolved =
        held && late === undefined ? amend(ended, { state: 'absorbed' }, unhold(episode, holds)) : deliver(ended, { kind: 'resolved' });
      const pointers = [episodes.removeOpen(open), episodes.saveClosed(closedPointer(resolved.episode, closed))];
      return complete(amend(resolved, {}, [...pointers, ...outageDue(episode)]));
    },

    /** Records and sends the recovery of an alert whose firing is not known, with a note that says so (S3). */
    resolveUnknown: (
      monitor: string,
      alert: ReceivedAlert,
      items: readonly ReachedItem[],
      closed: ClosedEpisode | undefined,
    ): EpisodeTransition => {
      const note = 'recovery-of-unknown';
      const ended = close(amend(create(monitor, alert, items), { note }), alert);
      const resolved = deliver(ended, { kind: 'resolved', note });
      return complete(amend(resolved, {}, [episodes.saveClosed(closedPointer(resolved.episode, closed)), ...outageDue(resolved.episode)]));
    },
  };
};
