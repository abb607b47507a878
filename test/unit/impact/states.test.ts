import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { relationTypes } from '../../../shared/domain/configuration-item/configuration-item.ts';
import { isNeed, type Link, walkGraph } from '../../../shared/domain/impact/graph.ts';
import { explain, pathTo } from '../../../shared/domain/impact/paths.ts';
import { impactStates, statesOf } from '../../../shared/domain/impact/states.ts';
import { plainDistances, plainStates } from '../../support/plain-impact.ts';

const limit = 10_000;
const needs = (dependant: string, dependency: string, more: Partial<Link> = {}): Link => ({
  dependant,
  dependency,
  type: 'depends-on',
  ...more,
});
/** A group of dependencies of which a number must be up. */
const group = (dependant: string, members: readonly string[], minimumUp: number | string, name = 'g'): readonly Link[] =>
  members.map((member) => needs(dependant, member, { redundancy: [{ group: name, minimumUp, members: members.length }] }));

/** What a walk over dependants finds in a list of links, with the ids of each read. */
const walked = async (links: readonly Link[], starts: readonly string[], hops?: number) => {
  const reads: (readonly string[])[] = [];
  const linksOf = async (ids: readonly string[]) => {
    reads.push(ids);
    return links.filter(({ dependency }) => ids.includes(dependency));
  };
  const graph = await walkGraph(linksOf, starts, { direction: 'dependants', limit, looksBeyond: true, hops, goesOn: isNeed });
  return { ...graph, reads, states: statesOf(graph.links, starts) };
};
const stateAfter = async (links: readonly Link[], starts: readonly string[], item: string) =>
  (await walked(links, starts)).states.get(item) ?? 'none';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
const plainLink = fc.record({
  dependant: fc.constantFrom(...names),
  dependency: fc.constantFrom(...names),
  type: fc.constantFrom(...relationTypes),
});
const anyGroup = fc
  .record({
    dependant: fc.constantFrom(...names),
    members: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 5 }),
    minimumUp: fc.oneof(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 100 }).map((percent) => `${percent}%`),
    ),
    name: fc.constantFrom('g', 'h'),
  })
  .map(({ dependant, members, minimumUp, name }) => {
    const others = members.filter((member) => member !== dependant);
    return typeof minimumUp === 'number' && minimumUp > others.length ? [] : group(dependant, others, minimumUp, name);
  });
/** A random graph. A pair that is in a group has no other relation, and a CI has a group of a name once, as the register keeps them. */
const anyGraph = fc.tuple(fc.array(plainLink, { maxLength: 25 }), fc.array(anyGroup, { maxLength: 5 })).map(([plain, groups]) => {
  const used = new Set<string>();
  const grouped = groups.flatMap((links) => {
    const [first] = links;
    const key = `${first?.dependant} ${first?.redundancy?.[0]?.group}`;
    const pairs = links.map(({ dependant, dependency }) => `${dependant} ${dependency}`);
    if (used.has(key) || pairs.some((pair) => used.has(pair))) return [];
    for (const one of [key, ...pairs]) used.add(one);
    return links;
  });
  return [...plain.filter(({ dependant, dependency }) => dependant !== dependency && !used.has(`${dependant} ${dependency}`)), ...grouped];
});
const anyStarts: fc.Arbitrary<string[]> = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 });

