import { describe, expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import type { MailMessage } from '../../../shared/domain/mail/mail.ts';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { approvalsApi } from '../../support/approvals.ts';
import { reminderApi } from '../../support/reminders.ts';
import { runningAs } from '../../support/table-calls.ts';

const _eur = (amount: string) => ({ amount, currency: 'EUR' });

describe('the mail of a reminder', () => {
  const mailed = async (owner: (api: ReturnType<typeof reminderApi>) => Promise<object>) => {
    const api = reminderApi();
    const { admin, asset, days, world } = api;
    const add = (name: string, more: object = {}) =>
      admin.post('/v1/people', { name, email: `${name.toLowerCase()}@quiesce.test`, zone: 'UTC', ...more });
    const team = await api.team('Blue');
    await add('Ada', { teams: [team] });
    await add('Bob', { teams: [team], departed: '2026-11-25' });
    await add('Cleo', { teams: [team] });
    await add('Mia', { roles: ['asset-manager'] });
    await add('Otto');
    const { id } = await asset({ name: 'Laptop 7', warrantyEnd: '2027-04-01', owner: await owner(api) });
    await days('2027-01-01');
    const mails: MailMessage[] = [];
    const mailer = { send: async (mail: MailMessage) => ({ messageId: `message-${mails.push(mail)}` }) };
    const { context } = await approvalsApi();
    const notify = runningAs('notify', onEvent({ ...context, ...world, mailer, letters: lettersFrom('http://quiesce.test') }));
    for (const detail of await world.events.of({ type: 'item', id })) {
      await notify({ source: 'quiesce', detail });
      await notify({ source: 'quiesce', detail });
    }
    return mails;
  };

  it('A5 goes once to each active member of the team that owns the asset', async () => {
    const mails = await mailed(async ({ admin }) => ({ team: 'Blue', person: (await admin.get('/v1/people')).body.items[4].id }));

    expect(mails.map(({ to, subject }) => [to, subject]).toSorted()).toEqual([
      ['ada@quiesce.test', 'Expires soon: Laptop 7'],
      ['cleo@quiesce.test', 'Expires soon: Laptop 7'],
    ]);
    expect(mails[0]?.text).toContain('The warranty ends on 2027-04-01, in 90 days.');
  });

  it('A5 goes to the person who owns the asset if no team does, and else to the asset managers', async () => {
    expect((await mailed(async () => ({ person: 'otto@quiesce.test' }))).map(({ to }) => to)).toEqual(['otto@quiesce.test']);
    expect((await mailed(async () => ({}))).map(({ to }) => to)).toEqual(['mia@quiesce.test']);
  });
});
