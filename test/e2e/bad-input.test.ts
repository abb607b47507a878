import { randomUUID } from 'node:crypto';
import { type AttributeValue, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor } from '../../infra/local/emulator.ts';
import type { ApiAnswer } from '../support/api.ts';
import { type BadRequest, badPatches, badRequests, belongsTo, type Noun } from '../support/bad-requests.ts';
import { deployedDesk, inMillis } from '../support/deployed-desk.ts';
import { sendTo } from '../support/http-caller.ts';

/** All texts that this file sends contain this mark, to distinguish its rows from those of other tests. */
const mark = `bad-${randomUUID()}`;
const desk = deployedDesk();
const { stack } = desk;
const nobody = '01900000-0000-7000-8000-000000000000';
const hour = 3_600_000;

const nouns: readonly Noun[] = [
  { collection: '/v1/teams', role: 'admin', good: { name: mark }, text: 'name', missing: 'team/not-found', canDelete: true },
  {
    ...{ collection: '/v1/people', role: 'admin', text: 'name', missing: 'person/not-found', canDelete: true },
    good: { name: mark, email: `${mark}@quiesce.test`, zone: 'UTC' },
  },
  {
    ...{ collection: '/v1/contact-groups', role: 'admin', text: 'name', missing: 'contact-group/not-found', canDelete: true },
    good: { name: mark, members: [] },
  },
  {
    ...{ collection: '/v1/clients', role: 'admin', text: 'name', missing: 'client/not-found', canDelete: true },
    good: { name: mark, roles: ['viewer'], responsible: stack.people.viewer.id },
  },
  {
    ...{ collection: '/v1/monitors', role: 'admin', text: 'name', missing: 'monitor/not-found', canDelete: true },
    good: { name: mark, receiver: { url: 'http://127.0.0.1:1/' } },
  },
  {
    ...{ collection: '/v1/configuration-items', role: 'configuration-manager', text: 'name', missing: 'item/not-found', canDelete: true },
    good: { name: mark, class: 'server' },
  },
  {
    ...{ collection: '/v1/assets', role: 'asset-manager', text: 'name', missing: 'item/not-found', canDelete: false },
    good: { name: mark, kind: 'hardware' },
  },
  {
    ...{ collection: '/v1/changes', role: 'change-manager', text: 'title', missing: 'change/not-found', canDelete: false },
    good: { title: mark, items: [nobody] },
  },
];

const dynamo = new DynamoDBClient(clientFor(stack.awsEndpoint));
/** A row as text. The pending marker and version of an event are left out, because they change when the event is published. */
const asText = ({ version, pendingPk, pendingSk, ...row }: Record<string, AttributeValue>): string =>
  JSON.stringify(row.type?.S === 'Event' ? row : { version, ...row });

/** All rows that contain the mark or the id of a resource of this file. */
const rows = async (): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const { Items = [] } of paginateScan({ client: dynamo }, { TableName: stack.tableName, ConsistentRead: true }))
    found.push(...Items.filter((row) => belongsTo(row, [mark, ...createdIds])).map(asText));
  return found.sort();
};

