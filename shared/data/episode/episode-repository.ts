import { day, type Instant, later, plus } from '../../domain/clock.ts';
import type { Episode, EpisodeFilter, EpisodeRepository } from '../../domain/episode/episode.ts';
import { invalid } from '../../domain/errors.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { key, last, partitionsOf, shardsOf } from '../define-row.ts';
import { listRows } from '../list-rows.ts';
import { readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { holdShards, openShards } from '../table.ts';
import { closedEpisodeRow, deliveryRow, episodeRow, holdRow, openEpisodeRow } from './episode-rows.ts';
import { closedEpisodeFromKey, holdFromKey, openEpisodeFromKey } from './from-key.ts';

type Keep = (episode: Episode) => boolean;
interface Range {
  readonly from: Instant;
  readonly to: Instant;
}

/** A list over all monitors reads at most this many days per request, newest first. The cursor leads to earlier days. */
const daysARequest = 31;

/** The day of a list position. @throws DomainError 400 `cursor/invalid` for a position that no answer contained */
const dayOf = (position: string): string => {
  const date = position.slice(0, 10);
  if (Number.isNaN(Date.parse(`${date}T00:00:00.000Z`)))
    throw invalid(undefined, 'cursor/invalid', 'the cursor does not belong to this list; start without one');
  return date;
};

export const episodeRepository = (records: Records): EpisodeRepository => {
  const list = (
    partitions: readonly string[],
    index: 'bySelector' | 'byTime',
    { from, to, ...request }: PageRequest & Range,
    keep?: Keep,
  ) =>
    listRows(records, episodeRow, {
      ...request,
      index,
      partitions,
      from,
      to: `${to}${last}`,
      descending: true,
      ...(keep ? { keep } : {}),
    });

  /** Reads day by day, newest first, until the page is full. */
  const byTime = async (request: PageRequest & Range, keep?: Keep): Promise<Page<Episode>> => {
    const items: Episode[] = [];
    const newest = dayOf(request.after ?? request.to);
    const oldest = later(request.from, plus(`${newest}T00:00:00.000Z`, -daysARequest * day));
    for (let at = newest; at >= oldest.slice(0, 10); at = plus(`${at}T00:00:00.000Z`, -day).slice(0, 10)) {
      const page = await list(shardsOf('EPISODE', at), 'byTime', { ...request, limit: request.limit - items.length }, keep);
      items.push(...page.items);
      if (page.nextCursor !== undefined) return { items, nextCursor: page.nextCursor };
      // The page is full at the end of a day: the next page starts with the day before.
      if (items.length === request.limit && at > oldest.slice(0, 10)) return { items, nextCursor: key(`${at}T00:00:00.000Z`) };
    }
    return oldest > request.from ? { items, nextCursor: key(`${oldest.slice(0, 10)}T00:00:00.000Z`) } : { items };
  };

  const page = ({ monitor, from, to, ...request }: PageRequest & EpisodeFilter, keep?: Keep): Promise<Page<Episode>> =>
    monitor === undefined
      ? byTime({ ...request, from, to }, keep)
      : list(shardsOf('EPISODE', monitor), 'bySelector', { ...request, from, to }, keep);

  const rowsOf = (partitions: readonly string[]) =>
    Promise.all(partitions.map((partition) => records.query({ partition }))).then((rows) => rows.flat());

  return {
    find: async (id) => {
      const row = await records.read(episodeRow.key({ id }));
      return row && episodeRow.fromRow(row);
    },
    findMany: async (ids) => readRows(records, episodeRow, await records.readMany(ids.map((id) => episodeRow.key({ id })))),
    save: episodeRow.save,
    open: async (monitor, fingerprints) =>
      readRows(
        records,
        openEpisodeRow,
        await records.readMany(fingerprints.map((fingerprint) => openEpisodeRow.key({ monitor, fingerprint }))),
        openEpisodeFromKey,
      ),
    openOf: async (monitor) => readRows(records, openEpisodeRow, await rowsOf(partitionsOf(openShards, 'OPEN', monitor))),
    saveOpen: openEpisodeRow.save,
    removeOpen: openEpisodeRow.remove,
    closed: async (monitor, fingerprints) =>
      readRows(
        records,
        closedEpisodeRow,
        await records.readMany(fingerprints.map((fingerprint) => closedEpisodeRow.key({ monitor, fingerprint }))),
        closedEpisodeFromKey,
      ),
    saveClosed: closedEpisodeRow.save,
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
      return row && deliveryRow.fromRow(row);
    },
    saveDelivery: deliveryRow.save,
    page,
  };
};
