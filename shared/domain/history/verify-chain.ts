import { isSameValue } from '../resource/same-value.ts';
import type { StoredVersion } from './history-repository.ts';
import { stateOfPart } from './item-state.ts';
import { type ChainHead, type HistoryFacet, hashOf, type ItemVersion } from './item-version.ts';

export const chainFaults = ['altered', 'missing', 'reordered', 'cut-off'] as const;

/** What is wrong with one version of a part of an item. */
export interface ChainProblem {
  readonly facet: HistoryFacet;
  readonly version: number;
  readonly code: (typeof chainFaults)[number];
}

/** A chain as it lies in the table, and what is known of it from elsewhere. */
export interface StoredChain {
  readonly facet: HistoryFacet;
  /** Its rows, in the order of their keys. */
  readonly rows: readonly StoredVersion[];
  /** Its end, as the facet knows it. */
  readonly head: ChainHead | undefined;
  /** What the facet is now. Undefined if that cannot be told, because nothing was written since histories are kept. */
  readonly content: object | undefined;
  /** Versions with the hashes that were sealed outside of the table. */
  readonly sealed: readonly { readonly version: number; readonly hash: string }[];
}

/** The most problems of one kind that are told of a chain. */
const mostTold = 100;

/** The numbers from one to another, at most a hundred of them. */
const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, Math.min(to - from + 1, mostTold)) }, (_, place) => from + place);

/** Rows whose key names another version, time or part than their content, or that are behind a later version. */
const reorderedIn = (rows: readonly StoredVersion[]): readonly number[] => {
  let last = 0;
  return rows.flatMap(({ at, facet, version, content }) => {
    const isBehind = version <= last;
    last = Math.max(last, version);
    const isMisplaced = content && (content.version !== version || content.at !== at || content.facet !== facet);
    return isBehind || isMisplaced ? [version] : [];
  });
};

/** Versions whose hash is not that of their content, or not the one that the next version or the facet names. */
const alteredIn = (byNumber: ReadonlyMap<number, ItemVersion | undefined>, head: ChainHead | undefined): readonly number[] => {
  const altered: number[] = [];
  let expected = new Map(head ? [[head.version, head.hash]] : []);
  for (const [number, content] of [...byNumber].toReversed()) {
    const hash = content && hashOf(content);
    const isIntact = hash !== undefined && hash === content?.hash && (expected.get(number) ?? hash) === hash;
    if (!isIntact) altered.push(number);
    // What an altered version says of the one before it proves nothing.
    expected = new Map(isIntact && content?.previousHash !== undefined ? [[number - 1, content.previousHash]] : []);
  }
  return altered;
};

/** The problem that the facet is not what its history says. It is told only of a chain that is intact. */
const alteredFacet = (content: object | undefined, versions: readonly ItemVersion[], facet: HistoryFacet): readonly number[] => {
  const last = versions.at(-1);
  return content === undefined || !last || isSameValue(stateOfPart(versions, facet).content, content) ? [] : [last.version];
};

/**
 * Verifies one chain (C6): every version is there, in its place and unaltered, the facet is what they add up to, and nothing is missing at the
 * end, as far as the facet and what was sealed tell.
 */
export const verifyChain = ({ facet, rows, head, content, sealed }: StoredChain): readonly ChainProblem[] => {
  const problems = new Map<number, ChainProblem>();
  const tell = (code: ChainProblem['code'], versions: readonly number[]): void => {
    for (const version of versions) if (!problems.has(version)) problems.set(version, { facet, version, code });
  };
  const known = new Map(rows.map((row) => [row.version, row.content]));
  const last = Math.max(0, ...known.keys());
  const end = Math.max(head?.version ?? 0, ...sealed.map(({ version }) => version));
  tell('reordered', reorderedIn(rows));
  tell(
    'missing',
    numbers(1, last).filter((number) => !known.has(number)),
  );
  tell('cut-off', numbers(last + 1, end));
  const inOrder = [...known].toSorted(([one], [other]) => one - other).filter(([number]) => problems.get(number) === undefined);
  tell('altered', alteredIn(new Map(inOrder), head));
  tell(
    'altered',
    sealed.flatMap(({ version, hash }) => (known.has(version) && known.get(version)?.hash !== hash ? [version] : [])),
  );
  if (!head && last > 0) tell('altered', [last]);
  const versions = inOrder.flatMap(([, version]) => version ?? []);
  if (problems.size === 0) tell('altered', alteredFacet(content, versions, facet));
  return [...problems.values()].toSorted((one, other) => one.version - other.version);
};
