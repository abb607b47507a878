import { expect, it } from '@jest/globals';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { ApprovalPolicies } from '../../../shared/domain/approval/approval-policy.ts';
import { Books } from '../../../shared/domain/book/book.ts';
import { Freezes } from '../../../shared/domain/calendar/freeze.ts';
import { MaintenanceHours } from '../../../shared/domain/calendar/maintenance-hours.ts';
import { CalendarFeeds } from '../../../shared/domain/calendar-feed/calendar-feed.ts';
import { Categories } from '../../../shared/domain/category/category.ts';
import { ChangeTemplates } from '../../../shared/domain/change-template/change-template.ts';
import { Classes } from '../../../shared/domain/class/class.ts';
import { Clients } from '../../../shared/domain/client/client.ts';
import { day, minute } from '../../../shared/domain/clock.ts';
import { ContactGroups } from '../../../shared/domain/contact-group/contact-group.ts';
import { Delegations } from '../../../shared/domain/delegation/delegation.ts';
import { subjectTypes } from '../../../shared/domain/event/event.ts';
import { Monitors } from '../../../shared/domain/monitor/monitor.ts';
import { PatchSchedules } from '../../../shared/domain/patch-schedule/patch-schedule.ts';
import { People } from '../../../shared/domain/person/person.ts';
import { Pools } from '../../../shared/domain/pool/pool.ts';
import { Teams } from '../../../shared/domain/team/team.ts';
import { apiOf } from '../../support/api.ts';

/** Two teams that one admin creates and one of which another admin changes, a minute apart. */
const scene = async () => {
  const api = apiOf(peopleEndpoints);
  const { as, clock } = api;
  const [first, second, auditor] = [as('admin'), as('admin'), as('auditor')];
  const { body: crew } = await first.post('/v1/teams', { name: 'crew' });
  clock.advance(minute);
  const { body: staff } = await first.post('/v1/teams', { name: 'staff' });
  clock.advance(minute);
  await second.patch(`/v1/teams/${crew.id}`, { name: 'the crew' });
  clock.advance(minute);
  const list = async (query = '') => {
    const { status, body } = await auditor.get(`/v1/audit-events${query}`);
    return { status, code: body.code, next: body.nextCursor, events: body.items?.map(shown) };
  };
  return { ...api, first, second, auditor, crew, staff, list };
};

const shown = ({ name, subject, actor }: { name: string; subject: { id: string }; actor: string }) => [name, subject.id, actor];

it('E4 an auditor reads everything that happened, newest first', async () => {
  const { list, crew, staff, first, second } = await scene();
  const [one, other] = [`person:${first.caller.id}`, `person:${second.caller.id}`];

  expect((await list()).events).toEqual([
    ['ResourceChanged', crew.id, other],
    ['ResourceCreated', staff.id, one],
    ['ResourceCreated', crew.id, one],
  ]);
});

it('E4 events are filtered by actor, subject, type and time, alone and together', async () => {
  const { list, crew, first, second } = await scene();
  const created = ['ResourceCreated', crew.id, `person:${first.caller.id}`];
  const changed = ['ResourceChanged', crew.id, `person:${second.caller.id}`];

  expect((await list(`?actor=${second.caller.id}`)).events).toEqual([changed]);
  expect((await list(`?actor=person:${second.caller.id}`)).events).toEqual([changed]);
  expect((await list(`?subject=${crew.id}`)).events).toEqual([changed, created]);
  expect((await list(`?subject=team/${crew.id}`)).events).toEqual([changed, created]);
  expect((await list(`?subject=person/${crew.id}`)).events).toEqual([]);
  expect((await list('?subject=nobody')).events).toEqual([]);
  expect((await list('?type=ResourceChanged')).events).toEqual([changed]);
  expect((await list('?to=2026-11-24T02:00:30Z')).events).toEqual([created]);
  expect((await list('?from=2026-11-24T02:01:30Z')).events).toEqual([changed]);
  expect((await list(`?subject=${crew.id}&type=ResourceCreated&actor=${first.caller.id}`)).events).toEqual([created]);
});

it.each(['', '?subject='])('E4 pages of audit events follow each other without gaps or repeats (%s)', async (filter) => {
  const { list, crew } = await scene();
  const query = filter === '' ? '?limit=1' : `${filter}${crew.id}&limit=1`;
  const events: unknown[] = [];
  for (let page = await list(query); ; page = await list(`${query}&cursor=${page.next}`)) {
    events.push(...page.events);
    if (page.next === undefined) break;
  }

  expect(events).toEqual((await list(query.replace('limit=1', 'limit=9'))).events);
});

it('E4 a request covers 31 days by default and 62 days at most', async () => {
  const { list, clock } = await scene();
  clock.advance(40 * day);

  expect((await list()).events).toEqual([]);
  const from = '2026-11-10T00:00:00Z';
  const { events, next } = await list(`?from=${from}`);
  const rest = await list(`?from=${from}&cursor=${next}`);
  expect([events.length, rest.events.length, rest.next]).toEqual([0, 3, undefined]);
  expect(await list('?from=2026-09-01T00:00:00Z')).toMatchObject({ status: 400, code: 'audit/range-too-long' });
});

it('E4 an unknown type is refused', async () => {
  const { list } = await scene();

  expect(await list('?type=Nothing')).toMatchObject({ status: 400 });
});

it('E4 a subject of any type is found by its id alone', () => {
  const declared = [People, Teams, ContactGroups, Clients, Monitors, Pools, Books, Categories, Classes, ApprovalPolicies, Delegations].map(
    ({ noun }) => noun,
  );

  const ofChanges = [ChangeTemplates, Freezes, MaintenanceHours, PatchSchedules, CalendarFeeds].map(({ noun }) => noun);
  expect(subjectTypes.toSorted()).toEqual(['item', 'change', 'contract', ...declared, ...ofChanges].toSorted());
});
