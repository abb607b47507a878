import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { hour, plus } from '../../../shared/domain/clock.ts';
import type { Relation } from '../../../shared/domain/item/relation.ts';
import type { RedundancyPart } from '../../../shared/domain/item/relation-repository.ts';
import { rootsOf, walkDependants } from '../../../shared/domain/item/walk.ts';
import { bit } from '../../../shared/domain/window/mask.ts';
import { changeDesk, noon } from '../../support/changes.ts';
import { relate } from '../../support/related.ts';

type Needed = Relation & { readonly redundancy?: readonly RedundancyPart[] };
const needs = (source: string, target: string): Needed => ({ type: 'depends-on', source, target });
const pair = (source: string, ...targets: readonly string[]): readonly Needed[] =>
  targets.map((target) => ({ ...needs(source, target), redundancy: [{ group: 'pair', minimumUp: 1, members: targets.length }] }));

const scopeOf = async (relations: readonly Needed[], roots: readonly string[], hops?: number) => {
  const edgesOf = async (ids: readonly string[]) =>
    ids.map((item) => ({
      item,
      edges: relations.filter(({ target }) => target === item).map(({ type, source, redundancy }) => ({ type, item: source, redundancy })),
    }));
  return Object.fromEntries((await walkDependants(edgesOf, rootsOf(roots), { hops, limit: 10_000 })).reached);
};

/** Adds items to a set until nothing more can be added. */
const grown = (start: Iterable<string>, items: readonly string[], isAdded: (item: string, set: ReadonlySet<string>) => boolean) => {
  const set = new Set(start);
  for (let before = -1; before !== set.size; ) {
    before = set.size;
    for (const item of items.filter((one) => isAdded(one, set))) set.add(item);
  }
  return set;
};

/** The same by trying: CIs go down one after another, and the bits of the roots are then handed on from one to the next, root by root. */
const plainScope = (relations: readonly Needed[], roots: readonly string[]): Record<string, number> => {
  const items = relations.map(({ source }) => source);
  const down = grown(roots, items, (item, set) => {
    const own = relations.filter(({ source }) => source === item);
    const members = own.filter(({ redundancy }) => redundancy);
    const hasLostPair = members.length > 0 && members.every(({ target }) => set.has(target));
    return hasLostPair || own.some(({ target, redundancy }) => !redundancy && set.has(target));
  });
  const scope: Record<string, number> = {};
  for (const [place, root] of roots.entries()) {
    const isReached = (item: string, set: ReadonlySet<string>) =>
      down.has(item) && relations.some(({ source, target }) => source === item && set.has(target));
    for (const item of grown([root], items, isReached)) scope[item] = (scope[item] ?? 0) + bit(place);
  }
  return scope;
};

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const one = fc.constantFrom(...names);
const anyRelations = fc
  .tuple(fc.array(fc.tuple(one, one), { maxLength: 14 }), fc.array(fc.tuple(one, one, one), { maxLength: 4 }))
  .map(([plain, pairs]) => {
    const grouped = new Map(
      pairs.filter((ids) => new Set(ids).size === 3).map(([source, ...targets]) => [source, pair(source, ...targets)]),
    );
    const isGrouped = (source: string, target: string) => grouped.get(source)?.some((relation) => relation.target === target);
    const others = plain.filter(([source, target]) => source !== target && !isGrouped(source, target));
    return [...others.map(([source, target]) => needs(source, target)), ...[...grouped.values()].flat()];
  });

describe('the scope of a change', () => {
  it('W3 a dependant that redundancy keeps up is not in scope, and nothing behind it is', async () => {
    const relations = [...pair('shop', 'link-1', 'link-2'), needs('page', 'shop'), needs('probe', 'link-1')];

    expect(await scopeOf(relations, ['link-1'])).toEqual({ 'link-1': 1, probe: 1 });
    expect(await scopeOf(relations, ['link-1', 'link-2'])).toEqual({ 'link-1': 1, 'link-2': 2, probe: 1, shop: 3, page: 3 });
    expect(await scopeOf(relations, ['link-1', 'link-2'], 1)).toEqual({ 'link-1': 1, 'link-2': 2, probe: 1, shop: 3 });
  });

  it('W3 with redundancy, the scope equals that of a plain algorithm on random graphs', async () => {
    await fc.assert(
      fc.asyncProperty(anyRelations, fc.uniqueArray(one, { minLength: 1, maxLength: 4 }), async (relations, roots) => {
        expect(await scopeOf(relations, roots)).toEqual(plainScope(relations, roots));
      }),
      { numRuns: 1_000 },
    );
  });

  const window = { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' };
  const dependants = { types: ['depends-on'], hops: 2 };

  it('W3 a change is frozen with the dependants that go down, not with those that stay up', async () => {
    const desk = await changeDesk();
    const [spare, shop, report] = [await desk.ci('spare'), await desk.ci('shop'), await desk.ci('report')];
    await relate(desk.world, [...pair(shop, desk.database, spare), needs(report, desk.database)]);
    const scoped = async (items: readonly string[]) => {
      const { id, scope } = await desk.request({ items: [...items], window: { ...window, dependants } });
      return (await desk.world.changes.scope(id, 1, scope?.digest ?? '')).map(({ item }) => item).toSorted();
    };

    expect(await scoped([desk.database])).toEqual([desk.database, report].toSorted());
    expect(await scoped([desk.database, spare])).toEqual([desk.database, spare, shop, report].toSorted());
  });

  it('C2 W3 a change on a group covers its members, by relation or by selector', async () => {
    const desk = await changeDesk();
    const [one, two] = [await desk.ci('node-1', { labels: { app: 'web' } }), await desk.ci('node-2')];
    const [bySelector, related] = [
      await desk.ci('selected', { class: 'group', attributes: { selector: { labels: { app: 'web' } } } }),
      await desk.ci('related', { class: 'group' }),
    ];
    await relate(desk.world, [{ type: 'member-of', source: two, target: related }]);

    const { id, scope } = await desk.request({ items: [bySelector, related], window });

    expect(await desk.world.changes.scope(id, 1, scope?.digest ?? '')).toEqual(
      expect.arrayContaining([
        { item: bySelector, mask: 1 },
        { item: one, mask: 1 },
        { item: related, mask: 2 },
        { item: two, mask: 2 },
      ]),
    );
    expect(scope?.count).toBe(4);
  });

  it('W1 a member that joins a named group after the approval is shown as a difference, and is not in scope', async () => {
    const desk = await changeDesk();
    const [group, late] = [await desk.ci('group', { class: 'group' }), await desk.ci('late')];
    const change = await desk.scheduled({ items: [group], window: { ...window, mode: 'start-confirmed' } });
    await relate(desk.world, [{ type: 'member-of', source: late, target: group }]);
    desk.clock.set(window.start);

    const started = await startChange(desk.context)(change.id, desk.ian);

    expect(started.scopeDifference).toEqual({ added: [late], removed: [] });
    expect(started.scope?.count).toBe(1);
  });
});
