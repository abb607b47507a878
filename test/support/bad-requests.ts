import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DemoRole } from '../../infra/local/people.ts';

/** A request that must be refused, with the expected status, code and pointers. */
export interface BadRequest {
  readonly what: string;
  readonly role?: DemoRole;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly says: readonly [status: number, code: string, ...pointers: string[]];
}

/** What the bad requests need to know about a noun of the API. */
export interface Noun {
  readonly collection: string;
  readonly role: DemoRole;
  /** A valid body. */
  readonly good: Readonly<Record<string, unknown>>;
  /** A required text field of the body. */
  readonly text: string;
  /** The problem code for an unknown id. */
  readonly missing: string;
  readonly canDelete: boolean;
}

const nobody = '01900000-0000-7000-8000-000000000000';
const json = { 'content-type': 'application/json' };
const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** Bodies that are refused before their content is checked. */
const unreadable = ({ collection: path, role, good }: Noun): readonly BadRequest[] => {
  const send = { role, method: 'POST', path };
  const valid = JSON.stringify(good);
  return [
    { ...send, what: 'broken JSON', body: valid.slice(0, -1), headers: json, says: [400, 'body/not-json'] },
    { ...send, what: 'two JSON texts', body: `${valid}${valid}`, headers: json, says: [400, 'body/not-json'] },
    { ...send, what: 'JSON that is nested too deeply', body: deep(20_000), headers: json, says: [400, 'body/too-deep'] },
    { ...send, what: 'a list', body: `[${valid}]`, headers: json, says: [400, 'body/invalid', ''] },
    { ...send, what: 'no object', body: 'null', headers: json, says: [400, 'body/invalid', ''] },
    { ...send, what: 'XML', body: '<name/>', headers: { 'content-type': 'text/xml' }, says: [415, 'body/content-type'] },
    {
      ...send,
      what: 'a form',
      body: 'a=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      says: [415, 'body/content-type'],
    },
    { ...send, what: 'a body that is too large', body: { ...good, notes: 'x'.repeat(300_000) }, says: [413, 'body/too-large'] },
  ];
};

const invalidFields = ({ collection: path, role, good, text }: Noun): readonly BadRequest[] => {
  const send = { role, method: 'POST', path };
  return [
    { ...send, what: 'an unknown field', body: { ...good, 'sh/oe~': 43 }, says: [400, 'body/invalid', '/sh~1oe~0'] },
    { ...send, what: 'a wrong type', body: { ...good, [text]: 7 }, says: [400, 'body/invalid', `/${text}`] },
    { ...send, what: 'only blanks', body: { ...good, [text]: ' \t' }, says: [400, 'body/invalid', `/${text}`] },
    { ...send, what: 'null', body: { ...good, [text]: null }, says: [400, 'body/invalid', `/${text}`] },
    { ...send, what: 'a server’s own field', body: { ...good, id: nobody, version: 9 }, says: [400, 'body/invalid', '/id', '/version'] },
    { ...send, what: 'a constructor', body: { ...good, constructor: {} }, says: [400, 'body/invalid', '/constructor'] },
    { ...send, what: 'an unknown query parameter', path: `${path}?force=true`, body: good, says: [400, 'query/invalid', '/query/force'] },
    {
      ...send,
      what: 'an idempotency key with a blank',
      body: good,
      headers: { 'idempotency-key': 'a b' },
      says: [400, 'idempotency/key-invalid'],
    },
  ];
};

const badLists = ({ collection, role }: Noun): readonly BadRequest[] => {
  const list = (what: string, query: string, ...says: BadRequest['says']): BadRequest => ({
    ...{ what, role, method: 'GET', path: `${collection}?${query}`, says },
  });
  return [
    list('a limit of 0', 'limit=0', 400, 'query/invalid', '/query/limit'),
    list('a limit over 200', 'limit=201', 400, 'query/invalid', '/query/limit'),
    list('a limit that is not a number', 'limit=1e', 400, 'query/invalid', '/query/limit'),
    list('an unknown filter', 'shoe=43', 400, 'query/invalid', '/query/shoe'),
    list('a made-up cursor', 'cursor=abc', 400, 'cursor/invalid', '/query/cursor'),
    list('a forged cursor', `cursor=${Buffer.from('{"pk":"PERSON#1"}').toString('base64url')}.x.y`, 400, 'cursor/invalid', '/query/cursor'),
  ];
};

const wrongTargets = ({ collection, role, missing, canDelete, text }: Noun): readonly BadRequest[] => {
  const [path, star] = [`${collection}/${nobody}`, { 'if-match': '*' }];
  const patch = { role, method: 'PATCH', body: { [text]: 'other' } };
  return [
    { what: 'an unknown id', role, method: 'GET', path, says: [404, missing] },
    { what: 'an invalid id', role, method: 'GET', path: `${collection}/%00%2e%2e`, says: [404, missing] },
    { ...patch, what: 'a patch of an unknown id', path, headers: star, says: [404, missing] },
    ...(canDelete
      ? [{ what: 'a delete of an unknown id', role, method: 'DELETE', path, headers: star, says: [404, missing] } as const]
      : []),
    { what: 'a method that is not allowed', role, method: 'PUT', path: collection, body: {}, says: [405, 'method/not-allowed'] },
    { what: 'a path below', role, method: 'GET', path: `${path}/nothing/at-all`, says: [404, 'path/unknown'] },
  ];
};

/** Patches of an existing resource that must be refused. */
export const badPatches = ({ collection, role, text }: Noun, id: string): readonly BadRequest[] => {
  const send = { role, method: 'PATCH', path: `${collection}/${id}`, body: { [text]: 'other' } };
  const star = { 'if-match': '*' };
  return [
    { ...send, what: 'a patch without a version', says: [428, 'version/required'] },
    { ...send, what: 'a patch of an old version', headers: { 'if-match': '"99"' }, says: [412, 'version/stale'] },
    { ...send, what: 'a weak version', headers: { 'if-match': 'W/"1"' }, says: [412, 'version/stale'] },
    { ...send, what: 'a list of old versions', headers: { 'if-match': '"98", "99"' }, says: [412, 'version/stale'] },
    { ...send, what: 'a list with a star', headers: { 'if-match': '"1", *' }, says: [400, 'version/malformed'] },
    { ...send, what: 'an unknown field in a patch', headers: star, body: { shoe: 1 }, says: [400, 'body/invalid', '/shoe'] },
    {
      ...send,
      what: 'a patch that removes a required field',
      headers: star,
      body: { [text]: null },
      says: [400, 'body/invalid', `/${text}`],
    },
    { ...send, what: 'a patch of the id', headers: star, body: { id: nobody }, says: [400, 'body/invalid', '/id'] },
    {
      ...send,
      what: 'a JSON patch',
      headers: { ...star, 'content-type': 'application/json-patch+json' },
      says: [415, 'body/content-type'],
    },
  ];
};

/** Requests that every noun must refuse. */
export const badRequests = (noun: Noun): readonly BadRequest[] => [
  ...unreadable(noun),
  ...invalidFields(noun),
  ...badLists(noun),
  ...wrongTargets(noun),
];

/**
 * Whether a row contains one of these texts. Of the row that says who named a resource last only the key counts: another test that uses the
 * same person of the stack writes it again.
 */
export const belongsTo = (row: Record<string, AttributeValue>, texts: readonly string[]): boolean => {
  const text = row.type?.S === 'LastNaming' ? String(row.pk?.S) : JSON.stringify(row);
  return texts.some((each) => text.includes(each));
};
