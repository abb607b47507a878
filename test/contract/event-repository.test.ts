import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { changeRepository } from '../../shared/data/change/change-repository.ts';
import { eventRepository } from '../../shared/data/event/event-repository.ts';
import { eventRow, pendingEventOf } from '../../shared/data/event/event-rows.ts';
import type { Records } from '../../shared/data/records.ts';
import { minute, plus } from '../../shared/domain/clock.ts';
import type { Event, EventRepository, Subject } from '../../shared/domain/event/event.ts';
import { aChange } from '../support/approvals.ts';
import { writeBroken } from '../support/broken-rows.ts';
import { type ReportedRecords, recordsKinds } from '../support/dynamo-table.ts';
import { allPages } from '../support/paging.ts';

const noon = '2026-11-24T12:00:00.000Z';
const aSubject = (): Subject => ({ type: 'change', id: uuidv7() });
const anEvent = (overrides: Partial<Event> = {}): Event => ({
  ...{ id: uuidv7(), version: 1, name: 'ChangeRequested', schema: 1, actor: 'system', subject: aSubject(), time: noon, body: {} },
  ...overrides,
});
const idsOf = (events: readonly Event[]) => events.map(({ id }) => id);

describe.each(recordsKinds)('the history of a subject on %s', (_, open) => {
  let records: ReportedRecords;
  let events: EventRepository;
  beforeAll(async () => {
    records = await open();
    events = eventRepository(records);
  });

  it('E1 events of a subject are read as they were recorded, in the order they happened', async () => {
    const subject = aSubject();
    const all = [1, 2, 3].map((n) => anEvent({ subject, body: { n, nested: { list: [n, null, true] } }, change: subject.id }));
    await records.commit([...all.toReversed(), anEvent()].map(events.record));

    expect(await events.of(subject)).toEqual(all);
    expect(await events.of(aSubject())).toEqual([]);
  });

  it('E1 the history is read in pages, each after the last event of the page before', async () => {
    const subject = aSubject();
    const all = Array.from({ length: 5 }, () => anEvent({ subject }));
    await records.commit(all.map(events.record));

    expect(idsOf(await events.of(subject, undefined, 2))).toEqual(idsOf(all.slice(0, 2)));
    expect(idsOf(await events.of(subject, all[1]?.id, 2))).toEqual(idsOf(all.slice(2, 4)));
    expect(await events.of(subject, all[4]?.id, 2)).toEqual([]);
  });

  it('T1 the history is read without the other rows of the subject', async () => {
    const change = aChange({ id: uuidv7() });
    const [subject, changes] = [{ type: 'change', id: change.id }, changeRepository(records)];
    const event = anEvent({ subject });
    const run = { change: change.id, version: 1, revision: 1, attempt: 1, startedAt: noon };
    await records.commit([...changes.save(change), changes.saveRun(run), events.record(event)]);

    expect(await events.of(subject)).toEqual([event]);
    expect(await changes.get(change.id)).toEqual(change);
  });

  it('E3 an event is stored together with the fact that it records, or not at all', async () => {
    const [change, event] = [aChange({ id: uuidv7(), number: 'CHG-1' }), anEvent()];
    const changes = changeRepository(records);
    await records.commit(changes.save(change));

    await expect(records.commit([...changes.save(change), events.record(event)])).rejects.toBeStaleWrite();

    expect(await events.of(event.subject)).toEqual([]);
  });

  it('E1 an event is recorded once', async () => {
    const event = anEvent();
    await records.commit([events.record(event)]);

    await expect(records.commit([events.record({ ...event, name: 'Another' })])).rejects.toBeStaleWrite();
  });
});

