import { describe, expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import type { MailMessage } from '../../../shared/domain/mail/mail.ts';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { approvalsApi } from '../../support/approvals.ts';
import { reminderApi } from '../../support/reminders.ts';
import { runningAs } from '../../support/table-calls.ts';

const certificate = (validTo: string, more: object = {}) => ({
  name: 'shop.example.com',
  class: 'certificate',
  attributes: { validTo },
  ...more,
});

describe('the end of a certificate', () => {
  it('C8 is reminded of 90, 60, 30, 7 and 1 days before, with one event each', async () => {
    const { ci, reminders, days } = reminderApi();
    const { id } = await ci(certificate('2027-04-01'));

    await days('2026-12-31', '2027-01-01', '2027-01-02', '2027-01-31', '2027-03-02', '2027-03-25', '2027-03-31', '2027-04-01');

    expect(await reminders(id)).toEqual([
      ['2027-01-01', 'valid-to', 90],
      ['2027-01-31', 'valid-to', 60],
      ['2027-03-02', 'valid-to', 30],
      ['2027-03-25', 'valid-to', 7],
      ['2027-03-31', 'valid-to', 1],
    ]);
  });

  it('C8 after it is renewed, the new date counts, and after it is decommissioned or deleted, none does', async () => {
    const { ci, cis, reminders, days, viewer } = reminderApi();
    const [renewed, retired, deleted] = [
      await ci(certificate('2027-04-01')),
      await ci(certificate('2027-04-01')),
      await ci(certificate('2027-04-01')),
    ];
    await cis.patch(`/v1/configuration-items/${renewed.id}`, { attributes: { validTo: '2028-04-01' } });
    await cis.post(`/v1/configuration-items/${retired.id}/transition`, { to: 'decommissioned' });
    await cis.delete(`/v1/configuration-items/${deleted.id}`, { 'if-match': '*' });
    const expiring = async (year: string) =>
      (await viewer.get(`/v1/reports/expiring?from=${year}-03-01&to=${year}-04-30`)).body.items.map(
        ({ item, itemName, kind, date }: Record<string, string>) => [item, itemName, kind, date],
      );

    await days('2027-01-01', '2027-03-31');

    expect([await reminders(renewed.id), await reminders(retired.id), await reminders(deleted.id)]).toEqual([[], [], []]);
    expect(await expiring('2027')).toEqual([]);
    expect(await expiring('2028')).toEqual([[renewed.id, 'shop.example.com', 'valid-to', '2028-04-01']]);
  });

  it('C8 other dated CIs are reminded of too, also with a time, and what is no date is not', async () => {
    const { ci, cis, reminders, days } = reminderApi();
    await cis.put('/v1/classes/domain', {});
    const dated = await ci(certificate('2027-04-01T12:00:00Z', { class: 'domain' }));
    const others = [
      await ci(certificate('some day', { class: 'domain' })),
      await ci({ class: 'domain', attributes: { validTo: 20270401 } }),
    ];

    await days('2027-01-01');

    expect(await reminders(dated.id)).toEqual([['2027-01-01', 'valid-to', 90]]);
    for (const { id } of others) expect(await reminders(id)).toEqual([]);
  });

  it.each([
    ['the members of its owner team', true, ['ada@quiesce.test']],
    ['the configuration managers if nobody owns it', false, ['cora@quiesce.test']],
  ])('C8 is told to %s', async (_, isOwned, readers) => {
    const { admin, ci, days, world, team } = reminderApi();
    const ownerTeam = await team('Web');
    const add = (name: string, more: object) =>
      admin.post('/v1/people', { name, email: `${name.toLowerCase()}@quiesce.test`, zone: 'UTC', ...more });
    await add('Ada', { teams: [ownerTeam] });
    await add('Cora', { roles: ['configuration-manager'] });
    await add('Mia', { roles: ['asset-manager'] });
    const { id } = await ci(certificate('2027-04-01', isOwned ? { ownerTeam } : {}));
    await days('2027-01-01');
    const mails: MailMessage[] = [];
    const mailer = { send: async (mail: MailMessage) => ({ messageId: `message-${mails.push(mail)}` }) };
    const { context } = await approvalsApi();
    const notify = runningAs('notify', onEvent({ ...context, ...world, mailer, letters: lettersFrom('http://quiesce.test') }));
    for (const detail of await world.events.of({ type: 'item', id })) await notify({ source: 'quiesce', detail });

    expect(mails.map(({ to, subject }) => [to, subject])).toEqual(readers.map((to) => [to, 'Expires soon: shop.example.com']));
    expect(mails[0]?.text).toContain('on 2027-04-01, in 90 days.');
  });
});
