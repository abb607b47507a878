import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { DueRepository } from '../../domain/due/due.ts';
import type { OutageRepository } from '../../domain/outage/outage-repository.ts';
import type { AgreementContext } from '../agreement/agreement-context.ts';

/** What recording an outage needs. */
export interface RecordOutageContext extends Pick<AgreementContext, 'store' | 'events' | 'clock' | 'ids'> {
  readonly outages: OutageRepository;
  readonly dues: Pick<DueRepository, 'save'>;
}

/** The dependencies of the use cases of outages. */
export interface OutageContext extends RecordOutageContext, Pick<AgreementContext, 'items' | 'references'> {
  readonly changes: ChangeRepository;
}
