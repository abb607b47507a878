import type { ImpactState } from '../impact/states.ts';
import type { Footprint, GroupStake } from '../reservation/footprint.ts';
import { sha256 } from '../sha256.ts';
import type { Mask } from '../window/mask.ts';

/** The frozen scope that approvers decide on: its digest, and how many CIs it has (H1). */
export interface FrozenScope {
  readonly digest: string;
  readonly count: number;
  readonly revision: number;
}

/** How the relations at the start differed from the approved scope. The window keeps the approved scope (W1). */
export interface ScopeDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** A CI in scope, and the named CIs because of which it is in scope (W3). */
export interface ScopedItem {
  readonly item: string;
  readonly mask: Mask;
}

/** A service that depends on what is worked on, and its state while that is down (C3). */
export interface ImpactedService {
  readonly service: string;
  readonly state: ImpactState;
}

/**
 * Up to 1,000 CIs of the frozen scope of a revision, and parts of its footprint. All chunks are written once, before their digest is stored
 * in the change (H1).
 */
export interface ScopeChunk {
  readonly change: string;
  readonly revision: number;
  readonly digest: string;
  readonly chunk: number;
  readonly items: readonly ScopedItem[];
  /** CIs in scope because they are members of a named group. Without them and without the lists below, the scope is of an earlier version. */
  readonly members?: readonly string[] | undefined;
  readonly groups?: readonly GroupStake[] | undefined;
  readonly near?: readonly string[] | undefined;
  /** The services that approvers saw as affected. A scope of an earlier version has none. */
  readonly services?: readonly ImpactedService[] | undefined;
  readonly version: 1;
}

/** The most CIs that a scope may have (T8). */
export const scopeLimit = 10_000;
const chunkSize = 1_000;
/** A redundancy group has up to 30 members, so fewer groups fit into a row. */
const groupsInChunk = 100;

/** A scope as it is frozen: its CIs with their masks, and its footprint. */
export interface WalkedScope {
  readonly scope: readonly ScopedItem[];
  readonly footprint: Footprint;
  /** The services that depend on what is worked on, those that are down first. */
  readonly services: readonly ImpactedService[];
}

/** The digest of a scope: SHA-256 of the sorted CIs with their masks. Approvers approve this digest (H1). */
export const digestOf = (items: readonly ScopedItem[]): string => {
  const lines = items.map(({ item, mask }) => `${item} ${mask}`).toSorted();
  return sha256(lines.join('\n'));
};

/** Splits a scope into chunks for storage. `named`: the named CIs. */
export const chunksOf = (
  { change, revision, digest }: Pick<ScopeChunk, 'change' | 'revision' | 'digest'>,
  { scope, footprint: { items, groups, near }, services }: WalkedScope,
  named: readonly string[],
): readonly ScopeChunk[] => {
  const nameds = new Set(named);
  const members = items.filter((item) => !nameds.has(item));
  const count = Math.max(
    ...[scope, near, services].map(({ length }) => Math.ceil(length / chunkSize)),
    Math.ceil(groups.length / groupsInChunk),
  );
  const part = <Entry>(list: readonly Entry[], chunk: number, size = chunkSize) => list.slice(chunk * size, (chunk + 1) * size);
  return Array.from({ length: count }, (_, chunk) => ({
    change,
    revision,
    digest,
    chunk,
    items: part(scope, chunk),
    members: part(members, chunk),
    groups: part(groups, chunk, groupsInChunk),
    near: part(near, chunk),
    services: part(services, chunk),
    version: 1 as const,
  }));
};

/** The footprint of a frozen scope. Of a scope of an earlier version, only the named CIs count as worked on. */
export const footprintOf = (chunks: readonly ScopeChunk[], named: readonly string[]): Footprint => {
  const items = [...named, ...chunks.flatMap(({ members = [] }) => members)];
  const worked = new Set(items);
  return {
    items,
    affected: chunks.flatMap((chunk) => chunk.items.map(({ item }) => item)).filter((item) => !worked.has(item)),
    groups: chunks.flatMap(({ groups = [] }) => groups),
    near: chunks.flatMap(({ near = [] }) => near),
  };
};

/** The affected services of a frozen scope, or undefined for one of an earlier version, which has none. */
export const servicesOfChunks = (chunks: readonly ScopeChunk[]): readonly ImpactedService[] | undefined =>
  chunks.some(({ services }) => services !== undefined) ? chunks.flatMap(({ services = [] }) => services) : undefined;
