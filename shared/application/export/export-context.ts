import type { Caller } from '../../domain/access.ts';
import type { AssetRepository } from '../../domain/asset/asset-repository.ts';
import type { AssignmentRepository } from '../../domain/assignment/assignment-repository.ts';
import type { Client } from '../../domain/client/client.ts';
import type { Clock, Ids } from '../../domain/clock.ts';
import type { CostRepository } from '../../domain/cost/cost-repository.ts';
import type { ExportFiles, ExportRepository } from '../../domain/export/export-repository.ts';
import type { TransferQueue } from '../../domain/import/import-repository.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import type { LicenseRepository } from '../../domain/license/license-repository.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Page, PageRequest, Store } from '../../domain/store.ts';
import type { Team } from '../../domain/team/team.ts';

/** The dependencies of an export that runs. */
export interface ExportRunContext {
  readonly exports: ExportRepository;
  readonly exportFiles: ExportFiles;
  readonly assets: AssetRepository;
  readonly references: ItemReferences;
  readonly assignments: Pick<AssignmentRepository, 'find'>;
  readonly licenses: Pick<LicenseRepository, 'seatsOf'>;
  readonly costs: Pick<CostRepository, 'of'>;
  readonly people: ResourceRepository<Person>;
  readonly teams: ResourceRepository<Team>;
  readonly clients: Pick<ResourceRepository<Client>, 'find'>;
  readonly store: Store;
  readonly clock: Clock;
}

/** The dependencies of the requests for exports. */
export interface ExportContext {
  readonly exports: ExportRepository;
  readonly exportFiles: Pick<ExportFiles, 'link'>;
  readonly exportQueue: TransferQueue;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What can be exported. One record for each kind. */
export interface ExportKind {
  /** The filters that it takes, all of them optional. */
  readonly filters: readonly string[];
  /** A page of entries as the caller may see them, by references that an import reads. */
  readonly page: (
    context: ExportRunContext,
    filter: Readonly<Record<string, string>>,
    caller: Caller,
  ) => (request: PageRequest) => Promise<Page<object>>;
}
