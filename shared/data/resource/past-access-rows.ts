import * as z from 'zod';
import { roles } from '../../domain/access.ts';
import { lazily } from '../../domain/lazily.ts';
import { accessNouns, type PastAccess } from '../../domain/report/past-access.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

const PastAccessRow = lazily(() =>
  z.strictObject({
    ...{ noun: z.enum(accessNouns), id: Id(), version: z.literal(1), ofVersion: z.int().min(1) },
    ...{ createdAt: StoredTime(), since: StoredTime(), until: StoredTime(), deleted: z.boolean() },
    access: z.strictObject({
      roles: z.array(z.enum(roles)).optional(),
      teams: z.array(Id()).optional(),
      departed: z.string().optional(),
      members: z.array(Id()).optional(),
      responsible: Id().optional(),
    }),
  }),
);

/** The end of the sort keys of one instant: `PAST#<until>#<version>`. */
export const pastKey = (...parts: readonly string[]): string => key('PAST', ...parts);

/**
 * <NOUN>#<id> | PAST#<until>#<version>   what a person, a contact group or a client gave until it was changed or deleted
 * inOrder: DELETED#<NOUN>#<shard> | <id>   those that were deleted
 */
export const pastAccessRow = defineRow<PastAccess, Pick<PastAccess, 'noun' | 'id' | 'until' | 'ofVersion'>>({
  type: 'PastAccess',
  schema: PastAccessRow,
  primary: ({ noun, id, until, ofVersion }) => ({
    pk: key(noun.toUpperCase(), id),
    sk: pastKey(until, String(ofVersion).padStart(8, '0')),
  }),
  indexes: ({ noun, id, deleted }) => ({ inOrder: deleted ? [key('DELETED', noun.toUpperCase(), shardOf(id)), id] : undefined }),
});
