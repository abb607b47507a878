import type { Cost, Units } from './cost.ts';
import { table } from './document.ts';
import { priceOf, prices } from './prices.ts';

/** The calls of one planned change of one CI, from request to review, with their number. */
const calls: readonly (readonly [of: string, when: string, times: number])[] = [
  ['requestChange', 'submitted at once', 1],
  ['change-workflow', 'starts an execution', 1],
  ['change-workflow', 'assesses, one CI', 1],
  ['change-workflow', 'stores its task token', 1],
  ['notify', 'mails two approvers', 1],
  ['decideOnChange', 'the last vote, change is scheduled', 1],
  ['change-workflow', 'resumes after the decision', 1],
  ['change-workflow', 'reads the next step', 2],
  ['notify', 'mails that the change is scheduled', 1],
  ['change-workflow', 'opens the window', 1],
  ['startChange', 'in its window', 1],
  ['finishChange', 'successful', 1],
  ['release', 'the end of a window, nothing held', 3],
  ['reviewChange', 'closed', 1],
  ['publish', 'one event', 10],
];

/** What one such change uses in addition to the table. Each of six people gets two mails. */
const otherUsage = { httpRequests: 5, invocations: 39, stateTransitions: 12, events: 10, mails: 12 };

/** The units of one cost that was measured. @throws Error if there is no such cost */
export const measuredUnits = (measured: ReadonlyMap<Cost, Units>, of: string, when: string): Units => {
  const found = [...measured].find(([cost]) => cost.of === of && cost.when === when);
  if (!found) throw new Error(`there is no cost of ${of}, ${when}`);
  return found[1];
};

/** The sum of calls of which each happens a number of times. */
export const sumOf = (measured: ReadonlyMap<Cost, Units>, some: readonly (readonly [of: string, when: string, times: number])[]): Units =>
  some
    .map(([of, when, times]) => measuredUnits(measured, of, when).map((units) => units * times))
    .reduce((sum, units) => sum.map((one, at) => one + (units[at] ?? 0))) as unknown as Units;

/** The units of the table and the price of one change, by part. */
export const changePrice = (measured: ReadonlyMap<Cost, Units>) => {
  const units = sumOf(measured, calls);
  const compute =
    otherUsage.httpRequests * prices.httpRequest +
    otherUsage.invocations * prices.invocation +
    otherUsage.stateTransitions * prices.stateTransition +
    otherUsage.events * prices.event;
  const records = priceOf(units);
  const mails = otherUsage.mails * prices.mail;
  return { units, records, compute, mails, total: records + compute + mails };
};

export const changeCost = (measured: ReadonlyMap<Cost, Units>): string => {
  const { units, records, compute, mails, total } = changePrice(measured);
  const [requests, reads, writes] = units;
  return table(['Part of one change', 'US$'], 1, [
    [`table: ${requests} requests, ${reads} read and ${writes} write units`, records.toFixed(5)],
    [
      `${otherUsage.httpRequests} HTTP requests, ${otherUsage.invocations} invocations, ${otherUsage.stateTransitions} state transitions, ${otherUsage.events} events`,
      compute.toFixed(5),
    ],
    [`${otherUsage.mails} mails`, mails.toFixed(5)],
    ['total', total.toFixed(4)],
  ]);
};
