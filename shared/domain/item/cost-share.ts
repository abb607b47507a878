import * as z from 'zod';
import { lazily } from '../lazily.ts';

/** The part of the cost of a relation's target that counts for its source (L4): a decimal from 0 to 1 with up to six places. */
export const CostShare = lazily(() =>
  z.string().regex(/^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)$/, 'must be a decimal from 0 to 1 with up to six places, such as 0.25'),
);

/** What is said about a relation beside its type and its ends. */
export const RelationDraft = lazily(() => z.strictObject({ share: CostShare().optional() }).meta({ id: 'RelationDraft' }));
