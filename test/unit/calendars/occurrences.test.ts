import { describe, expect, it } from '@jest/globals';
import { nextOccurrences, occurrenceFault, occurrencesIn } from '../../../shared/domain/calendar/occurrences.ts';
import { dated, Recurrence } from '../../../shared/domain/calendar/recurrence.ts';

const created = '2026-11-28T02:00:00.000Z';
const parsed = (fields: object) => dated(Recurrence().parse(fields), created);
const recurring = (rrule: string, zone: string, more: object = {}) => parsed({ rrule, zone, length: 'PT2H', ...more });

/** The starts of the next occurrences, shortened to minutes, with `!` where the start was shifted. */
const next = async (recurrence: ReturnType<typeof parsed>, after: string, count: number): Promise<readonly string[]> =>
  (await nextOccurrences(recurrence, after, count)).map(({ start, shifted }) => `${start.slice(0, 16)}Z${shifted ? '!' : ''}`);

describe('H5 occurrences of a recurrence', () => {
  it('H5 a start in the spring gap is shifted by the gap and flagged', async () => {
    const nightly = recurring('FREQ=DAILY', 'Europe/Berlin', { start: '02:30' });
    expect(await next(nightly, '2026-03-28T00:00:00.000Z', 3)).toEqual(['2026-03-28T01:30Z', '2026-03-29T01:30Z!', '2026-03-30T00:30Z']);
    const [, shifted] = await nextOccurrences(nightly, '2026-03-28T00:00:00.000Z', 2);
    expect(shifted).toEqual({ start: '2026-03-29T01:30:00.000Z', end: '2026-03-29T03:30:00.000Z', shifted: true });
  });

  it('H5 a start in the autumn overlap happens once, the first time, and its length is elapsed time', async () => {
    const nightly = recurring('FREQ=DAILY', 'Europe/Berlin', { start: '02:30' });
    const found = await occurrencesIn(nightly, { start: '2026-10-24T12:00:00.000Z', end: '2026-10-25T12:00:00.000Z' });
    expect(found).toEqual([{ start: '2026-10-25T00:30:00.000Z', end: '2026-10-25T02:30:00.000Z' }]);
  });

  it('H5 half past midnight in London is no time of the gap, and comes once in the overlap', async () => {
    const nightly = recurring('FREQ=DAILY;BYHOUR=0;BYMINUTE=30', 'Europe/London');
    expect(await nextOccurrences(nightly, '2026-03-29T00:00:00.000Z', 1)).toEqual([
      { start: '2026-03-29T00:30:00.000Z', end: '2026-03-29T02:30:00.000Z' },
    ]);
    expect(await nextOccurrences(nightly, '2026-10-24T12:00:00.000Z', 1)).toEqual([
      { start: '2026-10-24T23:30:00.000Z', end: '2026-10-25T01:30:00.000Z' },
    ]);
  });

  it('H5 thirty nights in London from 5 March 2020 are thirty local days', async () => {
    const nightly = recurring('FREQ=DAILY;COUNT=30', 'Europe/London', { start: '00:00', from: '2020-03-05' });
    const found = await nextOccurrences(nightly, '2020-01-01T00:00:00.000Z', 50);
    const local = found.map(({ start }) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' }).format(new Date(start)));
    expect(new Set(local).size).toBe(30);
    expect([local[0], local.at(-1), found.length]).toEqual(['2020-03-05', '2020-04-03', 30]);
  });

  it('H5 a weekend of 48 hours begins on a Saturday in Paris and ends 48 hours later', async () => {
    const weekends = recurring('FREQ=WEEKLY;BYDAY=SA', 'Europe/Paris', { length: 'PT48H' });
    expect(await nextOccurrences(weekends, '2026-10-23T12:00:00.000Z', 1)).toEqual([
      { start: '2026-10-23T22:00:00.000Z', end: '2026-10-25T22:00:00.000Z' },
    ]);
  });

  it('H5 the second Tuesday plus three days is 15 January 2027', async () => {
    const patchDay = recurring('FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=11,12,13,14,15,16,17', 'Europe/Berlin', { start: '22:00' });
    expect(await next(patchDay, '2027-01-01T00:00:00.000Z', 2)).toEqual(['2027-01-15T21:00Z', '2027-02-12T21:00Z']);
  });

  it('H5 America: the gap and the overlap of New York', async () => {
    const nightly = recurring('FREQ=DAILY', 'America/New_York', { start: '02:30' });
    expect(await next(nightly, '2026-03-07T12:00:00.000Z', 2)).toEqual(['2026-03-08T07:30Z!', '2026-03-09T06:30Z']);
    const early = recurring('FREQ=DAILY', 'America/New_York', { start: '01:30' });
    expect(await next(early, '2026-10-31T12:00:00.000Z', 2)).toEqual(['2026-11-01T05:30Z', '2026-11-02T06:30Z']);
  });

  it('H5 Lord Howe: gap and overlap are of 30 minutes', async () => {
    const nightly = recurring('FREQ=DAILY', 'Australia/Lord_Howe', { start: '02:15' });
    expect(await next(nightly, '2026-10-02T16:00:00.000Z', 2)).toEqual(['2026-10-03T15:45Z!', '2026-10-04T15:15Z']);
    const early = recurring('FREQ=DAILY', 'Australia/Lord_Howe', { start: '01:45' });
    expect(await next(early, '2026-04-04T00:00:00.000Z', 2)).toEqual(['2026-04-04T14:45Z', '2026-04-05T15:15Z']);
  });

  it('H5 Samoa had no 30 December 2011: a daily occurrence is missing, a weekly one comes a day later and is flagged', async () => {
    const daily = recurring('FREQ=DAILY', 'Pacific/Apia', { start: '10:00', from: '2011-12-01' });
    expect(await next(daily, '2011-12-29T12:00:00.000Z', 3)).toEqual(['2011-12-29T20:00Z', '2011-12-30T20:00Z', '2011-12-31T20:00Z']);
    const fridays = recurring('FREQ=WEEKLY;BYDAY=FR', 'Pacific/Apia', { start: '10:00', from: '2011-12-01' });
    expect(await next(fridays, '2011-12-24T12:00:00.000Z', 2)).toEqual(['2011-12-30T20:00Z!', '2012-01-05T20:00Z']);
  });

  it('H5 days that a month or a year does not have are left out', async () => {
    const ends = recurring('FREQ=MONTHLY;BYMONTHDAY=31', 'UTC');
    expect(await next(ends, '2027-01-15T00:00:00.000Z', 3)).toEqual(['2027-01-31T00:00Z', '2027-03-31T00:00Z', '2027-05-31T00:00Z']);
    const leapDays = recurring('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', 'UTC');
    expect(await next(leapDays, '2096-01-01T00:00:00.000Z', 2)).toEqual(['2096-02-29T00:00Z', '2104-02-29T00:00Z']);
  });

  it('H5 exceptions leave out days, by the local date', async () => {
    const nightly = recurring('FREQ=DAILY', 'Pacific/Auckland', { start: '01:00', exceptions: ['2026-12-02'] });
    expect(await next(nightly, '2026-11-30T11:00:00.000Z', 2)).toEqual(['2026-11-30T12:00Z', '2026-12-02T12:00Z']);
  });

  it('H5 a rule ends with the day of UNTIL, and with the instant if it is in UTC', async () => {
    const day = recurring('FREQ=DAILY;UNTIL=20261203', 'Europe/Berlin', { start: '23:00', from: '2026-12-01' });
    expect((await nextOccurrences(day, created, 9)).length).toBe(3);
    const instant = recurring('FREQ=DAILY;UNTIL=20261202T220000Z', 'Europe/Berlin', { start: '23:00', from: '2026-12-01' });
    expect(await next(instant, created, 9)).toEqual(['2026-12-01T22:00Z', '2026-12-02T22:00Z']);
  });

  it('H5 an interval is counted from the first day', async () => {
    const fortnightly = recurring('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'UTC', { from: '2026-12-01' });
    expect(await next(fortnightly, '2026-12-02T00:00:00.000Z', 2)).toEqual(['2026-12-15T00:00Z', '2026-12-29T00:00Z']);
    expect(dated(Recurrence().parse({ rrule: 'FREQ=WEEKLY', zone: 'Asia/Tokyo', length: 'PT1H' }), '2026-11-28T16:00:00.000Z').from).toBe(
      '2026-11-29',
    );
  });

  it('H4 Fridays in Sydney', async () => {
    const fridays = recurring('FREQ=WEEKLY;BYDAY=FR;BYHOUR=6;BYMINUTE=0', 'Australia/Sydney', { length: 'PT12H' });
    const isFrozen = async (at: string) => (await occurrencesIn(fridays, { start: at, end: at.replace('.000Z', '.001Z') })).length > 0;
    expect(
      await Promise.all(
        ['2026-10-08T19:30', '2026-10-09T06:59', '2026-10-09T07:00', '2026-10-09T19:30', '2026-10-01T19:30', '2026-10-01T20:00'].map((at) =>
          isFrozen(`${at}:00.000Z`),
        ),
      ),
    ).toEqual([true, true, false, false, false, true]);
    expect(await nextOccurrences(fridays, '2026-10-01T00:00:00.000Z', 1)).toEqual([
      { start: '2026-10-01T20:00:00.000Z', end: '2026-10-02T08:00:00.000Z' },
    ]);
  });
});

describe('H5 recurrences that are refused', () => {
  const refusal = (fields: object): readonly (string | undefined)[] => {
    const { error } = Recurrence().safeParse({ rrule: 'FREQ=DAILY', zone: 'UTC', length: 'PT1H', ...fields });
    return (
      error?.issues.map(({ path, ...issue }) => `/${path.join('/')} ${issue.code === 'custom' ? issue.params?.code : issue.code}`) ?? []
    );
  };

  it.each([
    [{ zone: 'Europe/Atlantis' }, '/zone zone/unknown'],
    [{ rrule: 'FREQ=SECONDLY' }, '/rrule recurrence/below-a-minute'],
    [{ rrule: 'FREQ=DAILY;BYSECOND=10' }, '/rrule recurrence/below-a-minute'],
    [{ rrule: 'FREQ=DAILY;BYHOUR=24' }, '/rrule recurrence/invalid-rule'],
    [{ rrule: 'FREQ=DAILY;XBYHOUR=1' }, '/rrule recurrence/invalid-rule'],
    [{ rrule: 'FREQ=DAILY;FREQ=DAILY' }, '/rrule recurrence/invalid-rule'],
    [{ rrule: 'every day' }, '/rrule recurrence/invalid-rule'],
    [{ rrule: 'INTERVAL=2' }, '/rrule recurrence/invalid-rule'],
    [{ rrule: 'FREQ=DAILY;COUNT=1;UNTIL=20270101' }, '/rrule recurrence/invalid-rule'],
    [{ rrule: 'FREQ=DAILY;constructor=1' }, '/rrule recurrence/invalid-rule'],
    [{ rrule: 'FREQ=DAILY;BYHOUR=2', start: '02:30' }, '/start recurrence/two-times'],
    [{ length: 'PT0S' }, '/length undefined'],
    [{ length: 'P93D' }, '/length undefined'],
    [{ start: '24:00' }, '/start invalid_format'],
    [{ from: '2026-02-30' }, '/from invalid_format'],
  ])('H5 refuses %j', (fields, expected) => {
    expect(refusal(fields)).toEqual([expected]);
  });

  it.each([
    ['FREQ=HOURLY', 'recurrence/too-many'],
    ['FREQ=MINUTELY;INTERVAL=30', 'recurrence/too-many'],
    ['FREQ=MINUTELY;COUNT=20000', 'recurrence/too-many'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'recurrence/never'],
    ['FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30', 'recurrence/never'],
    ['FREQ=DAILY;UNTIL=19990101', 'recurrence/never'],
    ['FREQ=WEEKLY;BYMONTHDAY=3', 'recurrence/invalid-rule'],
  ])('H5 refuses %s as %s', async (rrule, code) => {
    expect((await occurrenceFault(recurring(rrule, 'Europe/Berlin')))?.code).toBe(code);
  });

  it('H5 takes a rule that occurs 10,000 times, and one that occurs in leap years only', async () => {
    expect(await occurrenceFault(recurring('FREQ=MINUTELY;COUNT=10000', 'UTC', { from: '2026-12-01' }))).toBeUndefined();
    expect(await occurrenceFault(recurring('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', 'UTC', { from: '2097-01-01' }))).toBeUndefined();
  });
});
