import type { Caller } from '../../domain/access.ts';
import type { AssetRepository } from '../../domain/asset/asset-repository.ts';
import type { AssignmentRepository } from '../../domain/assignment/assignment-repository.ts';
import type { Client } from '../../domain/client/client.ts';
import type { Ids } from '../../domain/clock.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import type { CostRepository } from '../../domain/cost/cost-repository.ts';
import type { Export } from '../../domain/export/export.ts';
import type { ExportFiles, ExportRepository } from '../../domain/export/export-repository.ts';
import type { TransferQueue } from '../../domain/import/import-repository.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import type { RelationRepository } from '../../domain/item/relation-repository.ts';
import type { LicenseRepository } from '../../domain/license/license-repository.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Page, PageRequest, Store } from '../../domain/store.ts';
import type { Team } from '../../domain/team/team.ts';
import type { AccessContext } from '../report/access-report.ts';
import type { PerformanceContext } from '../report/change-performance.ts';
import type { PeriodReportsContext } from '../report/period-reports.ts';
import type { ReportContext } from '../report/report-context.ts';
import type { ServiceCostReportContext } from '../report/service-cost-report.ts';

/** The dependencies of an export that runs. */
export type ExportRunContext = ListExportContext & PeriodReportsContext & ServiceCostReportContext & PerformanceContext & AccessContext;

/** The dependencies of the exports of lists, and of the reports on values. */
interface ListExportContext extends ReportContext {
  readonly exports: ExportRepository;
  readonly exportFiles: ExportFiles;
  readonly assets: AssetRepository;
  readonly references: ItemReferences;
  readonly assignments: Pick<AssignmentRepository, 'find'>;
  readonly licenses: Pick<LicenseRepository, 'seatsOf' | 'termsOf'>;
  readonly costs: Pick<CostRepository, 'of'>;
  readonly people: ResourceRepository<Person>;
  readonly teams: ResourceRepository<Team>;
  readonly contactGroups: ResourceRepository<ContactGroup>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'page' | 'findMany'>;
  readonly relations: Pick<RelationRepository, 'edges'>;
  readonly clients: Pick<ResourceRepository<Client>, 'find'>;
  readonly store: Store;
}

/** The dependencies of the requests for exports. */
export interface ExportContext extends Pick<ReportContext, 'books' | 'clock'> {
  readonly exports: ExportRepository;
  readonly exportFiles: Pick<ExportFiles, 'link'>;
  readonly exportQueue: TransferQueue;
  readonly store: Store;
  readonly ids: Ids;
}

/** A page of a list of what can be imported, as the caller may see it, by references that an import reads. */
export type ListPage = (
  context: ExportRunContext,
  filter: Readonly<Record<string, string>>,
  caller: Caller,
) => (request: PageRequest) => Promise<Page<object>>;

/** How much of an export is taken: the entries, and the numbers of a report beside them. */
export type ExportProgress = Export['progress'];

/** Writes rows of cells as CSV. */
export type CsvWriter = (rows: readonly (readonly string[])[]) => string;

/**
 * How the file of one export is written. It takes entries page by page. What it has taken, and what is not in the file yet, is kept as a text
 * when a run ends, so that the next run goes on with it.
 */
export interface ExportContent<Taken> {
  /** What is taken before the first page. */
  readonly first: Taken;
  /** Takes one page of entries. @throws DomainError invalid if the export cannot be made */
  readonly take: (
    taken: Taken,
    request: PageRequest,
  ) => Promise<{
    readonly taken: Taken;
    readonly entries: number;
    /** What the page adds to the numbers beside the entries. */
    readonly counts?: Readonly<Record<string, number>> | undefined;
    readonly nextCursor?: string | undefined;
  }>;
  readonly toText: (taken: Taken) => string;
  readonly fromText: (text: string) => Taken;
  /** How many characters of the file are taken, which may be stored as a part before the end. 0 if the file is written at the end. */
  readonly writable: (taken: Taken) => number;
  /** The last part of the file. `progress` is that of the whole export. */
  readonly end: (taken: Taken, progress: ExportProgress) => Promise<string>;
}
