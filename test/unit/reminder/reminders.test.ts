import { describe, expect, it } from '@jest/globals';
import { expiringBetween } from '../../../shared/application/reminder/expiring-between.ts';
import { daysLeft, dueReminder, nextReminder, reminderAfter, reminderDays } from '../../../shared/domain/reminder/reminder.ts';
import { reminderApi } from '../../support/reminders.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

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
