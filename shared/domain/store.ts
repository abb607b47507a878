/**
 * One conditional write of one row, made by a repository and committed by the store. What it looks like is the adapter's affair.
 * Its condition is always one of two (T2): the row is absent, or its version is the one that was read.
 */
export interface Write {
  /** What is written, for messages: `Change 0190…`. */
  readonly label: string;
}

/** The one way to change something: all the writes, or none. */
export interface Store {
  /**
   * Commits in one transaction (T5), retried on conflict, throttling and time-out until the budget ends.
   * @throws StaleWrite when a condition does not hold: read again, judge again, and commit anew
   * @throws DomainError `store/busy` (kind busy) when the budget ends first
   */
  commit(writes: readonly Write[]): Promise<void>;
  /**
   * Writes rows that are written once under keys that nobody else can have (scope, reservation): by batch, unprocessed ones again (T2).
   * Doing it twice is harmless.
   */
  writeOnce(writes: readonly Write[]): Promise<void>;
}

/** Somebody else was first: the row changed, or is there already. `label` names the write that lost. */
export class StaleWrite extends Error {
  override readonly name = 'StaleWrite';
  readonly labels: readonly string[];
  constructor(labels: readonly string[]) {
    super(`changed meanwhile: ${labels.join(', ')}`);
    this.labels = labels;
  }
}

export const isStaleWrite = (error: unknown): error is StaleWrite => error instanceof Error && error.name === 'StaleWrite';

/** How often a judgement is made again on fresh rows before we say that the store is busy. */
const attempts = 16;

/**
 * Judges on fresh rows until nobody else was faster (P7): `judge` reads, decides and commits; a lost race makes it run again, a
 * refusal ends it.
 */
export const onFreshRows = async <Answer>(judge: () => Promise<Answer>): Promise<Answer> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await judge();
    } catch (error) {
      if (!isStaleWrite(error) || attempt === attempts) throw error;
    }
  }
};

/** A page of a list: `nextCursor` is where the next one begins; a page may be short and still have one (T4). */
export interface Page<Entity> {
  readonly items: readonly Entity[];
  readonly nextCursor?: string | undefined;
}

/** Which page is asked for. The cursor is the sort position after which it begins. */
export interface PageRequest {
  readonly limit: number;
  readonly after?: string | undefined;
}
