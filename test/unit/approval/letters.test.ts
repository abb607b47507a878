import { expect, it } from '@jest/globals';
import { mailCatalog } from '../../../shared/domain/mail/mail-catalog.ts';
import type { MailRecord } from '../../../shared/domain/mail/mail-record.ts';
import { readableLength } from '../../../shared/domain/readable-time.ts';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { aChange } from '../../support/approvals.ts';

it('W2 the used time of a short window is given in seconds', () => {
  expect([0, 20_000, 65_000, 3_600_000, 3_920_000].map(readableLength)).toEqual(['0 min', '20 s', '1 min 5 s', '1 h', '1 h 5 min 20 s']);
});

const occasion = { change: aChange(), requester: 'Ada', to: 'bob@quiesce.test', zone: 'Europe/Berlin' };
const sources = {
  approvalUrl: async () => 'http://quiesce.test/approvals/token',
  comment: async () => ({ author: 'Bob', text: 'Why now?' }),
  affectedServices: async () => [{ name: 'orders', state: 'down' as const }],
  windowSummary: async () => ({ quiet: 5, absorbed: 3, released: 2, usedMillis: 60_000, leftMillis: 0 }),
};

it.each(Object.entries<MailRecord>(mailCatalog))(
  'P6 the mail %s names the change first, after what it asks, and its window last',
  async (_, { subject, lead, text }) => {
    const paragraphs = await text(occasion, sources);

    const mail = lettersFrom('http://quiesce.test').aboutChange(occasion, { subject, lead: lead?.(occasion), paragraphs });

    expect(mail.subject).toBe(`${subject}: CHG-000123: Upgrade PostgreSQL`);
    expect(mail.text.replace(`${lead?.(occasion)}\n\n`, '')).toMatch(/^CHG-000123: Upgrade PostgreSQL\n\n[A-Z]/);
    expect(mail.text).toMatch(/\nWindow: .* to .*\.\n$/);
    expect(mail.text).not.toContain('undefined');
  },
);

it('P6 the first line of the mail that asks for a decision says who asks for what, and until when', async () => {
  const { subject, lead, text } = mailCatalog['approval-request'];
  const mail = lettersFrom('http://quiesce.test').aboutChange(occasion, {
    subject,
    lead: lead(occasion),
    paragraphs: await text(occasion, sources),
  });

  expect(mail.text.split('\n')[0]).toBe('Ada asks for your decision before Wed, 25 Nov 2026, 03:00 (Europe/Berlin), 2026-11-25 02:00 UTC.');
  expect(mail.text).toContain('Risk: moderate. Alerts of 1 configuration item would be suppressed.');
  expect(mail.text).toMatch(/^http:\/\/quiesce\.test\/approvals\/token$/m);
});

it('P6 the HTML of a mail loads nothing, and its colours leave the scheme to the mail program', async () => {
  const letters = lettersFrom('http://quiesce.test');
  const { subject, text } = mailCatalog['approval-request'];
  const asked = letters.aboutChange(occasion, { subject, paragraphs: await text(occasion, sources) });
  const code = letters.code({ to: 'bob@quiesce.test', name: 'CHG-000123: Upgrade PostgreSQL' }, '246810');

  for (const { html } of [asked, code]) {
    expect(html).not.toMatch(/<img|<link|<script|<style|url\(|src=|@import/);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html.match(/https?:[^"<]+/g) ?? []).toEqual(html === asked.html ? ['http://quiesce.test/approvals/token'] : []);
  }
  expect(code.text.split('\n')[0]).toBe('246810 is your code to answer for CHG-000123: Upgrade PostgreSQL');
  expect(/\d{6}/.exec(code.html)?.[0]).toBe('246810');
});
