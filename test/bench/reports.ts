import { logger } from '../../shared/observability/log.ts';
import { reportEstate } from '../support/report-estate.ts';

/**
 * Measures a roll-forward over many assets as an export, in memory: its requests, capacity units, and what is kept between two runs
 * (`npm run bench:reports -- <assets>`; by default 10,000). Each run has time for one page. It asserts nothing.
 */
const count = Number(process.argv[2] ?? 10_000);
const centers = 10;

logger.setLogLevel('ERROR');
const { lot, ann, inShortRuns, records } = await reportEstate();
for (let n = 0; n < centers; n += 1) await lot(Math.floor(count / centers), { costCenter: `CC-${n}` });

const usageOf = async <Result>(work: () => Promise<Result>) => {
  const { requests, readUnits, writeUnits } = records.usage;
  const startedAt = process.cpuUsage();
  const result = await work();
  const { user } = process.cpuUsage(startedAt);
  const used = { requests: records.usage.requests - requests, readUnits: Math.ceil(records.usage.readUnits - readUnits) };
  return { result, ...used, writeUnits: Math.ceil(records.usage.writeUnits - writeUnits), seconds: (user / 1e6).toFixed(1) };
};

const query = 'from=2026-01-01&to=2026-12-31&groupBy=costCenter';
const asked = await usageOf(() => ann.get(`/v1/reports/fixed-asset-roll-forward?${query}`));
const { result: runs, ...written } = await usageOf(inShortRuns);
const most = (of: (run: (typeof runs)[number]) => number): number => Math.max(...runs.map(of));

console.log(`| What | ${count} assets in ${centers} cost centers |\n| --- | ---: |`);
console.log(
  `| the request, which is answered ${asked.result.status}: requests, read units, write units | ${asked.requests}, ${asked.readUnits}, ${asked.writeUnits} |`,
);
console.log(`| the export: runs of one page each | ${runs.length} |`);
console.log(`| requests, read units, write units | ${written.requests}, ${written.readUnits}, ${written.writeUnits} |`);
console.log(`| most requests of a run | ${most(({ requests }) => requests)} |`);
console.log(
  `| most that is kept between two runs: its row, its sums, in bytes | ${most(({ rowBytes }) => rowBytes)}, ${most(({ restBytes }) => restBytes)} |`,
);
console.log(`| processor time of the export, with the table in memory, in seconds | ${written.seconds} |`);
process.exit(0);
