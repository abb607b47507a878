import { expect, it } from '@jest/globals';
import { issueApprovalLink } from '../../../shared/application/approval/issue-approval-link.ts';
import { followLink } from '../../../shared/application/mailed-link/follow-link.ts';
import { fitFor } from '../../../shared/domain/change/change-transitions.ts';
import { minute } from '../../../shared/domain/clock.ts';
import { approvalsApi, bob, changeId } from '../../support/approvals.ts';
import { storeAway } from '../../support/in-memory-records.ts';
import { not } from '../../support/mailed-links.ts';

type Api = Awaited<ReturnType<typeof approvalsApi>>;

const tried = (api: Api, link: string, code: string) => api.post(`${link}/decision`, { decision: 'approve', code, revision: '1' });
const triesOf = async ({ world }: Api) => (await world.links.codes({ change: changeId, person: bob })).codes.map(({ tries }) => tries);

it('P6 a code can be tried five times', async () => {
  const api = await approvalsApi();
  const link = await api.ask();
  const code = await api.codeBy(link);

  for (let n = 0; n < 5; n += 1) expect((await tried(api, link, not(code))).status).toBe(422);
  const right = await tried(api, link, code);

  expect(right.status).toBe(429);
  expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
  expect((await api.world.changes.decisions(changeId, 1)).length).toBe(0);
  expect((await tried(api, link, await api.codeBy(link))).status).toBe(303);
});

it('P6 a person gets at most three codes per hour and ten per change', async () => {
  const api = await approvalsApi();
  const link = await api.ask();
  for (let n = 0; n < 3; n += 1) await api.codeBy(link);

  const fourth = await api.post(`${link}/code`, { reason: 'typed' });

  expect(fourth.status).toBe(429);
  expect(fourth.headers['retry-after']).toBe('3600');
  expect(fourth.body).toContain('typed</textarea>');
  for (let n = 0; n < 7; n += 1) {
    api.clock.advance(61 * minute);
    await api.codeBy(link);
  }
  api.clock.advance(61 * minute);
  expect((await api.post(`${link}/code`)).status).toBe(429);
  expect(api.sent.filter(({ subject }) => /^\d{6} /.test(subject))).toHaveLength(10);
});

it('P6 a code is valid for ten minutes; a try without a valid code is not counted', async () => {
  const api = await approvalsApi();
  const link = await api.ask();

  expect((await tried(api, link, '123456')).status).toBe(422);
  expect(await triesOf(api)).toEqual([]);

  const code = await api.codeBy(link);
  api.clock.advance(10 * minute);
  expect((await tried(api, link, code)).status).toBe(422);
  expect(await triesOf(api)).toEqual([0]);
});

it('P6 a code is valid only with its link and its revision', async () => {
  const api = await approvalsApi();
  const first = await api.ask();
  const [change, person] = [await api.world.changes.get(changeId), await api.world.people.get(bob)];
  const second = `/approvals/${await issueApprovalLink(api.world)(fitFor(change, 'decide'), person)}`;

  const code = await api.codeBy(first);
  expect((await tried(api, second, code)).status).toBe(422);

  const other = await api.codeBy(second);
  expect((await tried(api, first, other === code ? not(code) : other)).status).toBe(422);

  // The same code does not match if it is stored for another revision, because the HMAC contains the revision.
  const codes = await api.world.links.codes({ change: changeId, person: bob });
  if (!codes) throw new Error('no codes');
  await api.edit({ revision: 2 });
  const { link } = await followLink(api.world)(first.split('/').at(-1) ?? '');
  const newer = `/approvals/${await issueApprovalLink(api.world)(fitFor(await api.world.changes.get(changeId), 'decide'), person)}`;
  expect(link.revision).toBe(1);
  expect((await api.post(`${newer}/decision`, { decision: 'approve', code, revision: '2' })).status).toBe(422);
  expect((await tried(api, first, code)).status).toBe(409);
});

