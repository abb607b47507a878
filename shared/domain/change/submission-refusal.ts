import * as z from 'zod';
import type { Instant } from '../clock.ts';
import type { FieldError } from '../errors.ts';
import { StoredTime } from '../values.ts';

/** A stored refusal, as changes have it. */
export const SubmissionRefusal = () =>
  z.strictObject({
    at: StoredTime(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.strictObject({ pointer: z.string(), code: z.string(), detail: z.string() })),
  });
/** Why a submission was refused after its request had been answered: what the problem document would have said, and when it was found (H1). */
export interface SubmissionRefusal {
  readonly at: Instant;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldError[];
}
