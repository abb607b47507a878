import type { Approval, Withdrawal, WithdrawnApproval } from '../approval/approval.ts';
import type { DonePrompt } from '../approval/approval-prompt.ts';
import type { Instant } from '../clock.ts';
import type { Reservation, ReservationVersion } from '../reservation/reservation.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import type { Change } from './change.ts';
import type { ChangeComment } from './change-comment.ts';
import type { ChangeOutcome } from './change-outcome.ts';
import type { ScopeChunk, ScopedItem } from './scope.ts';
import type { WorkflowRun } from './workflow-run.ts';

export interface ChangeRepository {
  find(id: string): Promise<Change | undefined>;
  /** @throws DomainError missing `change/not-found` */
  get(id: string): Promise<Change>;
  /** The changes with these ids that exist and can be read, by requests of up to 100 rows. */
  findMany(ids: readonly string[]): Promise<readonly Change[]>;
  /** The id of the change with this number or external reference (I7). */
  named(scheme: 'number' | 'external-reference', value: string): Promise<string | undefined>;
  /** The ids of the changes with these external references, by reference, by requests of up to 100 rows (I7). What cannot be read is left out. */
  withReferences(references: readonly string[]): Promise<ReadonlyMap<string, string>>;
  nextNumber(): Promise<string>;
  /** Several numbers at once, in their order. */
  nextNumbers(count: number): Promise<readonly string[]>;
  save(next: Change, before?: Change): readonly Write[];
  /** Checks without writing that the change has not changed since it was read. */
  unchanged(change: Change): Write;
  /**
   * Changes in the order of creation, or those of one status in the order of their windows' start, or of their approval deadline. With `from`,
   * those of a status from that time on.
   */
  page(
    request: PageRequest & { readonly status?: string; readonly from?: Instant },
    keep?: (change: Change) => boolean,
  ): Promise<Page<Change>>;
  /** The changes that await decisions, on their plan, on an extension, or after an emergency was started, in the order of their deadline. */
  awaiting(request: PageRequest, keep: (change: Change) => boolean): Promise<Page<Change>>;
  /**
   * The changes whose work was finished in `[from, to)`, in the order of that time. For reports only (T4). An emergency that was started before
   * its approval is among them once that is decided.
   */
  finished(period: { readonly from: Instant; readonly to: Instant }, request: PageRequest): Promise<Page<Change>>;
  decisions(change: string, revision: number): Promise<readonly Approval[]>;
  /** The people who have decided on a revision, with those for whom they decided, also where a decision itself cannot be read. */
  deciders(change: string, revision: number): Promise<readonly string[]>;
  saveDecision(approval: Approval): Write;
  /** Keeps a decision as withdrawn. The person may then decide again. */
  withdrawDecision(approval: Approval, withdrawal: Withdrawal): readonly Write[];
  /** The withdrawn decisions on a revision, oldest first. */
  withdrawnDecisions(change: string, revision: number): Promise<readonly WithdrawnApproval[]>;
  savePrompt(prompt: DonePrompt): Write;
  saveScope(chunk: ScopeChunk): Write;
  /** The chunks of the frozen scope of a revision: only those with this digest (H1). */
  scopeChunks(change: string, revision: number, digest: string): Promise<readonly ScopeChunk[]>;
  /** The CIs of the frozen scope of a revision. */
  scope(change: string, revision: number, digest: string): Promise<readonly ScopedItem[]>;
  run(change: string): Promise<WorkflowRun | undefined>;
  saveRun(run: WorkflowRun): Write;
  saveComment(comment: ChangeComment): Write;
  findComment(change: string, id: string): Promise<ChangeComment | undefined>;
  /** The comments on a change, oldest first. */
  comments(change: string, request: PageRequest): Promise<Page<ChangeComment>>;
  /** The latest comments on a change, at most this many, oldest first. */
  latestComments(change: string, most: number): Promise<readonly ChangeComment[]>;
  saveOutcome(outcome: ChangeOutcome): Write;
  /** The success record of an item: how the work of changes on it ended that were finished since then, oldest first (H8). */
  outcomesOn(item: string, since: Instant): Promise<readonly ChangeOutcome[]>;
  /** The outcomes of these items under a change that was finished at that time, as their success records have them. */
  findOutcomes(change: string, at: Instant, items: readonly string[]): Promise<readonly ChangeOutcome[]>;
}

/** The reservations that scheduling reads, and the versions that it increments (T8). A month has 32 shards, and an id falls into one of them. */
export interface ReservationRepository {
  /** The versions of the shards into which these ids fall, in the months that may overlap `[from, to)`. Without a row, a version is 0. */
  versions(ids: readonly string[], from: Instant, to: Instant): Promise<readonly ReservationVersion[]>;
  saveVersion(version: ReservationVersion): Write;
  /** Reservations that overlap `[from, to)`, as far as they are in the shards into which these ids fall. At most 64 queries. */
  overlapping(ids: readonly string[], from: Instant, to: Instant): Promise<readonly Reservation[]>;
  /** A row for each shard into which an id of the reservation falls. @throws DomainError too-large `row/too-large` */
  save(reservation: Reservation): readonly Write[];
}