it('P6 tries are counted before the comparison, so that concurrent tries cannot exceed the limit', async () => {
  const api = await approvalsApi();
  const link = await api.ask();
  const code = await api.codeBy(link);

  const answers = await Promise.all(Array.from({ length: 9 }, () => tried(api, link, not(code))));

  expect(await triesOf(api)).toEqual([5]);
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(4);
});

it('P6 fifty guesses at the same instant are five tries, and the right code is not among what is compared afterwards', async () => {
  const api = await approvalsApi();
  const link = await api.ask();
  const code = await api.codeBy(link);
  const guesses = Array.from({ length: 50 }, (_, n) => String((Number(code) + n + 1) % 1_000_000).padStart(6, '0'));

  const answers = await Promise.all(guesses.map((guess) => tried(api, link, guess)));

  // A request that loses the race for the row too often is answered 503. Its guess was not compared.
  expect(answers.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(5);
  expect(answers.filter(({ status }) => ![422, 429, 503].includes(status))).toEqual([]);
  for (let n = 0; n < 5; n += 1) await tried(api, link, guesses[n] ?? '');
  expect(await triesOf(api)).toEqual([5]);
  expect((await tried(api, link, code)).status).toBe(429);
  expect(await api.world.changes.decisions(changeId, 1)).toEqual([]);
});

it('P6 fifty requests for a code at the same instant mail three', async () => {
  const api = await approvalsApi();
  const link = await api.ask();
  const before = api.sent.length;

  const answers = await Promise.all(Array.from({ length: 50 }, () => api.post(`${link}/code`)));

  const mailed = answers.filter(({ status }) => status === 200).length;
  expect(mailed).toBeLessThanOrEqual(3);
  expect(answers.filter(({ status }) => ![200, 429, 503].includes(status))).toEqual([]);
  for (let n = 0; n < 3; n += 1) await api.post(`${link}/code`);
  expect(api.sent.length - before).toBe(3);
});

it('P6 two codes in the mailbox do not double the tries: a guess counts for every code with which it is compared', async () => {
  const api = await approvalsApi();
  const link = await api.ask();
  const codes = [await api.codeBy(link), await api.codeBy(link)];
  const wrong = ['000000', '000001', '000002'].find((guess) => !codes.includes(guess)) ?? '';

  for (let n = 0; n < 5; n += 1) expect((await tried(api, link, wrong)).status).toBe(422);

  expect(await triesOf(api)).toEqual([5, 5]);
  for (const code of codes) expect((await tried(api, link, code)).status).toBe(429);
});

it('P6 a malformed code, or a form without one, is no try', async () => {
  const api = await approvalsApi();
  const link = await api.ask();
  await api.codeBy(link);

  for (const code of ['', '12345', '1234567', 'abcdef', '１２３４５６', '12 34']) expect((await tried(api, link, code)).status).toBe(422);

  expect(await triesOf(api)).toEqual([0]);
});

it('P6 a try that cannot be counted is not compared', async () => {
  const api = await approvalsApi();
  const link = await api.ask();
  const code = await api.codeBy(link);
  api.records.before = (operation) => {
    if (operation === 'commit') storeAway();
  };

  expect((await tried(api, link, code)).status).toBe(503);
  expect((await api.world.changes.decisions(changeId, 1)).length).toBe(0);
});

it('P6 subject and text of the mail begin with the code, and it goes only to the address of the person', async () => {
  const api = await approvalsApi({ title: 'Ticket 654321: upgrade' });
  const code = await api.codeBy(await api.ask());
  const mail = api.sent.at(-1);

  expect(mail?.to).toBe('bob@quiesce.test');
  expect(mail?.text.startsWith(code)).toBe(true);
  expect(mail?.subject.startsWith(code)).toBe(true);
  expect(/\d{6}/.exec(mail?.html ?? '')?.[0]).toBe(code);
  expect(mail?.text).not.toContain('/approvals/');
});
