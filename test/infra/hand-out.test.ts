import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { closingLines, newestApprovalPage } from '../../infra/local/hand-out.ts';

const local = { apiUrl: 'http://127.0.0.1:1', mailUrl: 'http://127.0.0.1:1/mail' };

it('npm start ends with five lines: page, docs, mails, a command and how to stop', () => {
  const lines = closingLines(local, `${local.apiUrl}/approvals/newest`);

  expect(lines.map((line) => line.split(' ')[0])).toEqual(['Open', 'Docs', 'Mail', 'Try', 'Stop']);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(120);
});

it('npm start prints nothing but these lines after the demo, so no token', () => {
  const [, afterDemo = ''] = readFileSync('infra/local/start.ts', 'utf8').split('await tellStory(');
  const printed = afterDemo.match(/console\.log\(.*\);|\b(?:tell|explain)\(.*\);|process\.stdout.*/g);
  const secret = { ...local, tokens: { viewer: 'eyJ-token' }, people: { viewer: { password: 'pass-word' } } };

  expect(printed).toEqual(["console.log(['', ...closingLines(local, newestApprovalPage(await stack.mails()))].join('\\n'));"]);
  expect(closingLines(secret, undefined).join('\n')).not.toMatch(/eyJ-token|pass-word/);
});

it('the page to open is the newest approval page of the mails, else the inbox', () => {
  const mails = [
    { text: 'Your code is 123456' },
    { text: `Open ${local.apiUrl}/approvals/new-1.\n` },
    { text: `${local.apiUrl}/approvals/old` },
  ];

  expect(newestApprovalPage(mails)).toBe(`${local.apiUrl}/approvals/new-1`);
  expect(closingLines(local, newestApprovalPage([]))[0]).toContain(local.mailUrl);
});
