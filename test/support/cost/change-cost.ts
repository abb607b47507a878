import type { Cost, Units } from './cost.ts';
import { table } from './document.ts';
import { priceOf, prices } from './prices.ts';

/** The life of a planned change of one CI: what is called, and how often. */
const life: readonly (readonly [of: string, when: string, times: number])[] = [
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

/** Estimates of what one such change uses apart from the table. The mails are two for each member of a team of six. */
const beside = { httpRequests: 5, invocations: 40, stateTransitions: 12, events: 10, mails: 12 };

export const changeCost = (measured: ReadonlyMap<Cost, Units>): string => {
  const unitsOf = (of: string, when: string): Units => {
    const found = [...measured].find(([cost]) => cost.of === of && cost.when === when);
    if (!found) throw new Error(`no cost of ${of}, ${when}`);
    return found[1];
  };
  const total = life
    .map(([of, when, times]) => unitsOf(of, when).map((units) => units * times))
    .reduce((sum, units) => sum.map((one, at) => one + (units[at] ?? 0))) as unknown as Units;
  const dollars = {
    records: priceOf(total),
    compute:
      beside.httpRequests * prices.httpRequest +
      beside.invocations * prices.invocation +
      beside.stateTransitions * prices.stateTransition +
      beside.events * prices.event,
    mails: beside.mails * prices.mail,
  };
  const [requests, reads, writes] = total;
  const sum = dollars.records + dollars.compute + dollars.mails;
  return table(['Part of one change', 'US$'], 1, [
    [`table: ${requests} requests, ${reads} read and ${writes} write units`, dollars.records.toFixed(5)],
    [
      `${beside.httpRequests} HTTP requests, ${beside.invocations} invocations, ${beside.stateTransitions} state transitions, ${beside.events} events`,
      dollars.compute.toFixed(5),
    ],
    [`${beside.mails} mails`, dollars.mails.toFixed(5)],
    ['total', sum.toFixed(4)],
  ]);
};
