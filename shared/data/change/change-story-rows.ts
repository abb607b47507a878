import * as z from 'zod';
import type { ChangeComment } from '../../domain/change/change-comment.ts';
import type { ChangeOutcome } from '../../domain/change/change-outcome.ts';
import { outcomes } from '../../domain/change/change-values.ts';
import { lazily } from '../../domain/lazily.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';

const ChangeOutcomeRow = lazily(() =>
  z.strictObject({ item: Id(), change: Id(), outcome: z.enum(outcomes), at: StoredTime(), version: z.int().min(1) }),
);

const ChangeCommentRow = lazily(() =>
  z.strictObject({
    ...{ id: Id(), version: z.literal(1), createdAt: StoredTime(), updatedAt: StoredTime(), change: Id() },
    ...{ by: z.string(), text: z.string(), question: z.boolean(), answers: Id().optional() },
  }),
);

/** CHANGE#<id> | COMMENT#<comment>   the comments on a change, in the order of time */
export const changeCommentRow = defineRow<ChangeComment, Pick<ChangeComment, 'change' | 'id'>>({
  type: 'ChangeComment',
  schema: ChangeCommentRow,
  primary: ({ change, id }) => ({ pk: key('CHANGE', change), sk: key('COMMENT', id) }),
});

/** OUTCOME#<item> | <finishedAt>#<change>   how the work of a change on an item ended, in the order of time */
export const changeOutcomeRow = defineRow<ChangeOutcome, Pick<ChangeOutcome, 'item' | 'at' | 'change'>>({
  type: 'ChangeOutcome',
  schema: ChangeOutcomeRow,
  primary: ({ item, at, change }) => ({ pk: key('OUTCOME', item), sk: key(at, change) }),
});