describe.each(recordsKinds)('events that are not yet published on %s', (_, open) => {
  let records: ReportedRecords;
  let events: EventRepository;
  beforeEach(async () => {
    records = await open();
    events = eventRepository(records);
  });
  const recorded = async (count: number) => {
    const all = Array.from({ length: count }, (__, at) => anEvent({ time: plus(noon, at * minute) }));
    await records.commit(all.map(events.record));
    return all;
  };

  it('E3 an event is pending until it is published, and stays in the history', async () => {
    const [one, other] = (await recorded(2)) as [Event, Event];
    expect(await events.pending(plus(noon, 10 * minute), 10)).toEqual([one, other]);

    await records.commit([events.published(one)]);

    expect(idsOf(await events.pending(plus(noon, 10 * minute), 10))).toEqual([other.id]);
    expect(await events.of(one.subject)).toEqual([{ ...one, version: 2 }]);
  });

  it('E3 an event is marked as published once, by whoever published it first', async () => {
    const [event] = (await recorded(1)) as [Event];
    await records.commit([events.published(event)]);

    await expect(records.commit([events.published(event)])).rejects.toBeStaleWrite();
    expect(await events.pending(plus(noon, minute), 10)).toEqual([]);
  });

  it('E3 pending events of all shards are read in the order of their time, up to an instant', async () => {
    const all = await recorded(24);

    expect(idsOf(await events.pending(plus(noon, 20 * minute), 100))).toEqual(idsOf(all.slice(0, 20)));
    expect(await events.pending(noon, 100)).toEqual([]);
  });

  it('E3 the oldest pending event is known by its time, also if it cannot be read, until it is published', async () => {
    expect(await events.oldestPending()).toBeUndefined();
    const [first, second] = (await recorded(2)) as [Event, Event];
    expect(await events.oldestPending()).toBe(first.time);
    await records.commit([events.published(first)]);
    expect(await events.oldestPending()).toBe(second.time);
    await writeBroken(records, eventRow.toRow(anEvent({ time: plus(noon, -minute) })), { name: 17 });
    expect(await events.oldestPending()).toBe(plus(noon, -minute));
  });

  it('E3 a row that is not a valid event is reported and does not block the others', async () => {
    const all = await recorded(3);
    await writeBroken(records, eventRow.toRow(anEvent()), { time: 'never' });

    expect(idsOf(await events.pending('z', 10))).toEqual(idsOf(all));
    expect(records.unreadableRows).toEqual([
      { type: 'Event', key: expect.stringMatching(/^EVENT#\S+ \S+$/), faults: ['time: invalid_format'] },
    ]);
  });

  it('E3 a row of the stream is read as a pending event, or as none', async () => {
    const [event] = (await recorded(1)) as [Event];
    const key = { pk: `EVENT#CHANGE#${event.subject.id}`, sk: event.id };
    const row = await records.read(key);
    await records.commit([events.published(event)]);
    const after = await records.read(key);

    expect(row && pendingEventOf(records, row)).toEqual(event);
    expect(after && pendingEventOf(records, after)).toBeUndefined();
  });
});

describe.each(recordsKinds)('lists of events on %s', (_, open) => {
  let records: Records;
  let events: EventRepository;
  beforeEach(async () => {
    records = await open();
    events = eventRepository(records);
  });
  const range = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-30T00:00:00.000Z' };
  const pagesOf = (query: Parameters<EventRepository['page']>[0]) => allPages((after) => events.page({ ...query, ...after }));

  it('E4 T4 events of all subjects are listed newest first, over days, page by page', async () => {
    const times = ['2026-11-20T08:00:00.000Z', '2026-11-23T09:00:00.000Z', '2026-11-23T10:00:00.000Z', noon, plus(noon, minute)];
    const all = times.map((time) => anEvent({ time }));
    await records.commit(all.map(events.record));

    const pages = await pagesOf({ limit: 2, ...range });
    expect(idsOf(pages.flat())).toEqual(idsOf(all.toReversed()));
    expect(pages.every((page) => page.length <= 2)).toBe(true);
    expect(idsOf((await events.page({ limit: 9, from: '2026-11-23T09:30:00.000Z', to: noon })).items)).toEqual(
      idsOf([all[3], all[2]] as Event[]),
    );
    expect((await events.page({ limit: 9, ...range }, ({ time }) => time === noon)).items).toHaveLength(1);
  });

  it('E4 events of one subject are listed newest first, within the time that is asked for', async () => {
    const subject = aSubject();
    const all = [0, 1, 2, 3].map((n) => anEvent({ subject, time: plus(noon, n * minute) }));
    await records.commit([...all, anEvent()].map(events.record));

    expect(idsOf((await pagesOf({ limit: 1, subjects: [subject], ...range })).flat())).toEqual(idsOf(all.toReversed()));
    expect(
      idsOf((await events.page({ limit: 9, subjects: [subject], from: plus(noon, minute), to: plus(noon, 2 * minute) })).items),
    ).toEqual(idsOf([all[2], all[1]] as Event[]));
  });

  it('C1 the events of two subjects are one list', async () => {
    const subjects = [aSubject(), aSubject()];
    const all = [0, 1, 2, 3].map((n) => anEvent({ subject: subjects[n % 2] as Event['subject'], time: plus(noon, n * minute) }));
    await records.commit(all.map(events.record));

    expect(idsOf((await pagesOf({ limit: 1, subjects, ...range })).flat())).toEqual(idsOf(all.toReversed()));
  });
});
