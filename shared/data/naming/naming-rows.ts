import * as z from 'zod';
import { lazily } from '../../domain/lazily.ts';
import { namedNouns, userNouns } from '../../domain/naming/mention.ts';
import type { Naming } from '../../domain/naming/naming.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';

const NamingRow = lazily(() =>
  z.strictObject({
    named: z.strictObject({ noun: z.enum(namedNouns), id: Id() }),
    user: z.strictObject({ noun: z.enum(userNouns), id: Id() }),
    userVersion: z.int().min(1),
    at: StoredTime(),
    version: z.int().min(1),
    withdrawn: z.boolean().optional(),
  }),
);

/** NAMED#<noun>#<id> | USER#<noun>#<user>   a resource that names this one, or once did */
export const namingRow = defineRow<Naming, Pick<Naming, 'named' | 'user'>>({
  type: 'Naming',
  schema: NamingRow,
  primary: ({ named, user }) => ({ pk: key('NAMED', named.noun, named.id), sk: key('USER', user.noun, user.id) }),
});

/** NAMED#<noun>#<id> | #   the last resource that was about to name this one; a deletion checks that it is as it was read */
export const lastNamingRow = defineRow<Naming, Pick<Naming, 'named'>>({
  type: 'LastNaming',
  schema: NamingRow,
  primary: ({ named }) => ({ pk: key('NAMED', named.noun, named.id), sk: '#' }),
});
