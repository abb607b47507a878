import { type Clock, type Ids, minute, plus } from '../../domain/clock.ts';
import { type DueRepository, newDue } from '../../domain/due/due.ts';
import {
  type ClosedEpisode,
  type Delivery,
  type DeliveryReference,
  deliverySubject,
  type Episode,
  type EpisodeRepository,
  type Hold,
  type OpenEpisode,
} from '../../domain/episode/episode.ts';
import { closedPointer, openPointer } from '../../domain/episode/pointers.ts';
import { endedReason } from '../../domain/episode/reason.ts';
import { changesOf, type Verdict, windowsOf } from '../../domain/episode/verdict.ts';
import { cutToFit, type ReceivedAlert } from '../../domain/monitor/received-alert.ts';
import type { Write } from '../../domain/store.ts';
import type { ReachedItem } from '../../domain/suppression/decision.ts';
import type { EndedQuiet } from '../../domain/suppression/ended.ts';
import type { Quiet } from '../../domain/window/quiet.ts';

interface MoveContext {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly episodes: EpisodeRepository;
  readonly dues: Pick<DueRepository, 'save'>;
}

/** One move of an episode: all of its writes are one transaction, conditional on the episode's version (S9), then what is to be queued. */
export interface EpisodeMove {
  readonly episode: Episode;
  readonly writes: readonly Write[];
  readonly sends: readonly DeliveryReference[];
}

interface FirstFiring {
  readonly alert: ReceivedAlert;
  readonly items: readonly ReachedItem[];
  readonly lost: OpenEpisode | undefined;
}

type DeliveryText = Pick<Delivery, 'kind' | 'note' | 'reason'>;

const deliverAfter = minute;

