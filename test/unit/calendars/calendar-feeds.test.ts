import { describe, expect, it } from '@jest/globals';
import { calendarFile } from '../../../functions/calendars/calendar-file.ts';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import type { FeedEntry } from '../../../shared/domain/calendar-feed/calendar-feed.ts';
import { day, hour, plus } from '../../../shared/domain/clock.ts';
import { readToken } from '../../../shared/domain/token/machine-token.ts';
import { changeDesk, noon } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { eventsIn, unfolded } from '../../support/icalendar.ts';

type Desk = Awaited<ReturnType<typeof changeDesk>>;

/** A desk with what a test has made there, a feed of Rita, and the API over them. */
const subscribed = async <Made>(make: (desk: Desk) => Promise<Made>, fields: (desk: Desk) => object = () => ({})) => {
  const desk = await changeDesk();
  const made = await make(desk);
  const api = await deskApi(desk);
  const owner = api.asCaller(desk.rita);
  const feed = await ok(owner.post('/v1/calendar-feeds', { name: 'Work', ...fields(desk) }));
  const open = (path = `/calendar/${feed.token}.ics`) => api.anonymous('GET', path);
  const titles = async () => eventsIn(String((await open()).body)).map(({ SUMMARY = '', STATUS }) => [SUMMARY.split(' ')[1], STATUS]);
  return { ...api, desk, made, owner, feed, open, titles };
};

const inTwoHours = { start: plus(noon, 2 * hour), end: plus(noon, 3 * hour), mode: 'planned' as const };

describe('the calendar', () => {
  it('M6 a scheduled change is an event in UTC, with its number, title and times, and without its plan', async () => {
    const title = 'Upgrade, restart; then "check"';
    const { open, made } = await subscribed((desk) => desk.scheduled({ title, plan: 'The secret plan', reason: 'The secret reason' }));
    const answer = await open();

    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'no-store' } });
    expect(eventsIn(String(answer.body))).toEqual([
      {
        ...{ UID: `${made.id}@quiesce`, SUMMARY: `${made.number} ${title}`, STATUS: 'CONFIRMED', SEQUENCE: String(made.version) },
        ...{ DTSTART: '20261124T130000Z', DTEND: '20261124T140000Z' },
        ...{ DTSTAMP: '20261124T120000Z', CREATED: '20261124T120000Z', 'LAST-MODIFIED': '20261124T120000Z' },
      },
    ]);
    expect(answer.body).not.toContain('secret');
  });

  it('M6 the statuses: awaiting approval is tentative, work confirmed, cancelled stays for thirty days, and drafts are not there', async () => {
    const { titles, clock } = await subscribed(async (desk) => {
      await desk.request({ title: 'draft', submit: false });
      await desk.awaiting({ title: 'awaiting', items: [desk.server] });
      await desk.awaiting({ title: 'short', items: [desk.server], window: { length: 'PT30M' } });
      const cancelled = await desk.scheduled({ title: 'cancelled', window: inTwoHours });
      await cancelChange(desk.context)(cancelled.id, 'not today', desk.max);
      await desk.implementing({ title: 'implementing' });
    });
    const all = [
      ['awaiting', 'TENTATIVE'],
      ['implementing', 'CONFIRMED'],
      ['cancelled', 'CANCELLED'],
    ];
    expect(await titles()).toEqual(all);

    clock.advance(30 * day + hour);
    expect(await titles()).toEqual(all);
    clock.advance(1);
    expect(await titles()).toEqual(all.slice(0, 2));
  });

  it('M6 after an edit the event has the same UID and a higher SEQUENCE', async () => {
    const { open, made, asCaller, desk } = await subscribed((desk) => desk.scheduled({ title: 'before' }));
    const before = eventsIn(String((await open()).body));
    await ok(asCaller(desk.rita).patch(`/v1/changes/${made.id}`, { title: 'after' }));
    const after = eventsIn(String((await open()).body));

    expect(after[0]?.UID).toBe(before[0]?.UID);
    expect(after[0]?.SUMMARY).toMatch(/after$/);
    expect(Number(after[0]?.SEQUENCE)).toBeGreaterThan(Number(before[0]?.SEQUENCE));
  });

  it('M6 a feed of a service has the changes of what the service needs, and one of a team those of its items', async () => {
    const make = async (desk: Desk) => {
      const shop = await desk.ci('shop', { class: 'service', stage: 'proposed' });
      const { as } = await deskApi(desk);
      await desk.awaiting({ title: 'database', items: [desk.database] });
      await desk.awaiting({ title: 'server', items: [desk.server] });
      return { shop, as };
    };
    const { owner, as, desk, made, anonymous } = await subscribed(make);
    const manager = as('configuration-manager');
    await ok(manager.put(`/v1/configuration-items/${made.shop}/relations/depends-on/${desk.database}`, {}));
    const team = await ok(as('admin').post('/v1/teams', { name: 'crew' }));
    await ok(manager.patch(`/v1/configuration-items/${desk.server}`, { ownerTeam: team.id }));
    const titlesOf = async (fields: object) => {
      const feed = await ok(owner.post('/v1/calendar-feeds', { name: 'some', ...fields }));
      const { body } = await anonymous('GET', new URL(feed.url).pathname);
      return eventsIn(String(body)).map(({ SUMMARY = '' }) => SUMMARY.split(' ')[1]);
    };

    expect(await titlesOf({})).toEqual(['database', 'server']);
    expect(await titlesOf({ service: made.shop })).toEqual(['database']);
    expect(await titlesOf({ team: 'crew' })).toEqual(['server']);
    expect(await titlesOf({ service: made.shop, team: 'crew' })).toEqual([]);
  });

  it('M6 lines are folded at 75 octets, and texts are escaped, whatever the title', () => {
    const entry = (title: string): FeedEntry => ({
      ...{ uid: 'one@quiesce', title, start: noon, end: plus(noon, hour), status: 'confirmed', sequence: 1 },
      ...{ createdAt: noon, updatedAt: noon },
    });
    const titles = [
      'a, b; c \\ d',
      'one\ntwo',
      'é'.repeat(200),
      `${'x'.repeat(60)}🛠️${'y'.repeat(60)}🛠️`,
      'END:VEVENT\r\nBEGIN:VEVENT',
      '日本語'.repeat(60),
    ];
    const text = calendarFile('a, name; of\nmany', titles.map(entry));

    expect(eventsIn(text).map(({ SUMMARY }) => SUMMARY)).toEqual(titles.map((title) => title.replaceAll('\r\n', '\n')));
    expect(unfolded(text)).toContain('NAME:a\\, name\\; of\\nmany');
    expect(text).not.toContain('\uFFFD');
    expect(unfolded(text)).toEqual(expect.arrayContaining(['VERSION:2.0', 'PRODID:-//Quiesce//Changes//EN']));
    expect(unfolded(calendarFile('empty', []))).toContain('END:VCALENDAR');
  });
});

