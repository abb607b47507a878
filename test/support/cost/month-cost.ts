import { changePrice, sumOf } from './change-cost.ts';
import type { Cost, Units } from './cost.ts';
import { table } from './document.ts';
import { priceOf, prices } from './prices.ts';

/** What an organisation has and does in a month. */
interface Estate {
  readonly name: string;
  readonly changes: number;
  readonly alerts: number;
}

export const estates: readonly Estate[] = [
  { name: 'idle', changes: 0, alerts: 0 },
  { name: 'a small team: 200 CIs, 50 changes and 20,000 alerts a month', changes: 50, alerts: 20_000 },
  { name: 'large: 5,000 CIs, 2,000 changes and 3 million alerts a month', changes: 2_000, alerts: 3_000_000 },
];

/** What a deployed stage has, whether it is used or not; the rules of the web ACL, the alarms of the edge and the copies of the secret only with a domain. A test counts them in the template. */
export const fixedResources = {
  keys: 3,
  alarmMetrics: 63,
  metrics: 10,
  webAclRules: 5,
  backups: 35,
  edgeAlarmMetrics: 3,
  secrets: 2,
} as const;

/**
 * One alert of 2 kB: it fires, is repeated twice, and recovers; each message comes alone. One in ten is held and absorbed, the others are
 * sent.
 */
const alertCalls = (times: number) =>
  [
    ['sendAlerts', 'one of 2 kB, forwarded', 0.9 * times],
    ['sendAlerts', 'one of 2 kB, held', 0.1 * times],
    ['sendAlerts', 'one of 2 kB, repeated', 2 * times],
    ['sendAlerts', 'one of 2 kB, recovered', times],
    ['send', 'one delivery, accepted', 1.8 * times],
  ] as const;

const minutesOfMonth = 60 * 24 * 30;

/** Gigabyte-seconds of one invocation, estimated: 60 ms in 1 GB for ingest, 100 ms in 0.5 GB for send, 300 ms in 0.5 GB for the sweep. */
const gigabyteSeconds = { ingest: 0.06, send: 0.05, sweep: 0.15 };
/** Bytes of log lines of one invocation, estimated. */
const logBytes = 800;

const invocations = (count: number, seconds: number): number =>
  count * (prices.invocation + seconds * prices.gigabyteSecond + (logBytes / 1e9) * prices.logGigabyte);

/** What one month costs, by part, in US$. */
export const monthParts = (measured: ReadonlyMap<Cost, Units>, { changes, alerts }: Estate) => {
  const received = 4 * alerts;
  const sent = 1.8 * alerts;
  return {
    fixed: fixedResources.keys * prices.key + fixedResources.alarmMetrics * prices.alarmMetric + fixedResources.metrics * prices.metric,
    sweep: priceOf(sumOf(measured, [['sweep', 'nothing due', minutesOfMonth]])) + invocations(minutesOfMonth, gigabyteSeconds.sweep),
    changes: changes * changePrice(measured).total,
    'table, for alerts': alerts === 0 ? 0 : priceOf(sumOf(measured, alertCalls(alerts))),
    'gateway and functions, for alerts':
      received * prices.httpRequest + invocations(received, gigabyteSeconds.ingest) + invocations(sent, gigabyteSeconds.send),
    // A message is sent, received and deleted. An instance of `send` decrypts a secret once in five minutes.
    'SQS and KMS': 3 * sent * prices.queueRequest + Math.min(sent, 12 * 24 * 30 * 20) * prices.keyRequest,
  };
};

const dollars = (amount: number): string => (amount < 100 ? amount.toFixed(2) : amount.toFixed(0));

const totalOf = (parts: Readonly<Record<string, number>>): number => Object.values(parts).reduce((sum, part) => sum + part, 0);

/** What a domain costs in a month in addition: WAF, which sees each request with alerts, its alarms, and the secret of CloudFront. */
const domainPrice = ({ alerts }: Estate): number =>
  prices.webAcl +
  fixedResources.webAclRules * prices.webAclRule +
  4 * alerts * prices.webAclRequest +
  fixedResources.edgeAlarmMetrics * prices.alarmMetric +
  fixedResources.secrets * prices.secret;

/** What a GB of the table costs in a month: stored once, kept for point-in-time recovery, and in each of the daily backups. */
const gigabytePrice = (): number => {
  const { table: stored, recovery, backup } = prices.tableGigabyte;
  return stored + recovery + fixedResources.backups * backup;
};

/** The table of a month's costs, for docs/performance.md. */
export const monthCost = (measured: ReadonlyMap<Cost, Units>): string => {
  const columns = estates.map((estate) => monthParts(measured, estate));
  const names = Object.keys(columns[0] ?? {}) as (keyof ReturnType<typeof monthParts>)[];
  const lines = names.map((name) => [name, ...columns.map((parts) => dollars(parts[name]))]);
  const head = ['US$ a month', 'idle', 'small', 'large'];
  const total = ['total', ...columns.map((parts) => dollars(totalOf(parts)))];
  const domain = ['with a domain also: WAF, its alarms and a secret', ...estates.map((estate) => dollars(domainPrice(estate)))];
  const gigabyte = ['for each GB of the table also: storage and backups', ...estates.map(() => dollars(gigabytePrice()))];
  return table(head, 1, [...lines, total, domain, gigabyte]);
};

/** The three lines of README.md. */
export const monthLines = (measured: ReadonlyMap<Cost, Units>): string =>
  estates.map((estate) => `- ${estate.name}: about US$ ${dollars(totalOf(monthParts(measured, estate)))}`).join('\n');
