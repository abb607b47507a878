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
  'P6 the mail %s names the change first and its window last',
  async (_, { subject, text }) => {
    const paragraphs = await text(occasion, sources);

    const mail = lettersFrom('http://quiesce.test').aboutChange(occasion, { subject, paragraphs });

    expect(mail.subject).toBe(`${subject}: CHG-000123: Upgrade PostgreSQL`);
    expect(mail.text).toMatch(/^CHG-000123: Upgrade PostgreSQL\n\n[A-Z]/);
    expect(mail.text).toMatch(/\nWindow: .* to .*\.\n$/);
    expect(mail.text).not.toContain('undefined');
  },
);