describe('the secret', () => {
  it('X1 it is shown once, stored as a hash, and does not sign in', async () => {
    const { feed, owner, records, open } = await subscribed(async () => undefined);
    const { secret = 'none' } = readToken(feed.token) ?? {};

    expect(feed.url).toBe(`https://quiesce.test/calendar/${feed.token}.ics`);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(records.all())).not.toContain(secret);
    expect(JSON.stringify(await ok(owner.get(`/v1/calendar-feeds/${feed.id}`)))).not.toContain(secret);
    expect((await open()).status).toBe(200);
  });

  it('X1 every address that opens nothing is answered alike with 404', async () => {
    const { feed, open } = await subscribed(async () => undefined);
    const other = `${feed.token.slice(0, -74)}${'0'.repeat(64)}${feed.token.slice(-9)}`;
    const paths = [feed.token, `${other}.ics`, `${feed.token.slice(0, -1)}.ics`, 'x.ics', '.ics', `${feed.token}.ics.ics`];
    const answers = await Promise.all(paths.map((path) => open(`/calendar/${path}`)));

    expect(answers.map(({ status, body }) => [status, (body as { code: string }).code])).toEqual(
      paths.map(() => [404, 'calendar-feed/unknown']),
    );
  });

  it('M6 a revoked feed answers nothing, and neither does that of a person who has left', async () => {
    const { feed, open, owner, records, desk, world } = await subscribed(async () => undefined);
    const second = await ok(owner.post('/v1/calendar-feeds', { name: 'second' }));
    expect((await owner.delete(`/v1/calendar-feeds/${feed.id}`, { 'if-match': '"1"' })).status).toBe(204);
    expect(await open()).toMatchObject({ status: 404, body: { code: 'calendar-feed/unknown' } });
    expect(records.all().filter(({ pk }) => pk.includes(feed.id) && !pk.startsWith('EVENT#'))).toEqual([]);

    const path = new URL(second.url).pathname;
    expect((await open(path)).status).toBe(200);
    const rita = await world.people.get(desk.rita.id);
    await world.store.commit(world.people.save({ ...rita, version: rita.version + 1, departed: '2026-11-24' }, rita));
    expect((await open(path)).status).toBe(404);
  });
});

describe('the list', () => {
  it('X2 people see and revoke their own feeds, admins all, and clients have none', async () => {
    const { feed, owner, asCaller, desk, as } = await subscribed(async () => undefined);
    const [other, admin] = [asCaller(desk.anna), as('admin')];

    expect((await ok(owner.get('/v1/calendar-feeds'))).items).toMatchObject([{ id: feed.id, owner: desk.rita.id, ownerName: 'Rita' }]);
    expect((await ok(other.get('/v1/calendar-feeds'))).items).toEqual([]);
    expect((await ok(admin.get('/v1/calendar-feeds'))).items).toHaveLength(1);
    expect((await other.get(`/v1/calendar-feeds/${feed.id}`)).status).toBe(404);
    expect((await other.delete(`/v1/calendar-feeds/${feed.id}`, { 'if-match': '*' })).status).toBe(404);
    expect((await admin.delete(`/v1/calendar-feeds/${feed.id}`, { 'if-match': '*' })).status).toBe(204);
    const client = asCaller({ kind: 'client', id: desk.max.id, roles: ['viewer'], teams: [], responsible: desk.max.id });
    expect(await client.post('/v1/calendar-feeds', { name: 'ours' })).toMatchObject({
      status: 403,
      body: { code: 'calendar-feed/people-only' },
    });
  });

  it.each([
    [{ service: 'web-1' }, '/service', 'service/unknown'],
    [{ service: 'nothing' }, '/service', 'item/unknown'],
    [{ team: 'nobody' }, '/team', 'team/unknown'],
    [{ name: '' }, '/name', 'too-small'],
  ])('M6 the feed %j is refused with a pointer, and nothing is written', async (fields, pointer, code) => {
    const { owner, records, desk } = await subscribed(async () => undefined);
    const rows = records.all().length;
    const sent = 'service' in fields && fields.service === 'web-1' ? { service: desk.server } : fields;

    expect(await owner.post('/v1/calendar-feeds', { name: 'bad', ...sent })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer, code }] },
    });
    expect(records.all()).toHaveLength(rows);
  });
});
