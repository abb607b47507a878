import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type RelationType, relationTypes } from '../../../shared/domain/configuration-item/configuration-item.ts';
import type { EdgeShard, RedundancyPart } from '../../../shared/domain/item/relation-repository.ts';
import { rootsOf, walkDependants } from '../../../shared/domain/item/walk.ts';
import { bit } from '../../../shared/domain/window/mask.ts';

interface Relation {
  readonly source: string;
  readonly type: RelationType;
  readonly target: string;
  readonly redundancy?: readonly RedundancyPart[];
}

type Read = Pick<EdgeShard, 'item' | 'edges'>;

/** Reads incoming edges from a list of relations, as the repository does, and counts the reads. */
const graphOf = (relations: readonly Relation[]) => {
  const reads: (readonly string[])[] = [];
  const edgesOf = async (ids: readonly string[]): Promise<readonly Read[]> => {
    reads.push(ids);
    return ids.map((item) => ({
      item,
      edges: relations
        .filter(({ target }) => target === item)
        .map(({ type, source, redundancy }) => ({ type, item: source, ...(redundancy ? { redundancy } : {}) })),
    }));
  };
  return { reads, edgesOf };
};

const on = (source: string, target: string, type: RelationType = 'depends-on'): Relation => ({ source, type, target });
const limit = 10_000;

/** Whether an item depends on a root over at most `hops` relations. It tries longer and longer paths. */
const bruteForce = (relations: readonly Relation[], roots: readonly string[], hops: number): Map<string, number> => {
  const masks = new Map<string, number>();
  for (const [place, root] of roots.entries()) {
    let near = new Set([root]);
    for (let hop = 0; hop < hops; hop += 1) {
      near = new Set([...near, ...relations.filter(({ target }) => near.has(target)).map(({ source }) => source)]);
    }
    for (const item of near) masks.set(item, (masks.get(item) ?? 0) + bit(place));
  }
  return masks;
};

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
const anyRelation = fc.record({
  source: fc.constantFrom(...names),
  type: fc.constantFrom(...relationTypes),
  target: fc.constantFrom(...names),
});

describe('walking dependants', () => {
  it('W3 finds exactly the dependants of the roots, each with the bits of its roots (compared with brute force)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRelation, { maxLength: 40 }),
        fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 5 }),
        fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
        fc.option(fc.uniqueArray(fc.constantFrom(...relationTypes), { maxLength: 4 }), { nil: undefined }),
        async (relations, roots, hops, types) => {
          const { reached, tooWide } = await walkDependants(graphOf(relations).edgesOf, rootsOf(roots), { types, hops, limit });

          const walked = relations.filter(({ type }) => types?.includes(type) ?? true);
          expect(new Map(reached)).toEqual(bruteForce(walked, roots, hops ?? names.length));
          expect(tooWide).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('C2 a walk through a cycle ends, and each item is read once', async () => {
    const { edgesOf, reads } = graphOf([on('b', 'a'), on('c', 'b'), on('a', 'c')]);

    const { reached } = await walkDependants(edgesOf, rootsOf(['a', 'c']), { limit });

    expect(Object.fromEntries(reached)).toEqual({ a: 3, b: 3, c: 3 });
    expect(reads.flat().toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('W3 with zero hops the result is the roots, each with its own bit, and nothing is read', async () => {
    const { edgesOf, reads } = graphOf([on('b', 'a')]);

    const { reached } = await walkDependants(edgesOf, rootsOf(['a', 'z']), { hops: 0, limit });

    expect([...reached]).toEqual([
      ['a', 1],
      ['z', 2],
    ]);
    expect(reads).toEqual([]);
  });

  it('W3 the fiftieth root has its own bit', async () => {
    const roots = Array.from({ length: 50 }, (_, at) => `root-${at}`);

    const { reached } = await walkDependants(graphOf(roots.map((root) => on('leaf', root))).edgesOf, rootsOf(roots), { limit });

    expect(reached.get('root-49')).toBe(2 ** 49);
    expect(reached.get('leaf')).toBe(2 ** 50 - 1);
  });

  it('W3 a scope of more items than the limit is too wide; a scope of exactly the limit is not', async () => {
    const star = Array.from({ length: 10 }, (_, at) => on(`leaf-${at}`, 'hub'));

    const wide = await walkDependants(graphOf(star).edgesOf, rootsOf(['hub']), { limit: 10 });
    const fitting = await walkDependants(graphOf(star).edgesOf, rootsOf(['hub']), { limit: 11 });

    expect(wide.tooWide).toBe(true);
    expect(fitting.tooWide).toBe(false);
    expect(fitting.reached.size).toBe(11);
  });

  it('W3 a walk stops when it exceeds the limit', async () => {
    const endless = async (ids: readonly string[]): Promise<readonly Read[]> =>
      ids.map((item) => ({ item, edges: [0, 1].map((at) => ({ type: 'runs-on' as const, item: `${item}${at}` })) }));

    const { reached, tooWide } = await walkDependants(endless, rootsOf(['r']), { limit: 1_000 });

    expect(tooWide).toBe(true);
    expect(reached.size).toBeLessThanOrEqual(2_047);
  });

  it('T7 all items of one step are read together', async () => {
    const star = Array.from({ length: 300 }, (_, at) => on(`leaf-${at}`, 'hub'));
    const { edgesOf, reads } = graphOf(star);

    await walkDependants(edgesOf, rootsOf(['hub']), { limit });

    expect(reads.map((ids) => ids.length)).toEqual([1, 300]);
  });
});
