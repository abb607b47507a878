import { beforeEach, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { calendarRepository } from '../../shared/data/calendar/calendar-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import type { CalendarRepository } from '../../shared/domain/calendar/calendar-repository.ts';
import type { Freeze } from '../../shared/domain/calendar/freeze.ts';
import { StaleWrite } from '../../shared/domain/store.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

const at = '2026-11-24T02:00:00.000Z';
const aFreeze = (name: string): Freeze => ({
  ...{ id: uuidv7(), version: 1, createdAt: at, updatedAt: at },
  ...{ name, start: at, end: '2026-11-25T02:00:00.000Z', match: {} },
});

describe.each(recordsKinds)('the calendars on %s', (_, open) => {
  let records: Records;
  let calendars: CalendarRepository;
  beforeEach(async () => {
    records = await open();
    calendars = calendarRepository(records);
  });
  const write = async (freeze: Freeze) => records.commit([...calendars.freezes.save(freeze), await calendars.moved()]);

  it('T8 the first calendar and each later one increment the version of all of them', async () => {
    const before = await calendars.rules();
    const freeze = aFreeze('year end');
    await write(freeze);
    const hours = {
      ...{ id: uuidv7(), version: 1, createdAt: at, updatedAt: at, name: 'nights', match: { class: 'database' } },
      recurrence: { rrule: 'FREQ=DAILY', zone: 'Europe/Berlin', length: 'PT2H', start: '02:00' },
    };
    await records.commit([...calendars.maintenanceHours.save(hours), await calendars.moved()]);
    const after = await calendars.rules();
    await records.commit([...calendars.freezes.remove(freeze, freeze.updatedAt), await calendars.moved()]);

    expect(before).toEqual({ version: 0, freezes: [], maintenanceHours: [] });
    expect(after).toEqual({ version: 2, freezes: [freeze], maintenanceHours: [hours] });
    expect(await calendars.rules()).toMatchObject({ version: 3, freezes: [] });
    expect(await calendars.freezes.ownerOf({ scheme: 'name', value: 'year end' })).toBeUndefined();
  });

  it('T8 a check fails once a calendar was written, also if there was none before', async () => {
    const none = await calendars.rules();
    await records.commit([calendars.unchanged(none), ...calendars.freezes.save(aFreeze('one'))]);
    await write(aFreeze('two'));
    const two = await calendars.rules();

    await expect(records.commit([calendars.unchanged(none)])).rejects.toBeInstanceOf(StaleWrite);
    await records.commit([calendars.unchanged(two)]);
    await write(aFreeze('three'));
    await expect(records.commit([calendars.unchanged(two)])).rejects.toBeInstanceOf(StaleWrite);
  });

  it('T8 of two writes of calendars at once, the second one must read again', async () => {
    const [one, other] = [await calendars.moved(), await calendars.moved()];
    await records.commit([...calendars.freezes.save(aFreeze('four')), one]);

    await expect(records.commit([...calendars.freezes.save(aFreeze('five')), other])).rejects.toBeInstanceOf(StaleWrite);
  });
});