describe('states of an impact', () => {
  it('C3 a service that needs one of two links, as reported: degraded, degraded, down, down', async () => {
    const links = [...group('service', ['link-1', 'link-2'], 1), needs('link-1', 'node-1')];

    expect(await stateAfter(links, ['link-1'], 'service')).toBe('degraded');
    expect(await stateAfter(links, ['node-1'], 'service')).toBe('degraded');
    expect(await stateAfter(links, ['link-1', 'link-2'], 'service')).toBe('down');
    expect(await stateAfter(links, ['node-1', 'link-2'], 'service')).toBe('down');
  });

  it('C2 "50%" of three needs two, and groups may be nested', async () => {
    const links = [...group('shop', ['cluster', 'spare'], 1), ...group('cluster', ['n1', 'n2', 'n3'], '50%')];

    expect(await stateAfter(links, ['n1'], 'cluster')).toBe('degraded');
    expect(await stateAfter(links, ['n1', 'n2'], 'cluster')).toBe('down');
    expect(await stateAfter(links, ['n1', 'n2'], 'shop')).toBe('degraded');
    expect(await stateAfter(links, ['n1', 'n2', 'spare'], 'shop')).toBe('down');
  });

  it('C3 a diamond counts a member once, and a cycle does not take itself down', async () => {
    const diamond = [...group('top', ['left', 'right'], 1), needs('left', 'root'), needs('right', 'root')];
    expect(await stateAfter(diamond, ['root'], 'top')).toBe('down');
    expect(await stateAfter(diamond, ['left'], 'top')).toBe('degraded');

    const cycle = [...group('a', ['b', 'spare'], 1), needs('b', 'a'), needs('b', 'root')];
    expect(await stateAfter(cycle, ['spare'], 'a')).toBe('degraded');
    expect(await stateAfter(cycle, ['spare'], 'b')).toBe('degraded');
    expect(await stateAfter(cycle, ['root', 'spare'], 'a')).toBe('down');
  });

  it('C3 what stands by for an item is listed without being affected, and nothing behind it is', async () => {
    const { depths, states } = await walked([needs('standby', 'db', { type: 'standby-of' }), needs('app', 'standby')], ['db']);

    expect([...depths.keys()]).toEqual(['db', 'standby']);
    expect(states.get('standby')).toBeUndefined();
  });

  it('C3 a depth cuts off what is further away and says so, but only if there is more', async () => {
    const chain = [needs('b', 'a'), needs('c', 'b')];

    expect(await walked(chain, ['a'], 1)).toMatchObject({
      truncated: true,
      depths: new Map([
        ['a', 0],
        ['b', 1],
      ]),
    });
    expect((await walked(chain, ['a'], 2)).truncated).toBe(false);
    expect((await walked([...chain, needs('b', 'c')], ['a'], 2)).truncated).toBe(false);
  });

  it('C3 the limit cuts off exactly', async () => {
    const star = Array.from({ length: 10 }, (_, at) => needs(`leaf-${at}`, 'hub'));
    const reach = async (most: number) => {
      const { depths, truncated } = await walkGraph(async (ids) => (ids.includes('hub') ? star : []), ['hub'], {
        direction: 'dependants',
        limit: most,
      });
      return [depths.size, truncated];
    };

    expect(await reach(10)).toEqual([10, true]);
    expect(await reach(11)).toEqual([11, false]);
  });

  it('C3 items, distances and states equal those of a plain algorithm on random graphs', async () => {
    await fc.assert(
      fc.asyncProperty(anyGraph, anyStarts, async (links, starts) => {
        const { depths, states, truncated, reads } = await walked(links, starts);

        const plain = plainStates(links, starts);
        expect(Object.fromEntries(depths)).toEqual(Object.fromEntries(plainDistances(links, starts)));
        for (const item of names) expect([item, states.get(item) ?? 'none']).toEqual([item, plain.get(item) ?? 'none']);
        expect(truncated).toBe(false);
        expect(new Set(reads.flat()).size).toBe(reads.flat().length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('C3 the path of each item leads from a start along links, over items that are at least as bad', async () => {
    await fc.assert(
      fc.asyncProperty(anyGraph, anyStarts, async (links, starts) => {
        const { depths, states, links: found } = await walked(links, starts);
        const explained = explain({ links: found }, starts, 'dependants', states);
        const rank = (item: string) => impactStates.indexOf(states.get(item) ?? 'none');

        for (const item of depths.keys()) {
          const path = pathTo(item, explained, 'dependants');
          if (starts.includes(item)) {
            expect(path).toEqual([]);
            continue;
          }
          expect(path.at(-1)?.item).toBe(item);
          expect(path.length).toBeGreaterThanOrEqual(depths.get(item) ?? 0);
          const first = explained.get(path[0]?.item ?? '')?.dependency ?? '';
          expect(starts).toContain(first);
          for (const [at, step] of path.entries()) {
            const from = path[at - 1]?.item ?? first;
            expect(links.some((link) => link.dependant === step.item && link.dependency === from && link.type === step.type)).toBe(true);
            expect(rank(from)).toBeGreaterThanOrEqual(rank(item));
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
