import * as z from 'zod';
import { Assignment } from '../../domain/assignment/assignment.ts';
import type { HolderKey } from '../../domain/assignment/assignment-repository.ts';
import { lazily, type Shape } from '../../domain/lazily.ts';
import { Id } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';

/** ITEM#<asset> | ASSIGNMENT#<id>   who had an asset, in order of time (A2) */
export const assignmentRow = defineRow<Assignment, { asset: string; id: string }>({
  type: 'Assignment',
  schema: Assignment,
  primary: ({ asset, id }) => ({ pk: key('ITEM', asset), sk: key('ASSIGNMENT', id) }),
});

const HeldAsset = lazily(() =>
  z.strictObject({ noun: z.enum(['person', 'item']), holder: Id(), asset: Id(), id: Id(), version: z.literal(1) }),
);
type HeldAsset = Shape<typeof HeldAsset>;

/** HOLDER#<noun>#<id> | <assignment>   the open assignments of a person or an item, written with the assignment */
export const heldAssetRow = defineRow<HeldAsset, { noun: HolderKey['noun']; holder: string; id: string }>({
  type: 'HeldAsset',
  schema: HeldAsset,
  primary: ({ noun, holder, id }) => ({ pk: key('HOLDER', noun, holder), sk: id }),
});
