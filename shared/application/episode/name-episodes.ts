import type { Monitor } from '../../domain/monitor/monitor.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { type ChangeNamesContext, changeNames } from '../change/change-names.ts';
import { type ItemNamesContext, itemNames } from '../item/item-names.ts';

/** What reading the names of monitors needs. */
export interface MonitorNamesContext {
  readonly monitors: Pick<ResourceRepository<Monitor>, 'findMany'>;
}

/** Reads the names of all these monitors together. Returns a function that gives the name of one of them. */
export const monitorNames =
  ({ monitors }: MonitorNamesContext) =>
  async (ids: readonly string[]): Promise<(id: string) => string | undefined> => {
    const found = ids.length === 0 ? [] : await monitors.findMany([...new Set(ids)]);
    return (id) => found.find((monitor) => monitor.id === id)?.name;
  };

interface EpisodeIds {
  readonly monitor: string;
  readonly items: readonly string[];
  readonly changes: readonly string[];
}

/** Adds the names of the monitor, the CIs and the changes to each episode of a page. All of them are read together. */
export const nameEpisodes =
  (context: MonitorNamesContext & ChangeNamesContext & ItemNamesContext) =>
  async <Shown extends EpisodeIds>(episodes: readonly Shown[]) => {
    const [nameOfMonitor, namesOfItems, nameOfChange] = await Promise.all([
      monitorNames(context)(episodes.map(({ monitor }) => monitor)),
      itemNames(context)(episodes.flatMap(({ items }) => items)),
      changeNames(context)(episodes.flatMap(({ changes }) => changes)),
    ]);
    return episodes.map((episode) => ({
      ...episode,
      monitorName: nameOfMonitor(episode.monitor),
      itemNames: namesOfItems(episode.items),
      changeNames: episode.changes.map((change) => ({ change, ...nameOfChange(change) })),
    }));
  };
