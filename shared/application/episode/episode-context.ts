import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { Clock, Ids } from '../../domain/clock.ts';
import type { DueRepository } from '../../domain/due/due.ts';
import type { EpisodeRepository, SendQueue } from '../../domain/episode/episode.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import type { MonitorRepository } from '../../domain/monitor/monitor.ts';
import type { UnmappedRepository } from '../../domain/monitor/unmapped.ts';
import type { Store } from '../../domain/store.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import type { LookUpContext } from '../suppression/look-up.ts';

/** The dependencies of the use cases for alerts. */
export interface AlertContext extends LookUpContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly episodes: EpisodeRepository;
  readonly windows: WindowRepository;
  readonly monitors: Pick<MonitorRepository, 'find' | 'get' | 'findMany' | 'page'>;
  readonly changes: Pick<ChangeRepository, 'scope'>;
  readonly dues: Pick<DueRepository, 'save'>;
  readonly events: Pick<EventRepository, 'record'>;
  readonly queue: SendQueue;
  readonly unmapped: UnmappedRepository;
}
