import { relationRepository } from '../../shared/data/item/relation-repository.ts';
import { hour, plus } from '../../shared/domain/clock.ts';
import type { Edge } from '../../shared/domain/item/relation-repository.ts';
import { changeDesk } from './changes.ts';
import { edgeRowsOf } from './impact-estate.ts';

/** How many CIs depend directly on each CI, until there are enough. */
const dependantsEach = 50;

/** A draft of a change of one CI, on which others depend in up to three hops. Together they are `count` CIs in scope. */
export const wideDraft = async (count: number) => {
  const desk = await changeDesk();
  const items = [desk.database];
  while (items.length < count) items.push(await desk.ci(`node-${items.length}`));
  const incoming = new Map<string, Edge[]>();
  for (const [place, item] of items.entries()) {
    const target = items[Math.ceil(place / dependantsEach) - 1];
    if (target !== undefined) incoming.set(target, [...(incoming.get(target) ?? []), { type: 'depends-on', item }]);
  }
  const { save } = relationRepository(desk.records);
  for (const [target, edges] of incoming) await desk.records.writeOnce(edgeRowsOf(target, 'in', edges).map(save));
  const start = plus(desk.clock.now(), hour);
  const window = { start, end: plus(start, hour), mode: 'planned', dependants: { types: ['depends-on'], hops: 3 } };
  return { desk, items, change: await desk.request({ submit: false, window }) };
};
