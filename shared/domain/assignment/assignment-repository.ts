import type { Page, PageRequest, Write } from '../store.ts';
import type { Assignment } from './assignment.ts';

/** Who may hold assets. */
export interface HolderKey {
  readonly noun: 'person' | 'item';
  readonly id: string;
}

export interface AssignmentRepository {
  find(asset: string, id: string): Promise<Assignment | undefined>;
  /** The assignments of an asset, the newest first. */
  page(asset: string, request: PageRequest): Promise<Page<Assignment>>;
  /** All open assignments of a holder. */
  heldBy(holder: HolderKey): Promise<readonly Assignment[]>;
  /** Writes an assignment, and keeps the list of what its holder has. */
  save(next: Assignment, before?: Assignment): readonly Write[];
}
