import { mermaidOf } from '../../domain/impact/mermaid.ts';
import type { PageRequest } from '../../domain/store.ts';
import { namesOf, referencesTo } from '../name/names-of.ts';
import { type ImpactContext, type ImpactQuery, pageOfImpact, questionOf } from './read-impact.ts';
import { walkImpact } from './walk-impact.ts';

/** The same items as a page of `readImpact`, with the CIs from which the walk starts, as a chart in the language of Mermaid (C3). */
export const drawImpact = (context: ImpactContext) => async (reference: string, query: ImpactQuery, request: PageRequest) => {
  const question = await questionOf(context)(reference, query);
  const impact = await walkImpact(context)(question);
  const { items, nextCursor } = pageOfImpact(impact, question.starts, request);
  const ids = [...question.starts, ...items.map(([item]) => item)];
  const names = await namesOf(context)(referencesTo('item', ids));
  const text = mermaidOf({
    items: ids.map((item) => ({ item, name: names.of(item), state: impact.states.get(item) ?? 'none' })),
    arrows: impact.links,
    truncated: impact.truncated || nextCursor !== undefined,
  });
  return { text, nextCursor };
};
