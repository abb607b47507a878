import { changeRepository } from '../data/change/change-repository.ts';
import { configurationItemRepository } from '../data/configuration-item/configuration-item-repository.ts';
import { dueRepository } from '../data/due/due-repository.ts';
import { episodeRepository } from '../data/episode/episode-repository.ts';
import { eventRepository } from '../data/event/event-repository.ts';
import { itemReferences } from '../data/item/item-references.ts';
import { monitorRow } from '../data/monitor/monitor-rows.ts';
import { unmappedRepository } from '../data/monitor/unmapped-repository.ts';
import type { Records } from '../data/records.ts';
import { resourceRepository } from '../data/resource/resource-repository.ts';
import { windowRepository } from '../data/window/window-repository.ts';
import { type Monitor, Monitors } from '../domain/monitor/monitor.ts';

/** The repositories of the functions that hold, forward or release alerts. */
export const alertRepositories = (records: Records) => ({
  episodes: episodeRepository(records),
  windows: windowRepository(records),
  configurationItems: configurationItemRepository(records),
  references: itemReferences(records),
  monitors: resourceRepository<Monitor>(records, Monitors, monitorRow),
  unmapped: unmappedRepository(records),
  changes: changeRepository(records),
  dues: dueRepository(records),
  events: eventRepository(records),
});
