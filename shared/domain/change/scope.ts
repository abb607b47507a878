import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { sha256 } from '../sha256.ts';
import { Id } from '../values.ts';

/** A CI in scope, and which named CIs bring it in (W3). */
export const ScopedItem = lazily(() => z.strictObject({ item: Id(), mask: z.int().min(1) }));
export type ScopedItem = Shape<typeof ScopedItem>;

/** The frozen scope of a revision, in chunks of a thousand, written once before its digest stands on the change (H1). */
export const ScopeChunk = lazily(() =>
  z.strictObject({
    change: Id(),
    revision: z.int().min(1),
    digest: z.string(),
    chunk: z.int().min(0),
    items: z.array(ScopedItem()),
    version: z.literal(1),
  }),
);
export type ScopeChunk = Shape<typeof ScopeChunk>;

/** A scope reaches so many CIs at most (T8). */
export const scopeLimit = 10_000;
const chunkSize = 1_000;

/** SHA-256 over the items in order with their masks: what approvers approve (H1). */
export const digestOf = (items: readonly ScopedItem[]): string => {
  const lines = items.map(({ item, mask }) => `${item} ${mask}`).toSorted();
  return sha256(lines.join('\n'));
};

export const chunksOf = (change: string, revision: number, digest: string, items: readonly ScopedItem[]): readonly ScopeChunk[] =>
  Array.from({ length: Math.ceil(items.length / chunkSize) }, (_, chunk) => ({
    change,
    revision,
    digest,
    chunk,
    items: items.slice(chunk * chunkSize, (chunk + 1) * chunkSize),
    version: 1 as const,
  }));
