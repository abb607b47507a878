import { costHead, costLine, table, writeSection } from '../support/cost/document.ts';
import { costs } from '../support/cost/table.ts';

/** Writes the table of costs anew (`npm run costs`); its difference is part of a change's review. */
const lines: string[] = [];
for (const cost of costs) lines.push(costLine(cost, await cost.measure()));

writeSection('costs', [table(costHead, 2, []), ...lines].join('\n'));
console.log(`docs/performance.md: ${lines.length} costs`);
