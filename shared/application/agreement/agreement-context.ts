import type { AgreementRepository } from '../../domain/agreement/agreement-repository.ts';
import type { Clock, Ids } from '../../domain/clock.ts';
import type { DueRepository } from '../../domain/due/due.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import type { Store } from '../../domain/store.ts';
import type { ItemInPathContext } from '../item/item-in-path.ts';

/** The dependencies of the use cases of agreements. */
export interface AgreementContext extends ItemInPathContext {
  readonly agreements: AgreementRepository;
  readonly store: Store;
  readonly dues: Pick<DueRepository, 'save'>;
  readonly events: EventRepository;
  readonly clock: Clock;
  readonly ids: Ids;
}
