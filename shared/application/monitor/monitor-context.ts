import type { Clock, Ids } from '../../domain/clock.ts';
import type { DueRepository } from '../../domain/due/due.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import type { MonitorRepository, Sealer } from '../../domain/monitor/monitor.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Store } from '../../domain/store.ts';
import type { Team } from '../../domain/team/team.ts';
import type { CredentialRepository } from '../../domain/token/credential.ts';
import type { NamingContext } from '../naming/name-references.ts';
import type { ReceiverRules } from './receiver-rules.ts';

export interface MonitorContext extends ReceiverRules {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: (bytes: number) => string;
  readonly monitors: MonitorRepository;
  readonly namings: NamingContext['namings'];
  readonly credentials: CredentialRepository;
  readonly events: EventRepository;
  readonly dues: Pick<DueRepository, 'save'>;
  readonly teams: Pick<ResourceRepository<Team>, 'find' | 'ownerOf'>;
  readonly sealer: Sealer;
}
