import type { RelationType } from '../configuration-item/configuration-item.ts';
import type { ImpactState } from './states.ts';

/** A box of a chart. */
interface ChartItem {
  readonly item: string;
  readonly name: string | undefined;
  readonly state: ImpactState;
}

/** An arrow of a chart, from the item that needs another one. */
interface ChartArrow {
  readonly dependant: string;
  readonly dependency: string;
  readonly type: RelationType;
}

interface Chart {
  readonly items: readonly ChartItem[];
  readonly arrows: readonly ChartArrow[];
  /** Whether there is more than the chart shows. */
  readonly truncated: boolean;
}

/** Characters that have a meaning in a label, as the number of the character. So a name can neither end its label nor add to the chart. */
const label = (text: string): string => `"${text.replaceAll(/[^\p{L}\p{N} .:/_,()-]/gu, (character) => `#${character.codePointAt(0)};`)}"`;

/** A flowchart in the language of Mermaid. Each arrow goes from an item to one that it needs. */
export const mermaidOf = ({ items, arrows, truncated }: Chart): string => {
  const places = new Map(items.map(({ item }, at) => [item, `n${at}`]));
  const boxes = items.map(({ item, name, state }) => `  ${places.get(item)}[${label(name ?? item)}]:::${state}`);
  const lines = arrows.flatMap(({ dependant, dependency, type }) => {
    const [from, to] = [places.get(dependant), places.get(dependency)];
    return from === undefined || to === undefined ? [] : [`  ${from} -->|${type}| ${to}`];
  });
  return [
    'flowchart BT',
    ...boxes,
    ...new Set(lines),
    '  classDef none fill:#fff,stroke:#888',
    '  classDef degraded fill:#ffe9b3,stroke:#b26a00',
    '  classDef down fill:#f8c9c4,stroke:#b3261e',
    ...(truncated ? ['  %% truncated: there is more than this chart shows'] : []),
    '',
  ].join('\n');
};
