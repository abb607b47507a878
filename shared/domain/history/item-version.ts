import * as z from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import { Difference, differencesOf } from '../differences.ts';
import type { JsonObject } from '../json-object.ts';
import { lazily, type Shape } from '../lazily.ts';
import type { Resource } from '../resource/define-resource.ts';
import { sha256 } from '../sha256.ts';
import { Id, StoredTime } from '../values.ts';
import { bySystem, type Origin } from './origin.ts';

/** The parts of an item that have a history of their own (C6): both facets, and the relations of which it is the source. */
export const historyFacets = ['asset', 'ci', 'relations'] as const;
export type HistoryFacet = (typeof historyFacets)[number];

/**
 * One version of one part of an item. `version` counts the versions of this part from 1. `facetVersion` is the version of the facet, which
 * begins anew if the facet was deleted; it is 0 for a deletion, and relations have none. `hash` is the SHA-256 of the canonical JSON of all
 * other fields; they include the hash of the version before, so the versions form a chain.
 */
export const ItemVersion = lazily(() =>
  z.strictObject({
    item: Id(),
    facet: z.enum(historyFacets),
    version: z.int().min(1),
    facetVersion: z.int().min(0).optional(),
    at: StoredTime(),
    actor: z.string(),
    request: z.string().optional(),
    change: z.string().optional(),
    reason: z.string().optional(),
    differences: z.array(Difference()),
    previousHash: z.string().optional(),
    hash: z.string(),
  }),
);
export type ItemVersion = Readonly<Shape<typeof ItemVersion>>;

/** The newest version of a chain. It is kept in the row of the facet, or in a row of its own where there is no facet. */
export const ChainHead = lazily(() => z.strictObject({ version: z.int().min(1), hash: z.string(), at: StoredTime() }));
export type ChainHead = Readonly<Shape<typeof ChainHead>>;

/** The end of a chain, from which it goes on. */
export const headOf = ({ version, hash, at }: ItemVersion): ChainHead => ({ version, hash, at });

/** What a facet knows of its chain. It is stored with the facet and is part of no answer. */
export interface ChainField {
  /** Absent if the facet was written before histories were kept. */
  readonly chain?: ChainHead | undefined;
}

/** The hash of a version, whatever hash it says of itself. */
export const hashOf = ({ hash: _, ...fields }: Omit<ItemVersion, 'hash'> & { readonly hash?: string }): string =>
  sha256(canonicalJson(fields));

/** The fields of a facet whose history is kept. Ids, versions and times are those of the versions themselves. */
export const facetContent = (facet: (Resource & ChainField) | undefined): JsonObject => {
  if (!facet) return {};
  const { id, version, createdAt, updatedAt, chain, ...content } = facet;
  return JSON.parse(JSON.stringify(content));
};

/** A step of a chain. */
interface Step {
  readonly item: string;
  readonly facet: HistoryFacet;
  readonly facetVersion?: number;
  readonly at: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/**
 * The next version of a chain. The versions of a chain are in the order of time, even if the clocks of two writers differ.
 */
export const nextVersion = (
  { item, facet, facetVersion, at, before, after }: Step,
  { actor, request, change, reason }: Origin,
  head: ChainHead | undefined,
): ItemVersion => {
  const fields = {
    ...{ item, facet, version: (head?.version ?? 0) + 1, at: head && head.at > at ? head.at : at, actor },
    ...(facetVersion === undefined ? {} : { facetVersion }),
    ...(request === undefined ? {} : { request }),
    ...(change === undefined ? {} : { change }),
    ...(reason === undefined ? {} : { reason }),
    differences: [...differencesOf(before, after)],
    ...(head ? { previousHash: head.hash } : {}),
  };
  return { ...fields, hash: hashOf(fields) };
};

/** A facet before and after it is written. Without `after` it is deleted. */
interface FacetStep {
  readonly facet: 'asset' | 'ci';
  readonly before?: (Resource & ChainField) | undefined;
  readonly after?: (Resource & ChainField) | undefined;
  readonly at: string;
}

/**
 * The versions of a facet that a write adds to its chain: one, or two if the facet was written before histories were kept. The first one
 * then says what the facet was, so that every chain begins with nothing and past states can be built from it.
 */
export const facetVersions = ({ facet, before, after, at }: FacetStep, origin: Origin): readonly [ItemVersion, ...ItemVersion[]] => {
  const { id: item } = (after ?? before) as Resource;
  const content = facetContent(before);
  const step = { item, facet, facetVersion: after?.version ?? 0, at, before: content, after: facetContent(after) };
  if (!before || before.chain) return [nextVersion(step, origin, (before ?? after)?.chain)];
  const beginning = { ...step, facetVersion: before.version, at: before.updatedAt, before: {}, after: content };
  const first = nextVersion(beginning, bySystem, undefined);
  return [nextVersion(step, origin, headOf(first)), first];
};
