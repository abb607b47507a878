import { describe, expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import { expiringBetween } from '../../../shared/application/reminder/expiring-between.ts';
import type { MailMessage } from '../../../shared/domain/mail/mail.ts';
import { daysLeft, dueReminder, nextReminder, reminderAfter, reminderDays } from '../../../shared/domain/reminder/reminder.ts';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { approvalsApi } from '../../support/approvals.ts';
import { licenseApi } from '../../support/licenses.ts';
import { runningAs } from '../../support/table-calls.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

/** The register, and the reminders of an asset: on which day, of what, and how many days were left. It is 2026-11-24. */
const reminderApi = () => {
  const api = licenseApi();
  const { clock, sweep, world } = api;
  const reminders = async (id: string, type = 'item') =>
    (await world.events.of({ type, id }))
      .filter(({ name }) => name === 'ExpiryReminded')
      .map(({ time, body }) => [time.slice(0, 10), body.kind, body.daysLeft]);
  return {
    ...api,
    reminders,
    /** Lets the sweep run on each day until a date. */
    days: async (...dates: readonly string[]) => {
      for (const date of dates) {
        clock.set(`${date}T00:01:00.000Z`);
        await sweep();
      }
    },
  };
};

describe('reminders', () => {
  it('A5 people are reminded 90, 60, 30, 7 and 1 days before a warranty ends, with one event each', async () => {
    const { asset, reminders, days, sweep } = reminderApi();
    const { id } = await asset({ warrantyEnd: '2027-04-01' });

    await days('2026-12-31', '2027-01-01', '2027-01-02', '2027-01-31', '2027-03-02', '2027-03-25', '2027-03-30', '2027-03-31');
    await sweep();
    await days('2027-04-01', '2027-04-02');

    expect(await reminders(id)).toEqual([
      ['2027-01-01', 'warranty', 90],
      ['2027-01-31', 'warranty', 60],
      ['2027-03-02', 'warranty', 30],
      ['2027-03-25', 'warranty', 7],
      ['2027-03-31', 'warranty', 1],
    ]);
  });

  it('A5 after the sweep was away, the nearest reminder comes once, and not one for each that was missed', async () => {
    const { asset, reminders, days } = reminderApi();
    const { id } = await asset({ warrantyEnd: '2027-04-01' });

    await days('2026-11-24', '2027-03-27', '2027-03-28', '2027-03-31');

    expect(await reminders(id)).toEqual([
      ['2027-03-27', 'warranty', 5],
      ['2027-03-31', 'warranty', 1],
    ]);
  });

  it('A5 nobody is reminded of a date that has passed, also after the sweep was away', async () => {
    const { asset, reminders, days } = reminderApi();
    const [late, past] = [await asset({ warrantyEnd: '2027-04-01' }), await asset({ warrantyEnd: '2026-01-01' })];

    await days('2026-11-24', '2027-04-10');

    expect([await reminders(late.id), await reminders(past.id)]).toEqual([[], []]);
  });

  it('A5 what is registered a day before its end is reminded of at once, and what is registered between two days on the next', async () => {
    const { asset, reminders, sweep, days } = reminderApi();
    const [tomorrow, later] = [await asset({ warrantyEnd: '2026-11-25' }), await asset({ warrantyEnd: '2027-01-08' })];

    await sweep();
    expect([await reminders(tomorrow.id), await reminders(later.id)]).toEqual([[['2026-11-24', 'warranty', 1]], []]);

    await days('2026-12-09');
    expect(await reminders(later.id)).toEqual([['2026-12-09', 'warranty', 30]]);
  });

  it('A5 a changed date has reminders of its own, and the old one none', async () => {
    const { asset, assets, reminders, days } = reminderApi();
    const { id } = await asset({ warrantyEnd: '2027-04-01' });
    const patch = (warrantyEnd: string | null) => assets.patch(`/v1/assets/${id}`, { warrantyEnd });

    await patch('2027-05-01');
    await days('2027-01-01', '2027-01-31');
    await patch(null);
    await days('2027-03-02');
    await patch('2027-06-01');
    await days('2027-04-02', '2027-05-02');

    expect(await reminders(id)).toEqual([
      ['2027-01-31', 'warranty', 90],
      ['2027-04-02', 'warranty', 60],
      ['2027-05-02', 'warranty', 30],
    ]);
  });

  it('A5 terms and contracts remind of their end and of the last day of notice', async () => {
    const { asset, term, assets, reminders, days } = reminderApi();
    const { id } = await asset({ kind: 'subscription' });
    await term(id, 5, { start: '2026-11-01', end: '2027-04-01', noticeBy: '2027-02-01' });
    const dates = { start: '2026-11-01', end: '2027-04-01', noticeBy: '2027-02-01' };
    const made = await assets.post('/v1/contracts', { vendor: 'Fix', number: 'C-1', ...dates, cost: eur('1.00'), items: [id] });

    await days('2026-12-03', '2027-01-01');

    const notice = ['2026-12-03', 'notice', 60];
    expect(await reminders(id)).toEqual([notice, ['2027-01-01', 'term', 90]]);
    expect(await reminders(made.body.id, 'contract')).toEqual([notice, ['2027-01-01', 'contract', 90]]);
  });

  it('A5 nobody is reminded of what has been disposed of', async () => {
    const { asset, assets, reminders, days } = reminderApi();
    const { id } = await asset({ warrantyEnd: '2027-04-01' });
    await assets.post(`/v1/assets/${id}/transition`, { to: 'disposed', date: '2026-11-24', method: 'scrapped' });

    await days('2027-01-01');

    expect(await reminders(id)).toEqual([]);
  });

  it('A5 reminders are chosen by the days that are left', () => {
    const date = '2027-04-01';
    const on = (today: string, next: number | undefined) => dueReminder({ date, ...(next === undefined ? {} : { next }) }, today);

    expect(reminderDays.map((days) => reminderAfter(days))).toEqual([60, 30, 7, 1, undefined]);
    expect([daysLeft(date, '2027-03-31'), nextReminder(date, '2026-01-01'), nextReminder(date, '2027-03-30')]).toEqual([1, 90, 1]);
    expect([nextReminder(date, '2027-01-01'), nextReminder(date, date)]).toEqual([90, undefined]);
    expect([on('2026-12-31', 90), on('2027-01-01', 90), on('2027-03-31', 90), on('2027-03-31', undefined)]).toEqual([
      undefined,
      90,
      1,
      undefined,
    ]);
    expect([on(date, 1), on('2027-04-02', 1)]).toEqual([1, undefined]);
  });
});

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

describe('what expires', () => {
  it('A5 is listed by its dates, in pages, without what has been disposed of', async () => {
    const { asset, assets, term, world } = reminderApi();
    const { id: laptop } = await asset({ warrantyEnd: '2027-04-01' });
    const { id: gone } = await asset({ warrantyEnd: '2027-01-01' });
    await assets.post(`/v1/assets/${gone}/void`, { reason: 'Registered twice' });
    const { id: license } = await asset({ kind: 'subscription' });
    const termId = await term(license, 5, { end: '2026-12-31', noticeBy: '2026-12-01' });
    const dates = { start: '2026-11-01', end: '2027-03-01' };
    const { body } = await assets.post('/v1/contracts', { vendor: 'Fix', number: 'C-1', ...dates, cost: eur('1.00'), items: [laptop] });

    const first = await expiringBetween(world)('2026-12-01', '2027-04-01', { limit: 2 });
    const rest = await expiringBetween(world)('2026-12-01', '2027-04-01', { limit: 9, after: first.nextCursor });

    expect([...first.items, ...rest.items]).toEqual([
      { item: license, kind: 'notice', date: '2026-12-01', daysLeft: 7, term: termId },
      { item: license, kind: 'term', date: '2026-12-31', daysLeft: 37, term: termId },
      { item: laptop, kind: 'contract', date: '2027-03-01', daysLeft: 97, contract: body.id },
      { item: laptop, kind: 'warranty', date: '2027-04-01', daysLeft: 128 },
    ]);
    expect((await expiringBetween(world)('2026-12-02', '2026-12-30', { limit: 9 })).items).toEqual([]);
  });
});
