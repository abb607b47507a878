import { readFileSync, writeFileSync } from 'node:fs';
import type { Cost, Units } from './cost.ts';
import { priceOf } from './prices.ts';

/** The document that shows the figures. Tests compare what they measure with it. */
const performanceFile = 'docs/performance.md';

const edges = (section: string) => ({ open: `<!-- ${section} -->`, close: `<!-- /${section} -->` });

/** The text between the two marks of a section. */
export const readSection = (section: string, file = performanceFile): string => {
  const { open, close } = edges(section);
  const [, after] = readFileSync(file, 'utf8').split(open, 2);
  const [inside] = after?.split(close, 1) ?? [];
  if (after === undefined || inside === undefined) throw new Error(`${file} has no section ${section}`);
  return inside.trim();
};

export const writeSection = (section: string, text: string, file = performanceFile): void => {
  const { open, close } = edges(section);
  const whole = readFileSync(file, 'utf8');
  const [before, after] = [whole.indexOf(open), whole.indexOf(close)];
  if (before < 0 || after < before) throw new Error(`${file} has no section ${section}`);
  writeFileSync(file, `${whole.slice(0, before + open.length)}\n${text.trim()}\n${whole.slice(after)}`);
};

/** A table as Markdown; the columns after the first `left` are numbers. */
export const table = (head: readonly string[], left: number, lines: readonly (readonly (string | number)[])[]): string =>
  [head, head.map((_, at) => (at < left ? '---' : '---:')), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** One line of the table of costs. */
export const costLine = ({ of, when }: Pick<Cost, 'of' | 'when'>, units: Units): string => {
  const [requests, reads, writes] = units;
  return `| ${of} | ${when} | ${requests} | ${reads} | ${writes} | ${(priceOf(units) * 1_000_000).toFixed(2)} |`;
};

export const costHead = ['Route or function', 'Case', 'Requests', 'Read units', 'Write units', 'US$ per million'];