/** The moves of an episode's life. Each begins from what was read and is conditional on it. */
export const movesOf = (context: MoveContext) => {
  const { clock, episodes, dues } = context;

  const begin = (episode: Episode): EpisodeMove => ({ episode: { ...episode, version: episode.version + 1 }, writes: [], sends: [] });
  const amended = (move: EpisodeMove, fields: Partial<Episode>, writes: readonly Write[] = []): EpisodeMove => ({
    ...move,
    episode: { ...move.episode, ...fields },
    writes: [...move.writes, ...writes],
  });
  const done = (move: EpisodeMove): EpisodeMove => ({ ...move, writes: [episodes.save(move.episode), ...move.writes] });

  /** The next numbered delivery with the row that reminds the sweep of it (S10). */
  const deliver = (move: EpisodeMove, { kind, note, reason }: DeliveryText): EpisodeMove => {
    const { id: episode, monitor, startsAt, endsAt, changes, deliveries } = move.episode;
    const n = deliveries + 1;
    const delivery: Delivery = {
      ...{ episode, n, version: 1, monitor, status: 'pending', kind, startsAt, changes, createdAt: clock.now(), tries: 0 },
      ...(note ? { note } : {}),
      ...(reason === undefined ? {} : { reason }),
      ...(kind === 'resolved' && endsAt !== undefined ? { endsAt } : {}),
    };
    const due = newDue(context)('deliver', deliverySubject(delivery), plus(clock.now(), deliverAfter));
    const next = amended(move, { deliveries: n }, [episodes.saveDelivery(delivery), dues.save(due)]);
    return { ...next, sends: [...next.sends, { episode, n, monitor }] };
  };

  const saveHolds = (episode: Episode, windows: readonly string[], known: readonly Hold[], held: boolean): readonly Write[] =>
    windows.map((window) => {
      const before = known.find((hold) => hold.window === window);
      const base = before ?? { window, episode: episode.id, monitor: episode.monitor, since: clock.now(), version: 0 };
      return episodes.saveHold({ ...base, monitor: episode.monitor, held, version: base.version + 1 });
    });
  const decided = (episode: Episode, holds: readonly Hold[]): readonly Write[] => {
    const held = holds.filter((hold) => hold.held);
    const windows = held.map(({ window }) => window);
    return saveHolds(episode, windows, held, false);
  };

  const fresh = (monitor: string, alert: ReceivedAlert, items: readonly ReachedItem[]): EpisodeMove => {
    const now = clock.now();
    const episode: Episode = {
      ...{
        id: context.ids.next(),
        version: 1,
        monitor,
        fingerprint: alert.fingerprint,
        state: 'forwarded',
        open: true,
        ...cutToFit(alert),
      },
      items: items.map(({ id, since }) => ({ id, ...(since === undefined ? {} : { since }) })),
      ...{
        startsAt: alert.startsAt,
        receivedAt: now,
        lastReceivedAt: now,
        windows: [],
        changes: [],
        repeats: 0,
        stale: 0,
        remindedFor: [],
        deliveries: 0,
      },
    };
    return { episode, writes: [], sends: [] };
  };

  /** It goes out after having been held: one firing with the original start and the reason it comes now (S5). */
  const out = (move: EpisodeMove, holds: readonly Hold[], ended: EndedQuiet | undefined): EpisodeMove => {
    const { episode } = move;
    const announced = amended(move, { state: 'released', announcedAt: clock.now() }, decided(episode, holds));
    return deliver(announced, { kind: 'firing', reason: endedReason('unsuppressed', ended, episode.startsAt) });
  };

  const closing = (move: EpisodeMove, endsAt: string): EpisodeMove => amended(move, { open: false, closedAt: clock.now(), endsAt });

  return {
    /** An alert that fires while none of its name is open (S9). `lost`: the row of an open episode that cannot be read, to be replaced. */
    open: (monitor: string, { alert, items, lost }: FirstFiring, verdict: Verdict): EpisodeMove => {
      const move = fresh(monitor, alert, items);
      if (verdict.kind === 'out') {
        const { note } = verdict;
        const said = deliver(amended(move, { announcedAt: clock.now(), ...(note ? { note } : {}) }), {
          kind: 'firing',
          ...(note ? { note } : {}),
        });
        return done(amended(said, {}, [episodes.saveOpen(openPointer(said.episode, lost))]));
      }
      const windows = windowsOf(verdict);
      const ids = windows.map(({ window }) => window);
      const held = amended(move, { state: 'held', windows: ids, changes: [...changesOf(windows)] });
      return done(amended(held, {}, [...saveHolds(held.episode, ids, [], true), episodes.saveOpen(openPointer(held.episode, lost))]));
    },

    /** Still quiet, but under other windows (S7): pointers for those, and none for what it no longer rests on. */
    rehold: (episode: Episode, holds: readonly Hold[], windows: readonly Quiet[]): EpisodeMove => {
      const ids = windows.map(({ window }) => window);
      const wanted = ids.filter((window) => !holds.some((hold) => hold.held && hold.window === window));
      const left = holds.filter(({ window }) => !ids.includes(window));
      const changes = new Map([...episode.changes, ...changesOf(windows)].map((change) => [change.id, change]));
      const writes = [...saveHolds(episode, wanted, holds, true), ...decided(episode, left)];
      return done(amended(begin(episode), { windows: ids, changes: [...changes.values()] }, writes));
    },

    release: (episode: Episode, holds: readonly Hold[], open: OpenEpisode, ended: EndedQuiet | undefined): EpisodeMove => {
      const move = out(begin(episode), holds, ended);
      return done(amended(move, {}, [episodes.saveOpen(openPointer(move.episode, open))]));
    },

    /** A firing that was announced is told again. */
    remind: (episode: Episode, said: Omit<DeliveryText, 'kind'>, fields: Partial<Episode> = {}): EpisodeMove =>
      done(deliver(amended(begin(episode), fields), { kind: 'firing', ...said })),

    /** Counts what changes nothing: a repeat, or what came too late (S4). */
    count: (episode: Episode, fields: Partial<Episode>): EpisodeMove => done(amended(begin(episode), fields)),

    /** A recovery: absorbed where the firing was held and never told, else sent (S3). `late`: the quiet had ended before it came. */
    recover: (
      { episode, open, holds, closed }: { episode: Episode; open: OpenEpisode; holds: readonly Hold[]; closed: ClosedEpisode | undefined },
      endsAt: string,
      late?: { readonly ended: EndedQuiet | undefined },
    ): EpisodeMove => {
      const held = episode.state === 'held';
      const absorbed = held && !late;
      const first = held && late ? out(begin(episode), holds, late.ended) : begin(episode);
      const ended = closing(first, endsAt);
      const told = absorbed ? amended(ended, { state: 'absorbed' }, decided(episode, holds)) : deliver(ended, { kind: 'resolved' });
      return done(amended(told, {}, [episodes.removeOpen(open), episodes.saveClosed(closedPointer(told.episode, closed))]));
    },

    /** The recovery of what we never heard of, or forgot: sent and marked (S3). */
    unknownRecovery: (
      monitor: string,
      alert: ReceivedAlert,
      items: readonly ReachedItem[],
      closed: ClosedEpisode | undefined,
    ): EpisodeMove => {
      const ended = closing(amended(fresh(monitor, alert, items), { note: 'recovery-of-unknown' }), alert.endsAt);
      const told = deliver(ended, { kind: 'resolved', note: 'recovery-of-unknown' });
      return done(amended(told, {}, [episodes.saveClosed(closedPointer(told.episode, closed))]));
    },
  };
};
