import { describe, expect, it } from '@jest/globals';
import { changeRow } from '../../shared/data/change/change-rows.ts';
import { dueRow } from '../../shared/data/due/due-rows.ts';
import { deliveryRow, episodeRow, openEpisodeRow } from '../../shared/data/episode/episode-rows.ts';
import { eventRow } from '../../shared/data/event/event-rows.ts';
import { guardRow } from '../../shared/data/guard-rows.ts';
import { sentMailRow } from '../../shared/data/mail/mail-rows.ts';
import { monitorRow } from '../../shared/data/monitor/monitor-rows.ts';
import { truncationRow } from '../../shared/data/monitor/truncation-rows.ts';
import { addressChangeRow } from '../../shared/data/person/address-change-rows.ts';
import { signInRow } from '../../shared/data/person/sign-in-rows.ts';
import { personRow } from '../../shared/data/resource/plain-rows.ts';
import { indexes } from '../../shared/data/table.ts';
import { credentialRow } from '../../shared/data/token/credential-rows.ts';
import { windowRow } from '../../shared/data/window/window-rows.ts';
import { allFunctions } from '../../shared/functions/all-functions.ts';
import type { FunctionRecord } from '../../shared/functions/function-record.ts';
import { rowGroups } from '../../shared/functions/row-rights.ts';
import { allRowTypes } from '../support/row-types.ts';
import { samplesOf } from '../support/samples.ts';
import { allowedBy } from '../support/table-calls.ts';
import { requests } from './role-requests.ts';
import { indexArn, mayRole, policiesOf, type RoleRequest, resources } from './simulated-roles.ts';
import { templatesOf } from './synthesized.ts';

const { service } = templatesOf('prod');
const records: readonly FunctionRecord[] = allFunctions;
const id = '01900000-0000-7000-8000-000000000001';

const event = eventRow.key({ subject: { type: 'change', id }, id }).pk;

/** The partition keys of one row of each type, as the row builders make them, and of the unique values of each noun. */
const partitions: readonly string[] = [
  ...new Set([
    ...(await allRowTypes()).filter((rowType) => rowType !== guardRow).map((rowType) => rowType.key(samplesOf(rowType.schema())[0]).pk),
    ...[
      'person:email',
      'team:name',
      'contact-group:name',
      'client:name',
      'monitor:name',
      'asset:asset-tag',
      'book:name',
      'change:number',
    ].map((scheme) => guardRow.key({ scheme, value: 'x' }).pk),
    'COUNTER#change',
  ]),
];

const onTable = (action: string, ...keys: readonly string[]): RoleRequest => ({
  action: `dynamodb:${action}`,
  resource: resources.table.arn,
  context: { 'dynamodb:LeadingKeys': [...keys] },
});
const ofRows = ['logs', 'table key'];
const expected: Readonly<Record<string, readonly string[]>> = {
  system: ['logs'],
  people: ofRows,
  calendars: ofRows,
  services: ofRows,
  assets: ofRows,
  reports: [...ofRows, 'queue an export'],
  imports: [...ofRows, 'queue an export', 'upload a file to import', 'read an exported file'],
  'configuration-items': [...ofRows, 'list what is sealed', 'read what is sealed'],
  seal: [...ofRows, 'report a failed invocation', 'list what is sealed', 'seal a day', 'encrypt what is sealed'],
  changes: ofRows,
  approvals: [...ofRows, 'mail'],
  monitors: [...ofRows, 'seal', 'queue a delivery'],
  ingest: [...ofRows, 'queue a delivery'],
  evaluate: ofRows,
  'change-workflow': [...ofRows, 'report a failed invocation', 'start the workflow'],
  // It reads the stream, whose records are encrypted with the key of the table.
  publish: [...ofRows, 'put events', 'read the stream', 'store a failed batch'],
  notify: [...ofRows, 'report a failed invocation', 'mail'],
  cloudwatch: [...ofRows, 'consume alarm events', 'queue a delivery'],
  drift: [...ofRows, 'consume config events', 'put away a config event', 'read a file of AWS Config'],
  release: [...ofRows, 'consume passes', 'queue a pass', 'queue a delivery'],
  send: [...ofRows, 'consume deliveries', 'unseal', 'publish to a listed topic'],
  import: [...ofRows, 'consume imports', 'queue an import', 'read an uploaded file'],
  export: [...ofRows, 'consume exports', 'queue an export', 'write an exported file', 'read an exported file'],
  sweep: [...ofRows, 'report a failed invocation', 'queue a delivery', 'queue a pass', 'put events', 'start the workflow'],
};

