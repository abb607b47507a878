import { expect, it } from '@jest/globals';
import { ada, approvalsApi, bob, changeId } from '../../support/approvals.ts';

const withCode = async () => {
  const api = await approvalsApi();
  const link = await api.ask();
  const code = await api.codeBy(link);
  const comments = async () => (await api.world.changes.comments(changeId, { limit: 100 })).items;
  const requester = api.asCaller({ kind: 'person', id: ada, roles: ['change-requester'], teams: [] });
  return { ...api, link, code, comments, requester };
};

it('P5 a question is asked from the page with the code, told to the requester, and answered on the page', async () => {
  const { link, code, post, get, comments, requester, world } = await withCode();

  const asked = await post(`${link}/question`, { code, question: 'Is the standby\r\nupgraded <first>?' });

  expect(asked).toMatchObject({ status: 303, headers: { location: link } });
  const [question] = await comments();
  expect(question).toMatchObject({ by: `person:${bob}`, text: 'Is the standby\nupgraded <first>?', question: true });
  expect((await world.events.of({ type: 'change', id: changeId })).map(({ name }) => name)).toContain('QuestionAsked');
  await requester.post(`/v1/changes/${changeId}/comments`, { text: 'Yes, on Monday.', answers: question?.id });
  const { body } = await get(link);
  expect(body).toContain('upgraded &lt;first&gt;?');
  expect(body).toMatch(/Bob asks[\s\S]*Ada[\s\S]*Yes, on Monday\./);
});

it.each([
  ['without a code', { code: '' }, {}, 422],
  ['without a text', { question: ' ' }, {}, 422],
  ['that is too long', { question: 'x'.repeat(2_001) }, {}, 422],
  ['from another site', {}, { 'sec-fetch-site': 'cross-site' }, 403],
])('P5 a question %s is not asked, and what was typed survives', async (_, fields, headers, status) => {
  const { link, code, post, comments } = await withCode();

  const answer = await post(`${link}/question`, { code, question: 'Why now?', reason: 'my reason', ...fields }, headers);

  expect(answer.status).toBe(status);
  if (status === 422) expect(answer.body).toContain('my reason');
  expect(await comments()).toEqual([]);
});

it('P5 of many comments, the page shows the latest twenty, newest last', async () => {
  const { link, get, requester } = await withCode();
  for (let n = 1; n <= 22; n += 1) await requester.post(`/v1/changes/${changeId}/comments`, { text: `remark ${n}.` });

  const { body } = await get(link);

  expect([...body.matchAll(/remark (\d+)\./g)].map(([, n]) => Number(n))).toEqual(Array.from({ length: 20 }, (_, n) => n + 3));
  expect(body).toContain('Earlier comments are not shown');
});

it('H2 the page says who overrode which conflict and why', async () => {
  const { link, get, edit } = await withCode();
  await edit({
    overrides: [{ kind: 'freeze', against: [], by: ada, reason: 'the vulnerability is exploited', at: '2026-11-24T03:00:00.000Z' }],
  });

  const { body } = await get(link);

  expect(body).toMatch(/Overridden conflicts[\s\S]*freeze, by Ada[\s\S]*the vulnerability is exploited/);
});
