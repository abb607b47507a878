import type { putAgreement } from '../../shared/contracts/agreements.ts';
import type { CallInput } from '../../shared/contracts/client.ts';
import { day, hour, type Instant, minute, plus } from '../../shared/domain/clock.ts';

type AgreementTerms = NonNullable<CallInput<typeof putAgreement>['body']>;

/** A change as a row of a file has it. */
interface ChangeRow {
  readonly externalReference: { readonly system: string; readonly id: string };
  readonly title: string;
  readonly items: readonly string[];
  readonly window: { readonly start: Instant; readonly end: Instant; readonly agreedDowntime: string };
  readonly outcome: 'successful' | 'failed';
  readonly approvals: readonly { readonly person: string; readonly decidedAt: Instant; readonly evidence: object }[];
  readonly closedAt: Instant;
  readonly failedAt?: Instant;
}

/** An outage as a row of a file has it. */
interface OutageRow {
  readonly service: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly state: 'down' | 'degraded';
  readonly cause: string;
  readonly reference: string;
}

/** The name of the tool from which the demo has moved in. */
export const formerTool = 'demo-tickets';
/** How many months of 30 days the history of the demo has. Each has two changes. */
export const months = 12;

const hostname = (name: string) => `hostname=${name}`;
const [orders, catalog] = [hostname('orders'), hostname('catalog')];

/** What is agreed for the services of the demo, since before their history begins. */
export const agreementsOf = (now: Instant): Readonly<Record<string, AgreementTerms>> => {
  const terms = {
    validFrom: plus(now, -380 * day).slice(0, 10),
    zone: 'Europe/Berlin',
    minimumNotice: 'P1D',
    plannedDowntime: 'excluded' as const,
  };
  const week = ['mo', 'tu', 'we', 'th', 'fr', 'sa'] as const;
  return {
    [orders]: { ...terms, target: '99.9', recoveryTime: 'PT1H' },
    [catalog]: { ...terms, target: '99.5', serviceHours: [{ days: [...week], from: '06:00', to: '22:00' }] },
  };
};

/** The night in which the n-th month before today begins. */
const nightOf = (now: Instant, month: number): Instant => plus(`${now.slice(0, 10)}T01:00:00.000Z`, (3 - 30 * month) * day);

/** What is told of a change beside its number: the first of its approvers has decided so long before the start. */
interface Work extends Pick<ChangeRow, 'title' | 'items'> {
  readonly start: Instant;
  readonly agreed: string;
  readonly notice: number;
  readonly failedAfter?: number | undefined;
}

const changeOf = (number: number, { title, items, start, agreed, notice, failedAfter }: Work, approvers: readonly string[]): ChangeRow => {
  const reference = `DEMO-${number}`;
  const evidence = { system: formerTool, reference, href: `https://tickets.example.com/${reference}` };
  return {
    externalReference: { system: formerTool, id: reference },
    ...{ title, items, window: { start, end: plus(start, 2 * hour), agreedDowntime: agreed } },
    outcome: failedAfter === undefined ? 'successful' : 'failed',
    approvals: approvers.map((person, at) => ({ person, decidedAt: plus(start, at * minute - notice), evidence })),
    closedAt: plus(start, day),
    ...(failedAfter === undefined ? {} : { failedAt: plus(start, failedAfter) }),
  };
};

/** The month in which the patches failed, and the one in which a change was approved too late for its downtime to be agreed. */
const [failedMonth, lateMonth] = [5, 8];

/**
 * The changes of the last year: each month the patches of a database, whose service is down meanwhile, and work on the load balancer or on one of
 * two servers of which one is enough.
 */
export const pastChanges = (now: Instant, approvers: readonly string[]): readonly ChangeRow[] =>
  Array.from({ length: months }, (_, at) => at + 1).flatMap((month) => {
    const start = nightOf(now, month);
    const patches = {
      ...{ title: 'Monthly patches of the orders database', items: [hostname('orders-db-1')], agreed: 'PT45M', notice: 3 * day, start },
      failedAfter: month === failedMonth ? 30 * minute : undefined,
    };
    const isOfBoth = month % 2 === 0;
    const other = {
      title: isOfBoth ? 'New configuration of the load balancer' : 'Patches of a server of the catalog',
      items: [hostname(isOfBoth ? 'shop-lb' : 'catalog-server-1')],
      // One server is enough, so the patches of the other one need no downtime.
      ...{
        agreed: isOfBoth ? 'PT15M' : 'PT0S',
        notice: month === lateMonth ? 2 * hour : 3 * day,
        start: plus(start, 14 * day + 11 * hour),
      },
    };
    return [changeOf(2 * month - 1, patches, approvers), changeOf(2 * month, other, approvers)];
  });

/** An outage: in which month, how long after the beginning of its first night, how long, and of what. */
type Trouble = readonly [month: number, after: number, length: number, service: string, cause: string, state?: OutageRow['state']];

const restart = (month: number, minutes: number): Trouble => [month, 10 * minute, minutes * minute, orders, 'Restart of the database'];

const troubles: readonly Trouble[] = [
  ...[restart(1, 21), restart(2, 25), restart(3, 18), restart(4, 33), restart(6, 24), restart(10, 29)],
  [failedMonth, 10 * minute, 90 * minute, orders, 'The patches failed, and the database was restored'],
  [lateMonth, 14 * day + 11 * hour, 10 * minute, orders, 'The load balancer refused its configuration'],
  [lateMonth, 14 * day + 11 * hour, 10 * minute, catalog, 'The load balancer refused its configuration'],
  [2, 5 * day + 12 * hour, 21 * minute, orders, 'No connection to the database was free'],
  [9, 9 * day + 8 * hour, 12 * minute, catalog, 'The search index was damaged'],
  [11, 20 * day + 9 * hour, 90 * minute, catalog, 'Slow search', 'degraded'],
];

/** The outages of the last year: in the work on the database and on the load balancer, and some that nobody planned. */
export const pastOutages = (now: Instant): readonly OutageRow[] =>
  troubles.map(([month, after, length, service, cause, state = 'down'], at): OutageRow => {
    const start = plus(nightOf(now, month), after);
    return { service, start, end: plus(start, length), state, cause, reference: `DEMO-${at + 1}` };
  });
