import { expect, it } from '@jest/globals';
import type { ApiAnswer } from '../../support/api.ts';
import { approvalsApi, changeId } from '../../support/approvals.ts';

type Api = Awaited<ReturnType<typeof approvalsApi>>;

/** Requests of machines that follow the links in mails, chats and browsers, without anybody who wants to decide. */
const machines: readonly (readonly [name: string, method: string, headers: Readonly<Record<string, string>>])[] = [
  ['a mail scanner', 'GET', { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) SafeLinks' }],
  ['a link checker', 'HEAD', {}],
  ['a client that asks what is allowed', 'OPTIONS', { 'access-control-request-method': 'POST', origin: 'https://evil.test' }],
  ['an old browser that prefetches', 'GET', { purpose: 'prefetch', 'x-moz': 'prefetch' }],
  ['a browser that prerenders', 'GET', { 'sec-purpose': 'prefetch;prerender', 'sec-fetch-site': 'cross-site' }],
  ['a chat unfurler', 'GET', { 'user-agent': 'Slackbot-LinkExpanding 1.0', range: 'bytes=0-32768' }],
  ['a scanner that tries methods', 'PUT', {}],
  ['a scanner that tries to delete', 'DELETE', {}],
];

const paths = ['', '?decision=approve', '?utm_source=mail', '/code', '/decision', '/decision?decision=approve&code=123456', '/'];

it.each(machines)('P5 %s changes nothing, wherever it looks', async (_, method, headers) => {
  const api = await approvalsApi();
  const link = await api.ask();
  const [before, mails] = [api.records.all(), api.sent.length];

  for (const path of paths) expect((await api.anonymous(method, `${link}${path}`, { headers })).status).toBeLessThan(500);

  expect(api.records.all()).toEqual(before);
  expect(api.sent).toHaveLength(mails);
});

/** The headers that do not differ from one request to the next. */
const stable = ({ 'x-request-id': _, ...headers }: ApiAnswer['headers']) => headers;

it('P5 HEAD answers the status and the headers of GET, without a body: open, closed and unknown', async () => {
  const open = await approvalsApi();
  const closed = await approvalsApi();
  const [openLink, closedLink] = [await open.ask(), await closed.ask()];
  await closed.edit({ status: 'cancelled', ended: { by: 'person:x', reason: 'wrong week', at: '2026-11-24T03:00:00.000Z' } });
  const cases: readonly (readonly [Api, string, number])[] = [
    [open, openLink, 200],
    [closed, closedLink, 410],
    [open, `/approvals/${'0'.repeat(64)}`, 404],
    [open, '/approvals/short', 404],
  ];

  for (const [api, path, status] of cases) {
    const [get, head] = [await api.get(path), await api.anonymous('HEAD', path)];
    expect([get.status, head.status, head.body]).toEqual([status, status, '']);
    expect(stable(head.headers)).toEqual(stable(get.headers));
  }
});

/** The fields of the forms on a page, as a browser without a reader sends them: hidden fields, and the first choice. */
const fieldsOf = (body: string): Record<string, string> => ({
  ...Object.fromEntries(
    [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name, value]),
  ),
  decision: 'approve',
});

it('P5 a headless browser that fills in the form and sends it without a code decides nothing, and no try is counted', async () => {
  const api = await approvalsApi();
  const link = await api.ask();
  const fields = fieldsOf((await api.get(link)).body);
  const before = api.records.all();

  for (const code of ['', '000000', '123456'])
    expect((await api.post(`${link}/decision`, { ...fields, code }, { 'sec-fetch-site': 'same-origin' })).status).toBe(422);

  expect(fields).toHaveProperty('digest');
  expect(api.records.all()).toEqual(before);
});

it('P5 a headless browser that presses every button mails a code to the approver, and decides nothing', async () => {
  const api = await approvalsApi();
  const link = await api.ask();
  const { body } = await api.get(link);
  const buttons = [...body.matchAll(/(?: action| formaction)="([^"#]+)/g)].map(([, path]) => path ?? '');

  for (const path of buttons) await api.post(path, fieldsOf(body));

  expect(buttons).toEqual(['decision', 'code', 'question', 'requests'].map((path) => `${link}/${path}`));
  expect(api.sent.at(-1)?.to).toBe('bob@quiesce.test');
  expect((await api.world.changes.decisions(changeId, 1)).length).toBe(0);
  expect((await api.world.changes.get(changeId)).status).toBe('awaiting-approval');
});

it('P6 who is forwarded the mail cannot decide: the code goes to the approver, and a code of their own does not fit', async () => {
  const api = await approvalsApi();
  const link = await api.ask();
  const forwardedTo = api.sent.find(({ to, text }) => to === 'cyd@quiesce.test' && text.includes('/approvals/'));
  const own = /\/approvals\/[0-9a-f]{64}/.exec(forwardedTo?.text ?? '')?.[0] ?? '';
  const codeOfCyd = await api.codeBy(own);
  const codeOfBob = await api.codeBy(link);

  const answer = await api.post(`${link}/decision`, {
    decision: 'approve',
    revision: '1',
    code: codeOfCyd === codeOfBob ? 'none' : codeOfCyd,
    email: 'cyd@quiesce.test',
  });

  expect(answer.status).toBe(422);
  expect(api.sent.filter(({ subject }) => /^\d{6} /.test(subject)).map(({ to }) => to)).toEqual(['cyd@quiesce.test', 'bob@quiesce.test']);
  expect(await api.world.changes.decisions(changeId, 1)).toEqual([]);
  expect((await api.get(link)).body).not.toContain('You approved');
});
