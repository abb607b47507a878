import { sha256 } from '../sha256.ts';
import type { Mask } from '../window/mask.ts';

/** A CI in scope, and the named CIs because of which it is in scope (W3). */
export interface ScopedItem {
  readonly item: string;
  readonly mask: Mask;
}

/** Up to 1,000 CIs of the frozen scope of a revision. All chunks are written once, before their digest is stored in the change (H1). */
export interface ScopeChunk {
  readonly change: string;
  readonly revision: number;
  readonly digest: string;
  readonly chunk: number;
  readonly items: readonly ScopedItem[];
  readonly version: 1;
}

/** The most CIs that a scope may have (T8). */
export const scopeLimit = 10_000;
const chunkSize = 1_000;

/** The digest of a scope: SHA-256 of the sorted CIs with their masks. Approvers approve this digest (H1). */
export const digestOf = (items: readonly ScopedItem[]): string => {
  const lines = items.map(({ item, mask }) => `${item} ${mask}`).toSorted();
  return sha256(lines.join('\n'));
};

/** Splits a scope into chunks for storage. */
export const chunksOf = (change: string, revision: number, digest: string, items: readonly ScopedItem[]): readonly ScopeChunk[] =>
  Array.from({ length: Math.ceil(items.length / chunkSize) }, (_, chunk) => ({
    change,
    revision,
    digest,
    chunk,
    items: items.slice(chunk * chunkSize, (chunk + 1) * chunkSize),
    version: 1 as const,
  }));
