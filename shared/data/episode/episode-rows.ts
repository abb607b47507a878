import { plus } from '../../domain/clock.ts';
import { pendingFor } from '../../domain/episode/delivery-order.ts';
import type { ClosedEpisode, Delivery, Episode, Hold, OpenEpisode, PendingDelivery } from '../../domain/episode/episode.ts';
import { baseShardOf, defineRow, key, shardOf } from '../define-row.ts';
import { closedShards, holdShards, openShards, pendingShards } from '../table.ts';
import { ClosedEpisodeRow, DeliveryRow, EpisodeRow, HoldRow, OpenEpisodeRow, PendingDeliveryRow } from './episode-schemas.ts';

/**
 * EPISODE#<id> | #                                      the episode
 * bySelector: EPISODE#<monitor>#<shard> | <receivedAt>#<id>   the episodes of one monitor
 * byTime: EPISODE#<day>#<shard> | <receivedAt>#<id>     the episodes first received on a day
 */
export const episodeRow = defineRow<Episode, { id: string }>({
  type: 'Episode',
  schema: EpisodeRow,
  primary: ({ id }) => ({ pk: key('EPISODE', id), sk: '#' }),
  retention: { kind: 'episodes', since: ({ closedAt }) => closedAt },
  indexes: ({ id, monitor, receivedAt }) => ({
    bySelector: [key('EPISODE', monitor, shardOf(id)), key(receivedAt, id)],
    byTime: [key('EPISODE', receivedAt.slice(0, 10), shardOf(id)), key(receivedAt, id)],
  }),
});

/**
 * EPISODE#<id> | DELIVERY#<n>                          a delivery of the episode, by number (S10)
 * byTime: UNSENT#<shard> | <createdAt>#<episode>#<n>   overdue deliveries until they are sent. The sweep measures the oldest
 */
export const deliveryRow = defineRow<Delivery, Pick<Delivery, 'episode' | 'n'>>({
  type: 'Delivery',
  schema: DeliveryRow,
  primary: ({ episode, n }) => ({ pk: key('EPISODE', episode), sk: key('DELIVERY', String(n).padStart(6, '0')) }),
  indexes: ({ episode, n, createdAt, status, overdue }) => ({
    byTime: overdue && status === 'pending' ? [key('UNSENT', shardOf(episode)), key(createdAt, episode, n)] : undefined,
  }),
  // A delivery that was not sent by then is not sent any more.
  retention: { kind: 'deliveries', since: ({ sentAt, createdAt }) => sentAt ?? plus(createdAt, pendingFor) },
});

/** PENDING#<monitor>#<shard> | <episode>#<n>   a delivery that is not sent yet. It belongs to the row of the delivery */
export const pendingDeliveryRow = defineRow<PendingDelivery & { readonly version: 1 }, Pick<PendingDelivery, 'monitor' | 'episode' | 'n'>>({
  type: 'PendingDelivery',
  schema: PendingDeliveryRow,
  primary: ({ monitor, episode, n }) => ({ pk: key('PENDING', monitor, baseShardOf(episode, pendingShards)), sk: key(episode, n) }),
  expiresAt: ({ createdAt }) => plus(createdAt, pendingFor),
});

type EpisodeName = Pick<OpenEpisode, 'monitor' | 'identity'>;

/** OPEN#<monitor>#<shard> | <identity>   the open episode of an alert, at most one (S9) */
export const openEpisodeRow = defineRow<OpenEpisode, EpisodeName>({
  type: 'OpenEpisode',
  schema: OpenEpisodeRow,
  primary: ({ monitor, identity }) => ({ pk: key('OPEN', monitor, baseShardOf(identity, openShards)), sk: identity }),
});

/** CLOSED#<monitor>#<shard> | <identity>   the last closed episode of an alert (S3) */
export const closedEpisodeRow = defineRow<ClosedEpisode, EpisodeName>({
  type: 'ClosedEpisode',
  schema: ClosedEpisodeRow,
  primary: ({ monitor, identity }) => ({ pk: key('CLOSED', monitor, baseShardOf(identity, closedShards)), sk: identity }),
  retention: { kind: 'closed', since: ({ closedAt }) => closedAt },
});

/** HELD#<window>#<shard> | <episode>   an episode was held under a window (S8). Sharded, because many alerts may arrive at once */
export const holdRow = defineRow<Hold, Pick<Hold, 'window' | 'episode'>>({
  type: 'Hold',
  schema: HoldRow,
  primary: ({ window, episode }) => ({ pk: key('HELD', window, baseShardOf(episode, holdShards)), sk: episode }),
  retention: { kind: 'episodes', since: ({ held, since }) => (held ? undefined : since) },
});
