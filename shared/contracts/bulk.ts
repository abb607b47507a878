import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';

/** The problem of one entry of a bulk request: an RFC 9457 problem document without the members that belong to the whole request. */
const EntryProblem = lazily(() =>
  z
    .strictObject({
      type: z.string(),
      title: z.string(),
      status: z.int(),
      code: z.string(),
      detail: z.string(),
      errors: z.array(z.strictObject({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
    })
    .meta({ id: 'EntryProblem' }),
);

/** The results of a bulk request, in the order of its entries: a status of HTTP each, and a problem document for what was refused. */
export const resultsOf = <Fields extends z.ZodRawShape>(fields: () => Fields) =>
  lazily(() => z.strictObject({ results: z.array(z.strictObject({ ...fields(), status: z.int(), problem: EntryProblem().optional() })) }));