const send = ({ role = 'admin', method, path, body, headers }: BadRequest): Promise<ApiAnswer> =>
  sendTo(`${stack.apiUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${stack.tokens[role]}`,
      ...(body === undefined || typeof body === 'string' ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

/** Expects that each request is refused with its status, code and pointers, in a problem document, and that no row changes. */
const areRefused = async (requests: readonly BadRequest[]): Promise<void> => {
  const before = await rows();
  expect(before).not.toEqual([]);
  for (const request of requests) {
    const { status, headers, body } = await send(request);
    const [expectedStatus, code, ...pointers] = request.says;
    const refusal = [request.what, status, body.code, ...(body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer)];
    expect(refusal).toEqual([request.what, expectedStatus, code, ...pointers]);
    expect([headers['content-type'], body.status, body.type]).toEqual([
      'application/problem+json',
      expectedStatus,
      `urn:quiesce:problem:${code}`,
    ]);
  }
  expect(await rows()).toEqual(before);
};

/** The id of one resource of each noun, in the order of the nouns. */
const createdIds: string[] = [];
beforeAll(async () => {
  for (const { collection, role, good } of nouns) {
    const body = {
      ...good,
      ...('items' in good ? { items: [await desk.ci()] } : {}),
      ...('email' in good ? { email: `${mark}-1@quiesce.test` } : {}),
    };
    const answer = await desk.as(role).post(collection, { ...body, ...('name' in good ? { name: `${mark}-1` } : { title: `${mark}-1` }) });
    if (answer.status !== 201) throw new Error(`${collection}: ${answer.status} ${JSON.stringify(answer.body)}`);
    createdIds.push(answer.body.id);
  }
});
const one = (collection: string): string => createdIds[nouns.findIndex((noun) => noun.collection === collection)] ?? '';

describe.each(nouns)('I1 bad input, $collection', (noun) => {
  it('I1 is refused with a stable code and a pointer to each error, and nothing is written', () => areRefused(badRequests(noun)));
  it('I1 I2 is refused in a patch as well', () => areRefused(badPatches(noun, one(noun.collection))));
});

it('I4 a cursor of another list, or of other filters, is refused', async () => {
  const path = '/v1/configuration-items';
  await desk.ci();
  const { nextCursor: cursor } = (await desk.viewer.get(`${path}?limit=1`)).body;
  const withForeignCursor = (at: string): BadRequest => ({
    ...{ what: at, method: 'GET', path: `${at}cursor=${cursor}`, says: [400, 'cursor/invalid', '/query/cursor'] },
  });

  expect(cursor).toMatch(/./);
  await areRefused([`${path}?class=database&`, '/v1/assets?', '/v1/changes?', '/v1/episodes?'].map(withForeignCursor));
});

const change = (what: string, overrides: object, ...says: BadRequest['says']): BadRequest => ({
  ...{ what, role: 'change-requester', method: 'POST', path: '/v1/changes', says },
  body: { title: mark, items: [one('/v1/configuration-items')], ...overrides },
});
const window = (start: number, end: number, overrides: object = {}) => ({
  window: { start: inMillis(start), end: inMillis(end), ...overrides },
});

it('I1 an invalid window is refused with a pointer to the invalid field', () =>
  areRefused([
    change('an end before the start', window(2 * hour, hour), 400, 'window/end-before-start', '/window/end'),
    change('no length', window(hour, hour), 400, 'window/end-before-start', '/window/end'),
    change('over 14 days', window(hour, 15 * 24 * hour), 400, 'window/too-long', '/window/end'),
    change('in the past', window(-hour, hour), 400, 'window/in-the-past', '/window/start'),
    change('in the past, submitted', { ...window(-hour, hour), submit: true }, 400, 'window/in-the-past', '/window/start'),
    change(
      'more downtime than window',
      window(hour, 2 * hour, { agreedDowntime: 'PT2H' }),
      400,
      'window/downtime-too-long',
      '/window/agreedDowntime',
    ),
    change('not a time', { window: { start: 'tonight', end: 7 } }, 400, 'body/invalid', '/window/start', '/window/end'),
    change(
      'a date that does not exist',
      { window: { start: '2026-02-30T00:00:00Z', end: '2027-01-01T25:00:00Z' } },
      400,
      'body/invalid',
      '/window/start',
      '/window/end',
    ),
    change('an unknown mode', window(hour, 2 * hour, { mode: 'quiet' }), 400, 'body/invalid', '/window/mode'),
    change(
      'too many hops',
      window(hour, 2 * hour, { dependants: { types: ['depends-on'], hops: 11 } }),
      400,
      'body/invalid',
      '/window/dependants/hops',
    ),
  ]));

it('I1 I7 a reference to an unknown resource is refused with a pointer to it', () =>
  areRefused([
    change('an unknown item', { items: [one('/v1/configuration-items'), nobody] }, 400, 'item/unknown', '/items/1'),
    change('an unknown alias', { items: ['hostname=nowhere'] }, 400, 'item/unknown', '/items/0'),
    change('no items', { items: [] }, 400, 'body/invalid', '/items'),
    change('too many items', { items: Array.from({ length: 51 }, () => nobody) }, 400, 'body/invalid', '/items'),
    change('an unknown implementer', { implementer: 'nobody@quiesce.test' }, 400, 'person/unknown', '/implementer'),
    change('a link with a script', { links: [{ rel: 'x', href: 'javascript:alert(1)' }] }, 400, 'body/invalid', '/links/0/href'),
    change(
      'a status and approvals in the request',
      { status: 'scheduled', approvals: { needed: 0, given: 9 } },
      400,
      'body/invalid',
      '/status',
      '/approvals',
    ),
  ]));

it('I1 actions that the status does not allow, or with an incomplete body, change nothing', async () => {
  const draft = one('/v1/changes');
  const act = (verb: string, body: object, ...says: BadRequest['says']): BadRequest => ({
    ...{ what: verb, role: 'change-manager', method: 'POST', path: `/v1/changes/${draft}/${verb}`, body, says },
  });
  await areRefused([
    act('submit', {}, 409, 'change/window-required', '/window'),
    act('start', {}, 409, 'change/not-scheduled'),
    act('finish', { outcome: 'successful' }, 409, 'change/not-implementing'),
    act('finish', {}, 400, 'body/invalid', '/outcomes'),
    act('cancel', {}, 400, 'body/invalid', '/reason'),
    act('cancel', { reason: ' ' }, 400, 'body/invalid', '/reason'),
    act('review', { note: 'well done' }, 403, 'change/own-review'),
    act('decisions', { decision: 'approve', revision: 1 }, 409, 'change/not-awaiting-approval'),
    act('decisions', { decision: 'maybe', revision: 0 }, 400, 'body/invalid', '/decision', '/revision'),
    act('explode', {}, 404, 'path/unknown'),
  ]);
});
