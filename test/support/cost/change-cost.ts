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
  ['change-workflow', 'reads the next step', 3],
  ['notify', 'mails that the change is scheduled', 1],
  ['change-workflow', 'opens the window', 1],
  ['startChange', 'in its window', 1],
  ['finishChange', 'successful', 1],
  ['release', 'the end of a window, nothing held', 3],
  ['reviewChange', 'closed', 1],
  ['publish', 'one event', 10],
];

/** What one such change uses in addition to the table. Each of six people gets two mails. */
const otherUsage = { httpRequests: 5, invocations: 40, stateTransitions: 12, events: 10, mails: 12 };

export const changeCost = (measured: ReadonlyMap<Cost, Units>): string => {
  const unitsOf = (of: string, when: string): Units => {
    const found = [...measured].find(([cost]) => cost.of === of && cost.when === when);
    if (!found) throw new Error(`there is no cost of ${of}, ${when}`);
    return found[1];
  };
  const total = calls
    .map(([of, when, times]) => unitsOf(of, when).map((units) => units * times))
    .reduce((sum, units) => sum.map((one, at) => one + (units[at] ?? 0))) as unknown as Units;
  const dollars = {
    records: priceOf(total),
    compute:
      otherUsage.httpRequests * prices.httpRequest +
      otherUsage.invocations * prices.invocation +
      otherUsage.stateTransitions * prices.stateTransition +
      otherUsage.events * prices.event,
    mails: otherUsage.mails * prices.mail,
  };
  const [requests, reads, writes] = total;
  const sum = dollars.records + dollars.compute + dollars.mails;
  return table(['Part of one change', 'US$'], 1, [
    [`table: ${requests} requests, ${reads} read and ${writes} write units`, dollars.records.toFixed(5)],
    [
      `${otherUsage.httpRequests} HTTP requests, ${otherUsage.invocations} invocations, ${otherUsage.stateTransitions} state transitions, ${otherUsage.events} events`,
      dollars.compute.toFixed(5),
    ],
    [`${otherUsage.mails} mails`, dollars.mails.toFixed(5)],
    ['total', sum.toFixed(4)],
  ]);
};
