import { changeRepository } from '../data/change/change-repository.ts';
import { dueRepository } from '../data/due/due-repository.ts';
import { episodeRepository } from '../data/episode/episode-repository.ts';
import { eventRepository } from '../data/event/event-repository.ts';
import { itemRepository } from '../data/item/item-repository.ts';
import type { Records } from '../data/records.ts';
import { resourceRepository } from '../data/resource/resource-repository.ts';
import { windowRepository } from '../data/window/window-repository.ts';
import { type Monitor, Monitors } from '../domain/monitor/monitor.ts';

/** The repositories of every function that decides what becomes of alerts. */
export const alertRepositories = (records: Records) => ({
  episodes: episodeRepository(records),
  windows: windowRepository(records),
  items: itemRepository(records),
  monitors: resourceRepository<Monitor>(records, Monitors),
  changes: changeRepository(records),
  dues: dueRepository(records),
  events: eventRepository(records),
});
