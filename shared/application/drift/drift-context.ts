import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import type { ConfigFiles, DriftRepository } from '../../domain/drift/drift-state.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import type { Store } from '../../domain/store.ts';
import type { UnauthorizedChangeRepository } from '../../domain/unauthorized-change/unauthorized-change.ts';
import type { ClassReads } from '../class/find-class.ts';
import type { ChangesNamingContext } from '../control/changes-naming.ts';
import type { CoverageContext } from '../control/covering-change.ts';
import type { UnauthorizedContext } from '../control/record-unauthorized.ts';
import type { NamingContext } from '../naming/name-references.ts';
import type { ReminderContext } from '../reminder/reminder-writes.ts';

/** What receiving the events of AWS Config needs. */
export interface DriftContext
  extends ClassReads,
    ReminderContext,
    Pick<CoverageContext, 'relations'>,
    Pick<UnauthorizedContext, 'events'>,
    Pick<NamingContext, 'clock'> {
  readonly drift: DriftRepository;
  readonly configFiles: ConfigFiles;
  readonly references: Pick<ItemReferences, 'aliases'>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany' | 'page' | 'save' | 'unchanged'>;
  readonly changes: Pick<ChangeRepository, 'findMany' | 'nextNumber' | 'save' | 'scope'>;
  readonly namings: NamingContext['namings'] & ChangesNamingContext['namings'];
  readonly unauthorizedChanges: Pick<UnauthorizedChangeRepository, 'find' | 'save'>;
  readonly store: Pick<Store, 'commit' | 'writeOnce'>;
}
