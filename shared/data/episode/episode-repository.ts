import type { Delivery, Episode, EpisodeFilter, EpisodeRepository, OpenEpisode } from '../../domain/episode/episode.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { key, last, partitionsOf, shardsOf } from '../define-row.ts';
import { earliestIn } from '../earliest.ts';
import { rowsOfEntries } from '../index-rows.ts';
import { listDays } from '../list-days.ts';
import { listRows } from '../list-rows.ts';
import { readRow, readRows } from '../read-rows.ts';
import type { Key, Records, RowWrite } from '../records.ts';
import { holdShards, openShards, pendingShards } from '../table.ts';
import { closedEpisodeRow, deliveryRow, episodeRow, holdRow, openEpisodeRow, pendingDeliveryRow } from './episode-rows.ts';
import { closedEpisodeFromKey, holdFromKey, openEpisodeFromKey } from './from-key.ts';

type Keep = (episode: Episode) => boolean;

/** The row that says that a delivery is pending is written when the delivery is created, and removed when it is settled. */
const pendingWrites = ({ monitor, episode, n, kind, createdAt, version, status }: Delivery): readonly RowWrite[] => {
  const pending = { monitor, episode, n, kind, createdAt, version: 1 as const };
  if (status !== 'pending') return [{ ...pendingDeliveryRow.remove(pending), when: 'any' }];
  return version === 1 ? [pendingDeliveryRow.save(pending)] : [];
};

type AlertName = Pick<OpenEpisode, 'monitor' | 'identity'>;

const expectAbsent = (
  { type, key: keyOf }: { readonly type: string; readonly key: (alert: AlertName) => Key },
  alert: AlertName,
): RowWrite => ({
  ...{ kind: 'check', label: `${type} ${alert.identity}`, key: keyOf(alert), when: 'absent' },
});

export const episodeRepository = (records: Records): EpisodeRepository => {
  const page = ({ monitor, from, to, ...request }: PageRequest & EpisodeFilter, keep?: Keep): Promise<Page<Episode>> =>
    monitor === undefined
      ? listDays(records, episodeRow, { ...request, prefix: 'EPISODE', from, to, keep })
      : listRows(records, episodeRow, {
          ...request,
          ...{ index: 'bySelector', partitions: shardsOf('EPISODE', monitor), from, to: `${to}${last}`, descending: true },
          ...(keep ? { keep } : {}),
        });

  const rowsOf = (partitions: readonly string[]) =>
    Promise.all(partitions.map((partition) => records.query({ partition }))).then((rows) => rows.flat());

  return {
    find: async (id) => {
      const row = await records.read(episodeRow.key({ id }));
      return row && readRow(records, episodeRow, row);
    },
    findMany: async (ids) => readRows(records, episodeRow, await records.readMany(ids.map((id) => episodeRow.key({ id })))),
    save: episodeRow.save,
    open: async (monitor, identities) =>
      readRows(
        records,
        openEpisodeRow,
        await records.readMany(identities.map((identity) => openEpisodeRow.key({ monitor, identity }))),
        openEpisodeFromKey,
      ),
    openOf: async (monitor) => readRows(records, openEpisodeRow, await rowsOf(partitionsOf(openShards, 'OPEN', monitor))),
    saveOpen: openEpisodeRow.save,
    removeOpen: openEpisodeRow.remove,
    closed: async (monitor, identities) =>
      readRows(
        records,
        closedEpisodeRow,
        await records.readMany(identities.map((identity) => closedEpisodeRow.key({ monitor, identity }))),
        closedEpisodeFromKey,
      ),
    saveClosed: closedEpisodeRow.save,
    expectNoOpen: (alert) => expectAbsent(openEpisodeRow, alert),
    expectClosed: (alert, closed) => (closed ? closedEpisodeRow.unchanged(closed) : expectAbsent(closedEpisodeRow, alert)),
    holdsOf: async (window) => readRows(records, holdRow, await rowsOf(partitionsOf(holdShards, 'HELD', window)), holdFromKey),
    holds: async (episode, windows) =>
      readRows(records, holdRow, await records.readMany(windows.map((window) => holdRow.key({ window, episode }))), holdFromKey),
    saveHold: holdRow.save,
    deliveriesOf: async (episode) => {
      const rows = await records.query({ partition: key('EPISODE', episode), from: 'DELIVERY#', to: `DELIVERY#${last}` });
      return readRows(records, deliveryRow, rows);
    },
    findDelivery: async (episode, n) => {
      const row = await records.read(deliveryRow.key({ episode, n }));
      return row && readRow(records, deliveryRow, row);
    },
    newestOf: async ({ monitor, from, to }, most) => {
      const partitions = shardsOf('EPISODE', monitor);
      const limit = Math.floor(most / partitions.length);
      const range = { index: 'bySelector', from, to: `${to}${last}`, descending: true, limit } as const;
      const shards = await Promise.all(partitions.map((partition) => records.entries({ ...range, partition })));
      const rows = await rowsOfEntries(records, range.index, shards.flat());
      const items = readRows(
        records,
        episodeRow,
        rows.filter((row) => row !== undefined),
      );
      return {
        items: items.toSorted((one, other) => (key(one.receivedAt, one.id) < key(other.receivedAt, other.id) ? 1 : -1)),
        truncated: shards.some((entries) => entries.length >= limit),
      };
    },
    saveDelivery: (delivery) => [deliveryRow.save(delivery), ...pendingWrites(delivery)],
    pendingOf: async (monitor, limit) => {
      const partitions = partitionsOf(pendingShards, 'PENDING', monitor);
      const rows = await Promise.all(partitions.map((partition) => records.query({ partition, limit, descending: true })));
      return readRows(records, pendingDeliveryRow, rows.flat()).slice(0, limit);
    },
    oldestUnsent: (since) => earliestIn(records, { index: 'byTime', partitions: shardsOf('UNSENT'), from: since }),
    page,
  };
};
