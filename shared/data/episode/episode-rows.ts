import { ClosedEpisode, Delivery, Episode, Hold, OpenEpisode } from '../../domain/episode/episode.ts';
import { defineRow, hash, key, shardOf } from '../define-row.ts';

/**
 * EPISODE#<id> | #                                      the episode
 * bySelector: EPISODE#<monitor>#<shard> | <receivedAt>#<id>   those of one monitor
 * byTime: EPISODE#<day>#<shard> | <receivedAt>#<id>     those first heard on a day
 */
export const episodeRow = defineRow<Episode, { id: string }>({
  type: 'Episode',
  schema: Episode,
  primary: ({ id }) => ({ pk: key('EPISODE', id), sk: '#' }),
  indexes: ({ id, monitor, receivedAt }) => ({
    bySelector: [key('EPISODE', monitor, shardOf(id)), key(receivedAt, id)],
    byTime: [key('EPISODE', receivedAt.slice(0, 10), shardOf(id)), key(receivedAt, id)],
  }),
});

/** EPISODE#<id> | DELIVERY#<n>   what is sent for it, by number (S10) */
export const deliveryRow = defineRow<Delivery, Pick<Delivery, 'episode' | 'n'>>({
  type: 'Delivery',
  schema: Delivery,
  primary: ({ episode, n }) => ({ pk: key('EPISODE', episode), sk: key('DELIVERY', String(n).padStart(6, '0')) }),
});

type EpisodeName = Pick<OpenEpisode, 'monitor' | 'fingerprint'>;

/** OPEN#<monitor>#<shard> | <fingerprint>   the episode of an alert that is open: at most one (S9) */
export const openEpisodeRow = defineRow<OpenEpisode, EpisodeName>({
  type: 'OpenEpisode',
  schema: OpenEpisode,
  primary: ({ monitor, fingerprint }) => ({ pk: key('OPEN', monitor, shardOf(fingerprint)), sk: fingerprint }),
});

/** CLOSED#<monitor>#<shard> | <fingerprint>   the last one that is closed (S3) */
export const closedEpisodeRow = defineRow<ClosedEpisode, EpisodeName>({
  type: 'ClosedEpisode',
  schema: ClosedEpisode,
  primary: ({ monitor, fingerprint }) => ({ pk: key('CLOSED', monitor, shardOf(fingerprint)), sk: fingerprint }),
});

/** Shards of a window's holds: many alerts of one window come at once (S8). */
const holdShards = 16;
export const holdPartitions = (window: string): readonly string[] =>
  Array.from({ length: holdShards }, (_, shard) => key('HELD', window, shard));

/** HELD#<window>#<hash of the episode mod 16> | <episode>   that an episode was held under a window (S8) */
export const holdRow = defineRow<Hold, Pick<Hold, 'window' | 'episode'>>({
  type: 'Hold',
  schema: Hold,
  primary: ({ window, episode }) => ({ pk: key('HELD', window, hash(episode) % holdShards), sk: episode }),
});
