import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import type { Write } from '../store.ts';
import { Id, resourceFields, StoredTime } from '../values.ts';

/** How an unauthorized change was found. `disposal`: an asset was disposed of while its CI was live. */
const sources = ['disposal'] as const;

/** A change of a live CI that no approved change allowed. It stays open until somebody resolves it. */
export const UnauthorizedChange = lazily(() =>
  z.strictObject({
    ...resourceFields(),
    item: Id(),
    source: z.enum(sources),
    detectedAt: StoredTime(),
    status: z.enum(['open', 'resolved']),
  }),
);
export type UnauthorizedChange = Shape<typeof UnauthorizedChange>;

export interface UnauthorizedChangeRepository {
  save(change: UnauthorizedChange): Write;
}
