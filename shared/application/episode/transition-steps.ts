import { type Clock, type Ids, minute, plus } from '../../domain/clock.ts';
import { type DueRepository, newDue } from '../../domain/due/due.ts';
import {
  type Delivery,
  type DeliveryReference,
  deliverySubject,
  type Episode,
  type EpisodeRepository,
  type Hold,
} from '../../domain/episode/episode.ts';
import { latestMessage } from '../../domain/episode/latest-message.ts';
import { cutToFit, type ReceivedAlert } from '../../domain/monitor/received-alert.ts';
import type { Write } from '../../domain/store.ts';
import type { ReachedItem } from '../../domain/suppression/decision.ts';

export interface TransitionContext {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly episodes: EpisodeRepository;
  readonly dues: Pick<DueRepository, 'save'>;
}

/**
 * One transition of an episode: the episode after it, the writes of one transaction that is conditional on the version it started from
 * (S9), and the deliveries to queue once that transaction has been committed.
 */
export interface EpisodeTransition {
  readonly episode: Episode;
  readonly writes: readonly Write[];
  readonly sends: readonly DeliveryReference[];
}

export type DeliveryText = Pick<Delivery, 'kind' | 'note' | 'reason'>;

/** The sweep looks after a delivery that has not been sent by then (S10). */
const sweepAfter = minute;

/** Starts a transition from a stored episode. */
export const begin = (episode: Episode): EpisodeTransition => ({
  episode: { ...episode, version: episode.version + 1 },
  writes: [],
  sends: [],
});

/** Changes fields of the episode and adds writes to the transaction. */
export const amend = (transition: EpisodeTransition, fields: Partial<Episode>, writes: readonly Write[] = []): EpisodeTransition => ({
  ...transition,
  episode: { ...transition.episode, ...fields },
  writes: [...transition.writes, ...writes],
});

/** The parts that transitions are composed of. */
export const transitionSteps = (context: TransitionContext) => {
  const { clock, ids, episodes, dues } = context;

  const holdRows = (episode: Episode, windows: readonly string[], known: readonly Hold[], held: boolean): readonly Write[] =>
    windows.map((window) => {
      const before = known.find((hold) => hold.window === window);
      const base = before ?? { window, episode: episode.id, monitor: episode.monitor, since: clock.now(), version: 0 };
      return episodes.saveHold({ ...base, monitor: episode.monitor, held, version: base.version + 1 });
    });

  return {
    /** Starts a transition from an alert that has no open episode. */
    create: (monitor: string, alert: ReceivedAlert, items: readonly ReachedItem[]): EpisodeTransition => {
      const now = clock.now();
      const episode: Episode = {
        ...{ id: ids.next(), version: 1, monitor, fingerprint: alert.fingerprint, state: 'forwarded', open: true },
        ...latestMessage(alert),
        ...cutToFit(alert),
        items: items.map(({ id, since, isPartial }) => ({
          id,
          ...(since === undefined ? {} : { since }),
          ...(isPartial ? { isPartial } : {}),
        })),
        ...{ startsAt: alert.startsAt, receivedAt: now, lastReceivedAt: now },
        ...(alert.isTest ? { isTest: alert.isTest } : {}),
        ...(alert.isOutage ? { isOutage: alert.isOutage } : {}),
        ...(alert.sentStartsAt === undefined ? {} : { sentStartsAt: alert.sentStartsAt }),
        ...{ windows: [], changes: [], repeats: 0, stale: 0, remindedFor: [], deliveries: 0 },
      };
      return { episode, writes: [], sends: [] };
    },

    /** Adds the next delivery, with the row by which the sweep finds it if it is not sent (S10). */
    deliver: (transition: EpisodeTransition, { kind, note, reason }: DeliveryText): EpisodeTransition => {
      const { id: episode, monitor, startsAt, endsAt, changes, deliveries } = transition.episode;
      const n = deliveries + 1;
      const delivery: Delivery = {
        ...{ episode, n, version: 1, monitor, status: 'pending', kind, startsAt, changes, createdAt: clock.now(), tries: 0 },
        ...(note ? { note } : {}),
        ...(reason === undefined ? {} : { reason }),
        ...(kind === 'resolved' && endsAt !== undefined ? { endsAt } : {}),
      };
      const due = newDue(context)('deliver', deliverySubject(delivery), plus(clock.now(), sweepAfter));
      const told = kind === 'firing' ? { toldAt: clock.now() } : {};
      const next = amend(transition, { deliveries: n, ...told }, [...episodes.saveDelivery(delivery), dues.save(due)]);
      return { ...next, sends: [...next.sends, { episode, n, monitor }] };
    },

    /** Holds the episode under windows. `known`: holds of the episode that exist. */
    hold: (episode: Episode, windows: readonly string[], known: readonly Hold[] = []): readonly Write[] =>
      holdRows(episode, windows, known, true),

    /** Ends the holds: the episode has been decided under these windows. */
    unhold: (episode: Episode, holds: readonly Hold[]): readonly Write[] => {
      const held = holds.filter((hold) => hold.held);
      const windows = held.map(({ window }) => window);
      return holdRows(episode, windows, held, false);
    },

    /**
     * The row by which the sweep records the outage that an alert is, or its end (L2). Nothing more is done about it here, so that an outage that
     * cannot be recorded never stops or delays an alert.
     */
    outageDue: ({ id, isOutage, items }: Episode): readonly Write[] =>
      isOutage && items.length > 0 ? [dues.save(newDue(context)('alert-outage', id, clock.now()))] : [],

    close: (transition: EpisodeTransition, alert: ReceivedAlert): EpisodeTransition =>
      amend(transition, { open: false, closedAt: clock.now(), endsAt: alert.endsAt, ...latestMessage(alert, transition.episode) }),

    /** Completes the transition by writing the episode itself. */
    complete: (transition: EpisodeTransition): EpisodeTransition => ({
      ...transition,
      writes: [episodes.save(transition.episode), ...transition.writes],
    }),
  };
};
