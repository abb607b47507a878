import { expect, it } from '@jest/globals';
import { changeDesk } from '../../support/changes.ts';
import { deskApi } from '../../support/desk-api.ts';
import { walkingSlowly } from '../../support/slow-walk.ts';

/** The API as Rita sees it, and bodies of changes on the CIs of the desk. */
const bulkDesk = async () => {
  const desk = await changeDesk();
  const api = await deskApi(desk);
  const rita = api.asCaller(desk.rita);
  const { window } = desk.draftWith();
  const body = (title: string, more: object = {}) => ({ title, items: [desk.server], ...more });
  const post = (entries: readonly object[], query = '', headers: Readonly<Record<string, string>> = {}) =>
    rita.post(`/v1/changes/bulk${query}`, { entries }, headers);
  const numberOfChanges = async () => (await rita.get('/v1/changes?limit=200')).body.items.length;
  return { desk, api, rita, window, body, post, numberOfChanges };
};

it('I4 each entry of a bulk request makes its own change or has its own problem, in the order asked', async () => {
  const { rita, window, body, post } = await bulkDesk();

  const answer = await post([
    body('First', { submit: true, window }),
    body('Unknown item', { items: ['hostname=nowhere'] }),
    { items: [] },
    body('Second'),
  ]);

  expect(answer.status).toBe(200);
  expect(answer.body.results).toMatchObject([
    { status: 201, number: 'CHG-000001', title: 'First' },
    { status: 400, problem: { code: 'item/unknown', errors: [{ pointer: '/entries/1/items/0' }] } },
    { status: 400, problem: { code: 'body/invalid' } },
    { status: 201, title: 'Second' },
  ]);
  const [first, , , second] = answer.body.results;
  expect((await rita.get(`/v1/changes/${first.change}`)).body).toMatchObject({ status: 'assessing', title: 'First' });
  expect((await rita.get(`/v1/changes/${second.change}`)).body).toMatchObject({ status: 'draft', title: 'Second' });
});

it('I3 a repeated bulk request answers the same and makes no change again', async () => {
  const { body, post, numberOfChanges } = await bulkDesk();
  const key = { 'idempotency-key': 'four-nodes' };
  const entries = ['a', 'b', 'c', 'd'].map((title) => body(title));

  const first = await post(entries, '', key);
  const again = await post(entries, '', key);

  expect(again.body).toEqual(first.body);
  expect(await numberOfChanges()).toBe(4);
});

it('I4 a dry run judges each entry and makes nothing', async () => {
  const { window, body, post, numberOfChanges } = await bulkDesk();

  const answer = await post([body('Fine', { submit: true, window }), body('No window', { submit: true })], '?dryRun=true');

  expect(answer.body.results).toMatchObject([{ status: 201 }, { status: 409, problem: { code: 'change/window-required' } }]);
  expect(answer.body.results[0].change).toBeUndefined();
  expect(await numberOfChanges()).toBe(0);
});

it('T3 of two entries with the same external reference, the first gets it', async () => {
  const { body, post } = await bulkDesk();
  const externalReference = { system: 'jira', id: 'OPS-1' };

  const answer = await post([body('First', { externalReference }), body('Second', { externalReference })]);

  expect(answer.body.results).toMatchObject([{ status: 201 }, { status: 409, problem: { code: 'change/external-reference-taken' } }]);
});

it('H1 an entry whose walk goes on after the request is answered like any other', async () => {
  const { api, rita, window, body, post } = await bulkDesk();

  const answer = await walkingSlowly(api, () => post([body('Slow', { submit: true, window })]));

  expect(answer).toMatchObject({ status: 200, body: { results: [{ status: 201, number: 'CHG-000001', title: 'Slow' }] } });
  const { body: change } = await rita.get(`/v1/changes/${answer.body.results[0].change}`);
  expect(change.status).toBe('assessing');
  expect(change).not.toHaveProperty('scope');
});

it('I4 a bulk request has 1 to 100 entries', async () => {
  const { body, post } = await bulkDesk();

  expect((await post([])).status).toBe(400);
  expect((await post(Array.from({ length: 101 }, (_, n) => body(`Change ${n}`)))).status).toBe(400);
});
