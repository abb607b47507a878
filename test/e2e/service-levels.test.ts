import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from '@jest/globals';
import type { Mail } from '../../infra/local/mails.ts';
import { day, hour, plus } from '../../shared/domain/clock.ts';
import { soon } from '../support/alert-scene.ts';
import { deployedDesk } from '../support/deployed-desk.ts';
import { sweepNow } from '../support/deployed-functions.ts';
import { sendTo } from '../support/http-caller.ts';
import { eventually } from '../support/poll.ts';

const desk = deployedDesk();
const { stack, as, viewer, requester } = desk;
const manager = as('configuration-manager');
const now = new Date().toISOString();

/** The service that a database carries and a team owns, with the one person of that team. */
const made = { ci: '', service: '', name: `shop-${randomUUID()}`, owner: `olga-${randomUUID()}@quiesce.test` };
const terms = {
  ...{ validFrom: plus(now, -90 * day).slice(0, 10), target: '99.9', zone: 'UTC', recoveryTime: 'PT1H' },
  downtimeBudget: { per: 'month', length: 'PT10M' },
};
const path = (rest: string): string => `/v1/services/${made.service}/${rest}`;
const read = async (rest: string) => (await viewer.get(path(rest))).body;

beforeAll(async () => {
  const team = (await as('admin').post('/v1/teams', { name: made.name })).body.id;
  await as('admin').post('/v1/people', { name: 'Olga', email: made.owner, zone: 'UTC', teams: [team] });
  made.ci = await desk.ci();
  const relations = [{ type: 'depends-on', target: made.ci }];
  made.service = await desk.ci({ name: made.name, class: 'service', ownerTeam: team, relations });
  expect((await manager.put(path('agreement'), terms)).status).toBe(201);
});

/** All that is stored about what was promised for the service. */
const facts = async () => {
  const events = await as('auditor').get(`/v1/audit-events?subject=item/${made.service}`);
  return [await read('agreement'), (await read('outages')).items, events.body.items];
};

const ofDays = (first: number, last: number): string =>
  `from=${plus(now, first * day).slice(0, 10)}&to=${plus(now, last * day).slice(0, 10)}`;

type Refusal = readonly [
  what: string,
  method: 'put' | 'post' | 'get',
  rest: string,
  body: object | undefined,
  code: string,
  pointer: string,
];

const refusals: readonly Refusal[] = [
  ['an overlapping version', 'put', 'agreement', { ...terms, target: '99' }, 'agreement/overlaps', '/validFrom'],
  [
    'a backdated version',
    'put',
    'agreement',
    { ...terms, validFrom: plus(now, -5 * day).slice(0, 10) },
    'agreement/backdated',
    '/validFrom',
  ],
  ['a target over 100', 'put', 'agreement', { ...terms, target: '100.1' }, 'agreement/target-over-100', '/target'],
  ['a target finer than six places', 'put', 'agreement', { ...terms, target: '99.1234567' }, 'agreement/target-too-fine', '/target'],
  [
    'service hours that end before they begin',
    'put',
    'agreement',
    { ...terms, serviceHours: [{ days: ['mo'], from: '18:00', to: '08:00' }] },
    'agreement/hours-end-before-start',
    '/serviceHours/0/to',
  ],
  ['an outage in the future', 'post', 'outages', { start: plus(now, day), state: 'down', cause: 'x' }, 'outage/in-future', '/start'],
  [
    'an outage that ends before it starts',
    'post',
    'outages',
    { start: plus(now, -hour), end: plus(now, -2 * hour), state: 'down', cause: 'x' },
    'outage/ends-before-start',
    '/end',
  ],
  ['a period of more than 400 days', 'get', `availability?${ofDays(-401, 0)}`, undefined, 'period/too-long', '/query/to'],
];

it('L1 L2 bad input about agreements and outages is refused with its code and pointer, and nothing is written', async () => {
  const before = await facts();

  for (const [what, method, rest, body, code, pointer] of refusals) {
    const answer = method === 'get' ? await manager.get(path(rest)) : await manager[method](path(rest), body ?? {});
    const [error] = answer.body.errors ?? [];
    expect([what, answer.status, answer.headers['content-type'], error?.code, error?.pointer]).toEqual([
      ...[what, 400, 'application/problem+json', code, pointer],
    ]);
  }
  expect(await facts()).toEqual(before);
});

it('L1 H2 a change over the downtime budget is submitted with that conflict, and plans nothing before it is scheduled', async () => {
  expect(await read('downtime-budget')).toMatchObject({
    service: made.service,
    allowed: 'PT10M',
    used: 'PT0S',
    planned: 'PT0S',
    left: 'PT10M',
  });

  const change = await desk.awaiting({ items: [made.ci], window: desk.window({ agreedDowntime: 'PT40M' }, 2 * hour) });

  const overBudget = { kind: 'over-budget', severity: 'warning', service: made.service, serviceName: made.name };
  expect(change.conflicts).toContainEqual(expect.objectContaining(overBudget));
  expect(await read('downtime-budget')).toMatchObject({ planned: 'PT0S', left: 'PT10M' });
});

it('H8 L2 a change that fails opens an outage of the service, and its status says so', async () => {
  expect(await read('status')).toMatchObject({ service: made.service, name: made.name, state: 'operational' });
  const started = await requester.post('/v1/changes', { template: 'short-maintenance', items: [made.ci], start: true });
  expect(started.body.status).toBe('implementing');

  const { body: failed } = await requester.post(`/v1/changes/${started.body.id}/finish`, { outcome: 'failed' });

  const outage = { source: 'change', state: 'down', item: made.ci, change: failed.id, number: failed.number };
  await eventually(async () => expect((await read('outages')).items).toMatchObject([outage]), soon);
  expect(await read('status')).toMatchObject({ state: 'down', since: failed.finishedAt, why: [{ text: `${failed.number} failed` }] });
  const { body: duties } = await as('auditor').get(`/v1/reports/segregation-of-duties?from=${failed.finishedAt.slice(0, 10)}`);
  expect(duties.checked).toBeGreaterThan(0);
});

it('L3 an outage of nine hours breaches the agreement: an event, and a mail to the owners', async () => {
  const outage = { start: plus(now, -10 * hour), end: plus(now, -hour), state: 'down', cause: 'The storage was full' };
  expect((await manager.post(path('outages'), outage)).status).toBe(201);
  await sweepNow(stack);

  const { items } = (await as('auditor').get(`/v1/audit-events?subject=item/${made.service}&type=AgreementBreached`)).body;
  expect(items[0]).toMatchObject({ actor: 'system', body: { target: '99.9' } });
  await eventually(async () => {
    const mails: readonly Mail[] = (await sendTo(stack.mailUrl)).body;
    const told = mails.filter(({ to, subject }) => to === made.owner && subject.startsWith('Agreement breached'));
    expect(told[0]?.text).toContain(made.name);
  }, soon);
});
