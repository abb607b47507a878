/**
 * One conditional write of one row. A repository creates it, and the store commits it. Its form is up to the adapter. Its condition is one
 * of two (T2): the row does not exist, or its version is the one that was read.
 */
export interface Write {
  /** Names the row in messages: `Change 0190…`. */
  readonly label: string;
}

/** Commits writes. Every change of stored data goes through it. */
export interface Store {
  /**
   * Commits all the writes in one transaction, or none of them (T5). It retries on conflict, throttling and timeout until the time budget
   * ends.
   * @throws StaleWrite if a condition does not hold: the caller must read again, decide again and commit again
   * @throws DomainError busy `store/busy` if the time budget ends first
   */
  commit(writes: readonly Write[]): Promise<void>;
  /**
   * Commits one conditional write of a row without a transaction, which costs half as much (T5). For counts and words that many messages
   * change, such as the repeats of an alert.
   * @throws StaleWrite, DomainError busy as `commit`
   */
  commitOne(write: Write): Promise<void>;
  /**
   * Writes rows that are written only once, under keys that no other writer uses (scope, reservation). It uses batch writes and retries
   * unprocessed rows (T2). It is idempotent.
   */
  writeOnce(writes: readonly Write[]): Promise<void>;
}

/** A write failed because its row was changed concurrently, or exists already. `labels` names the writes that failed. */
export class StaleWrite extends Error {
  override readonly name = 'StaleWrite';
  readonly labels: readonly string[];
  constructor(labels: readonly string[]) {
    super(`changed concurrently: ${labels.join(', ')}`);
    this.labels = labels;
  }
}

export const isStaleWrite = (error: unknown): error is StaleWrite => error instanceof Error && error.name === 'StaleWrite';

/** A stored row that is needed does not match its schema. It was reported when it was read (T4). */
export class RowUnreadable extends Error {
  override readonly name = 'RowUnreadable';
  /** `faults`: which fields were not accepted, and why. They have no content of the row. */
  constructor(type: string, faults: readonly string[]) {
    super(`a row of the type ${type} cannot be read: ${faults.join(', ')}`);
  }
}

export const isRowUnreadable = (error: unknown): error is RowUnreadable => error instanceof Error && error.name === 'RowUnreadable';

/** How often an operation is tried on fresh rows before the conflict is reported. */
const attempts = 16;

/**
 * Runs `operation`, which reads, decides and commits, and runs it again on fresh rows after a concurrent change (P7). Other errors are not
 * retried.
 * @throws StaleWrite if the last of 16 attempts fails
 */
export const onFreshRows = async <Answer>(operation: () => Promise<Answer>): Promise<Answer> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await operation();
    } catch (error) {
      if (!isStaleWrite(error) || attempt === attempts) throw error;
    }
  }
};

/** A page of a list. `nextCursor` is the start of the next page. A page may have fewer items than asked for and still have one (T4). */
export interface Page<Entity> {
  readonly items: readonly Entity[];
  readonly nextCursor?: string | undefined;
}

/** A request for a page. `after` is the sort position after which the page begins. */
export interface PageRequest {
  readonly limit: number;
  readonly after?: string | undefined;
}
