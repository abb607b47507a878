import { changeCost } from '../support/cost/change-cost.ts';
import type { Cost, Units } from '../support/cost/cost.ts';
import { costHead, costLine, table, writeSection } from '../support/cost/document.ts';
import { monthCost, monthLines } from '../support/cost/month-cost.ts';
import { costs } from '../support/cost/table.ts';

/** Measures the costs and writes their tables into docs/performance.md and README.md (`npm run costs`). Review the differences with the change. */
const measured = new Map<Cost, Units>();
for (const cost of costs) measured.set(cost, await cost.measure());

writeSection('costs', [table(costHead, 2, []), ...[...measured].map(([cost, units]) => costLine(cost, units))].join('\n'));
writeSection('change', changeCost(measured));
writeSection('month', monthCost(measured));
writeSection('month', monthLines(measured), 'README.md');
console.log(`docs/performance.md: ${measured.size} costs`);
process.exit(0);
