import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';

interface EpisodeIds {
  readonly monitor: string;
  readonly items: readonly string[];
  readonly changes: readonly string[];
}

/** Adds the names of the monitor, the CIs and the changes to each episode of a page. All of them are read together. */
export const nameEpisodes =
  (context: NamesContext) =>
  async <Shown extends EpisodeIds>(episodes: readonly Shown[]) => {
    const names = await namesOf(context)(
      episodes.flatMap(({ monitor, changes, items }) => [
        ...referencesTo('monitor', [monitor]),
        ...referencesTo('change', changes),
        ...referencesTo('item', items),
      ]),
    );
    return episodes.map((episode) => ({
      ...episode,
      monitorName: names.of(episode.monitor),
      items: episode.items.map(names.item),
      itemNames: names.list('item', episode.items),
      changeNames: episode.changes.map((change) => ({ change, ...names.ofChange(change) })),
    }));
  };
