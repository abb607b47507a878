import type { Instant } from '../clock.ts';

/** What somebody says about a change: a remark, a question, or the answer to a question. A comment is never edited. */
export interface ChangeComment {
  readonly id: string;
  readonly version: 1;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly change: string;
  /** The actor who wrote it: `person:<id>` or `client:<id>`. */
  readonly by: string;
  readonly text: string;
  readonly question: boolean;
  /** The question that it answers. */
  readonly answers?: string | undefined;
}
