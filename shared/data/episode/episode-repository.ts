import type { Episode, EpisodeFilter, EpisodeRepository } from '../../domain/episode/episode.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { key, last, shardsOf } from '../define-row.ts';
import { listDays } from '../list-days.ts';
import { listRows } from '../list-rows.ts';
import type { Records } from '../records.ts';
import { closedEpisodeRow, deliveryRow, episodeRow, holdPartitions, holdRow, openEpisodeRow } from './episode-rows.ts';

type Keep = (episode: Episode) => boolean;

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
      return row && episodeRow.fromRow(row);
    },
    findMany: async (ids) => (await records.readMany(ids.map((id) => episodeRow.key({ id })))).map(episodeRow.fromRow),
    save: episodeRow.save,
    open: async (monitor, fingerprints) =>
      (await records.readMany(fingerprints.map((fingerprint) => openEpisodeRow.key({ monitor, fingerprint })))).map(openEpisodeRow.fromRow),
    openOf: async (monitor) => (await rowsOf(shardsOf('OPEN', monitor))).map(openEpisodeRow.fromRow),
    saveOpen: openEpisodeRow.save,
    removeOpen: openEpisodeRow.remove,
    closed: async (monitor, fingerprints) =>
      (await records.readMany(fingerprints.map((fingerprint) => closedEpisodeRow.key({ monitor, fingerprint })))).map(
        closedEpisodeRow.fromRow,
      ),
    saveClosed: closedEpisodeRow.save,
    holdsOf: async (window) => (await rowsOf(holdPartitions(window))).map(holdRow.fromRow),
    holds: async (episode, windows) =>
      (await records.readMany(windows.map((window) => holdRow.key({ window, episode })))).map(holdRow.fromRow),
    saveHold: holdRow.save,
    deliveriesOf: async (episode) => {
      const rows = await records.query({ partition: key('EPISODE', episode), from: 'DELIVERY#', to: `DELIVERY#${last}` });
      return rows.map(deliveryRow.fromRow);
    },
    findDelivery: async (episode, n) => {
      const row = await records.read(deliveryRow.key({ episode, n }));
      return row && deliveryRow.fromRow(row);
    },
    saveDelivery: deliveryRow.save,
    page,
  };
};
