import type { Caller } from '../../domain/access.ts';
import type { Client } from '../../domain/client/client.ts';
import type { Clock } from '../../domain/clock.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import type { CostRepository } from '../../domain/cost/cost-repository.ts';
import type { FieldError } from '../../domain/errors.ts';
import type { Import, ImportOutcome } from '../../domain/import/import.ts';
import type { AssetMatches, ImportFiles, ImportRepository } from '../../domain/import/import-repository.ts';
import type { RowFields } from '../../domain/import/import-row.ts';
import type { RowFilling } from '../../domain/import/row-draft.ts';
import type { Starter } from '../../domain/import/transfer.ts';
import type { LicenseRepository } from '../../domain/license/license-repository.ts';
import type { OutageRepository } from '../../domain/outage/outage-repository.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Store } from '../../domain/store.ts';
import type { Team } from '../../domain/team/team.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import type { AssetContext } from '../asset/asset-context.ts';
import type { ConfigurationItemContext } from '../configuration-item/configuration-item-context.ts';
import type { changeAddress } from '../person/change-address.ts';

/** The dependencies of an import that runs. */
export interface ImportRunContext extends Omit<AssetContext & ConfigurationItemContext, 'people' | 'teams' | 'contactGroups'> {
  readonly imports: ImportRepository;
  readonly files: Pick<ImportFiles, 'start' | 'rows'>;
  readonly assetMatches: AssetMatches;
  readonly people: ResourceRepository<Person>;
  readonly teams: ResourceRepository<Team>;
  readonly contactGroups: ResourceRepository<ContactGroup>;
  readonly licenses: LicenseRepository;
  readonly costs: CostRepository;
  readonly outages: OutageRepository;
  readonly windows: Pick<WindowRepository, 'save' | 'saveServiceWindow'>;
  readonly clients: Pick<ResourceRepository<Client>, 'find'>;
  readonly addressChanges: Parameters<typeof changeAddress>[0]['addressChanges'];
  readonly store: Store;
}

/** An import that runs, with the rights of who started it. */
export interface ImportRun extends RowFilling {
  readonly state: Import;
  readonly caller: Caller;
  readonly matchOn: readonly string[];
}

/** A row that could be read. `newId`: the id of what it creates. */
export interface ReadableRow {
  readonly line: number;
  readonly fields: RowFields;
  /** The fields that only a new entry gets: what exists keeps its own. Among them are those that are empty, and for which others stand in. */
  readonly firstOnly: readonly string[];
  readonly newId: string;
}

/** What became of a row that was not refused. In a dry run, what would be created has no item. */
export interface RowOutcome {
  readonly outcome: Exclude<ImportOutcome, 'failed'>;
  readonly item?: string | undefined;
  /** What may be other than intended, although the row was taken. @default nothing */
  readonly warnings?: readonly FieldError[] | undefined;
}

/** Rows whose matches were read. */
export interface LoadedRows {
  /** Handles one of them. @throws DomainError if the row is refused */
  readonly handle: (row: ReadableRow) => Promise<RowOutcome>;
  /** Writes what belongs to all of them together, after they were handled. @default nothing */
  readonly close?: () => Promise<void>;
}

/** What can be imported. One record for each kind. */
export interface ImportKind {
  /** What identifies a row in the file. Two rows of a file must not have the same. */
  readonly keysOf: (fields: RowFields, matchOn: readonly string[]) => readonly string[];
  /** Whether two rows with this key may still be different things, so that a row that is refused for it says what would tell them apart. @default never */
  readonly isVague?: (key: string) => boolean;
  /** Whether the row may refer to another row, so that it is handled after those that do not. @default never */
  readonly isLater?: (fields: RowFields) => boolean;
  /** Reads what these rows may match, all together. */
  readonly load: (context: ImportRunContext, run: ImportRun) => (rows: readonly ReadableRow[]) => Promise<LoadedRows>;
}

/** Who started a transfer, with the rights of now. Undefined if that person or client may do nothing any more. */
export const callerOfStarter = async (
  { people, clients, clock }: Pick<ImportRunContext, 'people' | 'clients'> & { readonly clock: Clock },
  { kind, id, responsible }: Starter,
): Promise<Caller | undefined> => {
  if (kind === 'client') {
    const client = await clients.find(id);
    return client && { kind, id, roles: client.roles, teams: [], responsible: responsible ?? client.responsible };
  }
  const person = await people.find(id);
  return person && isActive(person, clock.now()) ? { kind, id, roles: person.roles, teams: person.teams } : undefined;
};
