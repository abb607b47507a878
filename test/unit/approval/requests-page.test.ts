import { expect, it } from '@jest/globals';
import { minute, plus } from '../../../shared/domain/clock.ts';
import { bob, changeId, cyd } from '../../support/approvals.ts';
import { not } from '../../support/mailed-links.ts';
import { formOf, threeRequests } from '../../support/requests.ts';

const approval = { decision: 'approve', reason: '' };

it('P5 P6 one code opens all requests of a person, and each is decided by a form of its own with its digest and revision', async () => {
  const { open, post, link, others, world } = await threeRequests();
  const [second] = others.map(({ id }) => id) as [string, string];

  const list = await open();

  expect(list.status).toBe(200);
  for (const number of ['CHG-000123', 'CHG-000124', 'CHG-000125']) expect(list.body).toContain(`Decide on ${number}`);
  const decided = await post(`${link}/requests/decision`, { ...formOf(list.body, second), ...approval });
  expect(decided).toMatchObject({ status: 200, body: expect.stringContaining('Your decision on CHG-000124 was recorded') });
  expect(decided.body).not.toContain('Decide on CHG-000124');
  const first = await post(`${link}/requests/decision`, { ...formOf(decided.body, changeId), decision: 'reject', reason: 'not now' });
  expect(first.body).toContain('Decide on CHG-000125');
  expect(await world.changes.decisions(second, 1)).toMatchObject([{ person: bob, decision: 'approve' }]);
  expect(await world.changes.decisions(changeId, 1)).toMatchObject([{ person: bob, decision: 'reject', reason: 'not now' }]);
});

it('P6 the session lasts 15 minutes from the first use of its code, which does not prolong it', async () => {
  const { codeBy, post, link, clock, others } = await threeRequests();
  const [second, third] = others.map(({ id }) => id) as [string, string];
  const code = await codeBy(link);
  const former = await post(`${link}/requests`, { code });
  clock.advance(9 * minute);
  const again = await post(`${link}/requests`, { code });

  const withFormer = await post(`${link}/requests/decision`, { ...formOf(former.body, second), ...approval });
  expect(withFormer).toMatchObject({ status: 422, body: expect.stringContaining('are over') });
  clock.advance(6 * minute - 1);
  expect((await post(`${link}/requests/decision`, { ...formOf(again.body, second), ...approval })).status).toBe(200);
  clock.advance(1);
  const late = await post(`${link}/requests/decision`, { ...formOf(again.body, third), ...approval });
  expect(late).toMatchObject({ status: 422, body: expect.stringContaining('The 15 minutes after the code are over') });
});

it.each([
  ['without a session', { session: '' }, {}, 422],
  ['with a guessed session', { session: 'ab'.repeat(32) }, {}, 422],
  ['with the code instead of the session', { session: '123456' }, {}, 422],
  ['from another site', {}, { 'sec-fetch-site': 'cross-site' }, 403],
  ['without a digest', { digest: '' }, {}, 409],
  ['without a revision', { revision: '' }, {}, 409],
  ['with the digest of another change', { digest: 'x' }, {}, 409],
  ['with a revision that does not exist', { revision: '7' }, {}, 409],
  ['for somebody who has not delegated', { for: cyd }, {}, 422],
  ['on a change that does not exist', { change: bob }, {}, 404],
  ['without a reason for a rejection', { decision: 'reject' }, {}, 422],
])('P6 P7 a decision in the list %s is refused and writes nothing', async (_, fields, headers, status) => {
  const { open, post, link, others, records } = await threeRequests();
  const list = await open();
  const rows = records.all();

  const answer = await post(`${link}/requests/decision`, { ...formOf(list.body, others[0]?.id ?? ''), ...approval, ...fields }, headers);

  expect(answer.status).toBe(status);
  expect(records.all()).toEqual(rows);
});

