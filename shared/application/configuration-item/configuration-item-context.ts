import type { AssetRepository } from '../../domain/asset/asset-repository.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import type { CiSightingRepository } from '../../domain/configuration-item/sighting.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import type { HistoryRepository } from '../../domain/history/history-repository.ts';
import type { RelationRepository } from '../../domain/item/relation-repository.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Team } from '../../domain/team/team.ts';
import type { ClassReads } from '../class/find-class.ts';
import type { ControlContext } from '../control/allow-write.ts';
import type { ItemContext } from '../item/item-context.ts';
import type { ReminderContext } from '../reminder/reminder-writes.ts';
import type { GateReads } from './unmet-gates.ts';

/** The dependencies of the use cases for CIs and relations. */
export interface ConfigurationItemContext
  extends ItemContext,
    ClassReads,
    GateReads,
    ReminderContext,
    Pick<ControlContext, 'changes' | 'drift' | 'unauthorizedChanges'> {
  readonly configurationItems: ConfigurationItemRepository;
  readonly assets: Pick<AssetRepository, 'save' | 'unchanged'>;
  readonly sightings: CiSightingRepository;
  readonly relations: RelationRepository;
  readonly history: HistoryRepository;
  readonly namings: ItemContext['namings'] & ControlContext['namings'];
  readonly teams: Pick<ResourceRepository<Team>, 'find' | 'ownerOf'>;
  readonly contactGroups: Pick<ResourceRepository<ContactGroup>, 'find' | 'ownerOf'>;
}