describe.each(records)('the role of $name', ({ name, rows = {} }) => {
  const policies = policiesOf(service, name);
  const may = (request: RoleRequest) => mayRole(policies, request);

  it('X3 may do what its function does, and nothing else', async () => {
    const allowed: string[] = [];
    for (const [what, all] of Object.entries(requests)) {
      const answers = await Promise.all(all.map(may));
      if (answers.some(Boolean)) allowed.push(answers.every(Boolean) ? what : `a part of: ${what}`);
    }
    const wanted = name === 'publish' ? [...(expected[name] ?? []), 'a part of: table key, not through DynamoDB'] : expected[name];

    expect(allowed.toSorted()).toEqual(wanted?.toSorted());
  });

  it('X3 may use the rows and indexes that its record names, and no others', async () => {
    const rights = allowedBy(rows);
    const isNamed = (action: string, pk: string) =>
      rights.some((right) => right === action || (right.startsWith(`${action} `) && pk.startsWith(right.slice(action.length + 1))));
    const wrong: string[] = [];
    const judge = async (action: string, pk: string) => {
      if ((await may(onTable(action, pk))) !== isNamed(action, pk)) wrong.push(`${action} ${pk}`);
    };
    for (const action of ['PutItem', 'DeleteItem', 'UpdateItem', 'BatchWriteItem']) for (const pk of partitions) await judge(action, pk);
    for (const action of ['GetItem', 'BatchGetItem', 'Query', 'ConditionCheckItem']) await judge(action, event);
    for (const index of Object.keys(indexes))
      if ((await may({ action: 'dynamodb:Query', resource: indexArn(index) })) !== rights.includes(`Query ${index}`))
        wrong.push(`Query ${index}`);

    expect(wrong).toEqual([]);
  });

  it('X3 has policies that are short enough for IAM', () => {
    expect(JSON.stringify(policies.map(({ policy }) => policy)).replaceAll(/\s/g, '').length).toBeLessThan(10_240);
  });
});

const protectedRows: readonly (readonly [what: string, pk: string])[] = [
  ['credentials of monitors', credentialRow.key({ kind: 'monitor', id }).pk],
  ['credentials of clients', credentialRow.key({ kind: 'client', id }).pk],
  ['people', personRow.key({ id }).pk],
  ['addresses of people', guardRow.key({ scheme: 'person:email', value: 'ada@example.com' }).pk],
  ['sign-ins', signInRow.key({ issuer: 'https://issuer.example', subject: 's' }).pk],
  ['changes', changeRow.key({ id }).pk],
  ['monitors and their receivers', monitorRow.key({ id }).pk],
];
const due = dueRow.key({ lane: 'minute', at: '2026-11-24T12:00:00.000Z', duty: 'release', subject: id, id }).pk;
/** A row that each of these functions has to write. */
const own: Readonly<Record<string, readonly string[]>> = {
  ingest: [
    episodeRow.key({ id }).pk,
    openEpisodeRow.key({ monitor: id, identity: 'i' }).pk,
    truncationRow.key({ monitor: id }).pk,
    event,
    due,
  ],
  cloudwatch: [episodeRow.key({ id }).pk, openEpisodeRow.key({ monitor: id, identity: 'i' }).pk, due],
  evaluate: [windowRow.key({ id }).pk, event, due],
  send: [deliveryRow.key({ episode: id, n: 1 }).pk, due],
  notify: [
    sentMailRow.key({ change: id, revision: 1, kind: 'approval-request', person: id }).pk,
    addressChangeRow.key({ person: id, id }).pk,
    truncationRow.key({ monitor: id }).pk,
  ],
};

describe.each(Object.entries(own))('%s, in the paging path or reached by mail', (name, written) => {
  const may = (request: RoleRequest) => mayRole(policiesOf(service, name), request);

  it.each(protectedRows)('X3 may not write %s', async (_, pk) => {
    const writes = ['PutItem', 'DeleteItem', 'UpdateItem', 'BatchWriteItem'].map((action) => onTable(action, pk));
    expect(await Promise.all(writes.map(may))).toEqual([false, false, false, false]);
  });

  it('X3 may write its own rows', async () => {
    for (const pk of written) expect([pk, await may(onTable('PutItem', pk))]).toEqual([pk, true]);
  });
});

it('X3 a batch with one row that the function may not write is denied as a whole', async () => {
  const policies = policiesOf(service, 'changes');
  const batch = (...keys: readonly string[]) => mayRole(policies, onTable('BatchWriteItem', ...keys));

  expect(await batch(changeRow.key({ id }).pk, due)).toBe(true);
  expect(await batch(changeRow.key({ id }).pk, credentialRow.key({ kind: 'client', id }).pk)).toBe(false);
});

it('E4 no function may remove an event, update one, or write one in a batch; that a put replaces none is up to its condition', async () => {
  for (const { name } of records) {
    const writes = ['DeleteItem', 'UpdateItem', 'BatchWriteItem'].map((action) => onTable(action, event));
    const answers = await Promise.all(writes.map((write) => mayRole(policiesOf(service, name), write)));
    expect([name, ...answers]).toEqual([name, false, false, false]);
  }
});

it('X3 every row belongs to a group, so that a permission can name it', () => {
  const prefixes = Object.values(rowGroups).flat();
  const without = partitions.filter((pk) => !prefixes.some((prefix) => pk.startsWith(prefix)));

  expect(without).toEqual(['COUNTER#change']);
});