it('P6 a session is worth nothing with the link of somebody else, or with another link of the same person', async () => {
  const { open, post, ask, sent, others, world, edit } = await threeRequests();
  const list = await open();
  const cydsLink = sent.find(({ to }) => to === 'cyd@quiesce.test')?.text.match(/\/approvals\/[0-9a-f]{64}/)?.[0] ?? '';
  const form = { ...formOf(list.body, others[0]?.id ?? ''), ...approval };
  expect((await post(`${cydsLink}/requests/decision`, form)).status).toBe(422);
  sent.length = 0;
  await edit({ revision: 2 });
  const newer = await ask();
  expect(newer).not.toBe('');

  expect((await post(`${newer}/requests/decision`, form)).status).toBe(422);
  expect(await world.changes.decisions(others[0]?.id ?? '', 1)).toEqual([]);
});

it('P6 a session ends when the person leaves or their address changes', async () => {
  for (const [fields, text] of [
    [{ departed: '2026-11-24' }, 'no longer active'],
    [{ email: 'else@quiesce.test', addressVersion: 1 }, 'no longer yours'],
  ] as const) {
    const { open, post, link, others, world } = await threeRequests();
    const list = await open();
    const person = await world.people.get(bob);
    await world.store.commit(world.people.save({ ...person, ...fields, version: person.version + 1 }, person));

    const answer = await post(`${link}/requests/decision`, { ...formOf(list.body, others[0]?.id ?? ''), ...approval });

    expect(answer).toMatchObject({ status: 410, body: expect.stringContaining(text) });
    expect(await world.changes.decisions(others[0]?.id ?? '', 1)).toEqual([]);
  }
});

it('P5 P6 opening the list takes the code, counts its tries, and is no GET; the session is stored as a hash and in no URL', async () => {
  const { codeBy, post, get, link, records } = await threeRequests();
  const code = await codeBy(link);
  for (let tries = 0; tries < 5; tries += 1) expect((await post(`${link}/requests`, { code: not(code) })).status).toBe(422);
  expect((await post(`${link}/requests`, { code })).status).toBe(429);

  const list = await post(`${link}/requests`, { code: await codeBy(link) });
  const session = /name="session" value="([0-9a-f]{64})"/.exec(list.body)?.[1] ?? '';
  expect(session).toHaveLength(64);
  expect(JSON.stringify(records.all())).not.toContain(session);
  expect(list.body.match(/(action|href)="[^"]*"/g)?.join(' ')).not.toContain(session);
  expect((await get(`${link}/requests`)).status).toBe(405);
  expect((await get(`${link}?session=${session}`)).body).not.toContain('Your requests');
});

it('P5 a change that is decided still leads to the other requests, until its link expires', async () => {
  const { edit, post, get, link, sent, clock, world } = await threeRequests();
  await edit({ status: 'rejected' });
  expect((await get(link)).body).toContain('Your other requests');

  const mailed = await post(`${link}/requests/code`);
  expect(mailed.body).toContain('A code was mailed to you');
  const list = await post(`${link}/requests`, { code: sent.at(-1)?.subject.slice(0, 6) ?? '' });
  expect(list.body).toContain('Decide on CHG-000124');
  expect(list.body).not.toContain('CHG-000123');

  clock.set(plus((await world.changes.get(changeId)).approvalDeadline ?? '', 0));
  expect((await post(`${link}/requests/code`)).status).toBe(410);
  expect((await get(link)).body).not.toContain('Your other requests');
});

it('P5 under the policy sign-in a request is in the list without a form', async () => {
  const { open, edit, world, post, link } = await threeRequests();
  const { pinned } = await world.changes.get(changeId);
  if (pinned) await edit({ pinned: { ...pinned, deciding: 'sign-in' } });
  const mailed = await post(`${link}/requests/code`);
  expect(mailed.status).toBe(200);

  const { body } = await open().catch(async () => post(`${link}/requests`, {}));

  expect(body).toContain('wants you to decide signed in');
  expect(body).not.toContain('Decide on CHG-000123');
});
