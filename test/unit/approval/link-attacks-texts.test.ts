import { expect, it, jest } from '@jest/globals';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { logger } from '../../../shared/observability/log.ts';
import { aChange, ada, aPerson, approvalsApi, bob, changeId, cyd } from '../../support/approvals.ts';
import { not } from '../../support/mailed-links.ts';

const hostile = 'Upgrade\r\nBcc: all@evil.test\r\n\r\n<img src=x onerror=alert(1)> " onfocus="x\u2028http://evil.test/approvals/1';

it('P6 line breaks in a title or a name add no header and no line to a mail', () => {
  const letters = lettersFrom('http://quiesce.test');
  const occasion = { change: { ...aChange(), title: hostile }, requester: hostile, to: 'bob@quiesce.test', zone: 'UTC' };
  const link = { href: 'http://quiesce.test/approvals/1', label: hostile };
  const mails = [
    letters.aboutChange(occasion, { subject: hostile, lead: hostile, paragraphs: [hostile, link] }),
    letters.aboutAsset({ to: 'bob@quiesce.test', name: hostile }, { subject: hostile, paragraphs: [hostile] }),
    letters.code({ to: 'bob@quiesce.test', name: hostile }, '123456'),
    letters.addressChanged({ to: 'bob@quiesce.test', name: hostile }),
  ];

  for (const { to, subject, text, html } of mails) {
    expect(to).toBe('bob@quiesce.test');
    expect(subject).not.toMatch(/[\r\n\u2028]/);
    expect(text.split('\n').filter((line) => /^(Bcc|http:\/\/evil|<img)/.test(line))).toEqual([]);
    expect(html).not.toContain('<img');
    expect(html).not.toMatch(/<[^>]* onfocus=/);
  }
});

it('P6 texts of people are text on the page: title, plan, links, names, and what was typed', async () => {
  const markup = '"><script>alert(1)</script><form action=https://evil.test>';
  const { ask, post } = await approvalsApi(
    { title: markup, reason: markup, plan: markup, backOutPlan: markup, links: [{ rel: '<script>', href: 'https://evil.test/' }] },
    [aPerson(ada, markup, { email: 'ada@quiesce.test' }), aPerson(bob, 'Bob'), aPerson(cyd, 'Cyd')],
  );

  const { status, body } = await post(`${await ask()}/decision`, { decision: 'reject', reason: markup, code: markup });

  expect(status).toBe(422);
  expect(body.match(/<form/g)).toHaveLength(1);
  expect(body).not.toMatch(/<script|<a |<form action=https/);
  expect(body.match(/&lt;script&gt;/g)?.length).toBeGreaterThanOrEqual(7);
});

it('P6 X3 no log line has a token, a code, an address or a reason, whatever the answer', async () => {
  const spies = (['info', 'warn', 'error'] as const).map((level) => jest.spyOn(logger, level).mockImplementation(() => undefined));
  const api = await approvalsApi();
  const link = await api.ask();
  const token = link.split('/').at(-1) ?? '';
  const code = await api.codeBy(link);
  const form = { decision: 'reject', reason: 'a secret reason', revision: '1' };

  const answers = [
    await api.get(link),
    await api.get(`${link}/nowhere`),
    await api.get(`${link}0`),
    await api.post(`${link}/decision`, { ...form, code: not(code) }),
    await api.post(`${link}/decision`, { ...form, code }, { 'sec-fetch-site': 'cross-site' }),
    await api.post(`${link}/decision`, { ...form, code }),
    await api.post(`${link}/decision`, { ...form, code }),
  ];
  const lines = JSON.stringify(spies.flatMap((spy) => spy.mock.calls));
  for (const spy of spies) spy.mockRestore();

  expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 422, 403, 303, 409]);
  expect(lines).toContain('/approvals/{token}');
  for (const secret of [token, code, 'quiesce.test', 'a secret reason']) expect(lines).not.toContain(secret);
  expect(JSON.stringify(await api.world.events.of({ type: 'change', id: changeId }))).not.toContain(token);
});
