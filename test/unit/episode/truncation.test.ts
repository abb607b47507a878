import { expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import type { Person } from '../../../shared/domain/person/person.ts';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { anAlert, aWorld, time } from '../../support/alerts.ts';
import { idOf } from '../../support/api.ts';
import { aPerson, approvalsApi } from '../../support/approvals.ts';
import { breakRows } from '../../support/broken-rows.ts';
import { runningAs } from '../../support/table-calls.ts';

const team = idOf(70);
const people = (): readonly Person[] => [
  aPerson(idOf(81), 'Ann', { roles: ['admin'] }),
  aPerson(idOf(82), 'Tim', { teams: [team] }),
  aPerson(idOf(83), 'Gone', { teams: [team], departed: '2026-11-01' }),
  aPerson(idOf(84), 'Vic'),
];

/** A monitor that leaves alerts out, its owners, and the mails that they get when the events of the monitor are delivered. */
const scene = async (settings: Parameters<typeof aWorld>[0] = {}) => {
  const desk = await aWorld({ start: '22:11', ...settings });
  const { world, monitor } = desk;
  await world.store.commit(people().flatMap((person) => world.people.save(person)));
  const { context, sent, refuses } = await approvalsApi();
  const notify = runningAs('notify', onEvent({ ...context, ...world, letters: lettersFrom('http://quiesce.test') }));
  const api = desk.asCaller({ kind: 'monitor', id: monitor.id, roles: ['monitor'], teams: [] });
  const events = async () => (await world.events.of({ type: 'monitor', id: monitor.id })).filter(({ name }) => name === 'AlertsTruncated');
  return {
    ...desk,
    sent,
    refuses,
    events,
    shorten: (truncatedAlerts: unknown = 2) =>
      api.post(`/v1/monitors/${monitor.id}/alerts`, { truncatedAlerts, alerts: [anAlert('firing', 'nobody')] }),
    /** Delivers every event so far, as the bus does: at least once. */
    deliver: async () => {
      for (const detail of await events()) await notify({ source: 'quiesce', detail });
    },
    addressees: () => sent.map(({ to }) => to.split('@')[0]).sort(),
  };
};

it('M1 a message that left alerts out is refused, its alerts are stored, and it is counted', async () => {
  const { shorten, episodes, counted } = await scene();

  expect(await shorten()).toMatchObject({
    status: 422,
    body: { code: 'alerts/truncated', detail: expect.stringContaining('max_alerts: 0') },
  });
  expect(await shorten(0)).toMatchObject({ status: 202 });
  expect(await episodes()).toHaveLength(1);
  expect(counted).toEqual({ truncated: 1 });
});

it('M1 the admins are told of a monitor without an owner team, once, and the monitor shows it', async () => {
  const { shorten, deliver, sent, addressees, as, monitor } = await scene();
  await shorten();
  await deliver();
  await deliver();

  expect(addressees()).toEqual(['ann']);
  expect(sent[0]?.subject).toBe('Alerts are missing: prometheus');
  expect(sent[0]?.text).toContain('left 2 alerts out');
  expect(sent[0]?.text).toContain('set max_alerts: 0');
  const shown = { truncated: { alerts: 2, lastAt: time('22:11') } };
  expect((await as('viewer').get(`/v1/monitors/${monitor.id}`)).body).toMatchObject(shown);
  expect((await as('viewer').get('/v1/monitors')).body.items).toMatchObject([shown]);
});

it('M1 the active members of the owner team are told; the admins, if there are none', async () => {
  const owned = await scene({ monitor: { ownerTeam: team } });
  await owned.shorten();
  await owned.deliver();
  expect(owned.addressees()).toEqual(['tim']);

  const deserted = await scene({ monitor: { ownerTeam: idOf(71) } });
  await deserted.shorten();
  await deserted.deliver();
  expect(deserted.addressees()).toEqual(['ann']);
});

it('M1 however many messages leave alerts out, the owners are told once an hour', async () => {
  const { shorten, deliver, sent, events, clock, at, counted } = await scene();
  for (let n = 0; n < 130; n += 1) {
    await shorten(n + 1);
    await deliver();
    clock.advance(60_000);
  }
  expect((await events()).map(({ time: recorded, body }) => [recorded, body.alerts])).toEqual([
    [time('22:11'), 1],
    [time('23:11'), 61],
    [time('+00:11'), 121],
  ]);
  expect([sent.length, counted.truncated]).toEqual([3, 130]);

  at('+09:00');
  await Promise.all(Array.from({ length: 8 }, () => shorten()));
  await deliver();
  expect(sent).toHaveLength(4);
});

it('M1 a mail that could not be sent is sent by the retry', async () => {
  const { shorten, deliver, refuses, addressees } = await scene();
  await shorten();
  refuses.add('ann@quiesce.test');
  await expect(deliver()).rejects.toThrow();
  refuses.clear();
  await deliver();

  expect(addressees()).toEqual(['ann']);
});

it.each([[1e300], [0.5], ['7']])('M1 any count of alerts that were left out can be stored: %j', async (count) => {
  const { shorten, as, monitor } = await scene();

  expect((await shorten(count)).status).toBe(422);
  expect((await as('viewer').get(`/v1/monitors/${monitor.id}`)).body.truncated.alerts).toBeGreaterThanOrEqual(1);
});

it('M1 S2 a row of truncations that cannot be read is replaced by the next message', async () => {
  const { shorten, records, as, monitor, clock } = await scene();
  await shorten();
  await breakRows({ records }, 'Truncation', { lastAt: 'never' });
  clock.advance(1_000);

  expect((await shorten(5)).status).toBe(422);
  expect((await as('viewer').get(`/v1/monitors/${monitor.id}`)).body.truncated).toEqual({ alerts: 5, lastAt: clock.now() });
});

it('M1 I7 the owner team of a monitor is stored by its id, may be removed, and has to exist', async () => {
  const { as, world, clock } = await scene();
  const now = clock.now();
  await world.store.commit(world.teams.save({ id: team, version: 1, createdAt: now, updatedAt: now, name: 'Databases' }));
  const admin = as('admin');
  const receiver = { url: 'https://pager.test/hook' };
  const { status, body } = await admin.post('/v1/monitors', { name: 'owned', receiver, ownerTeam: 'databases' });

  expect([status, body.ownerTeam]).toEqual([201, team]);
  expect((await admin.patch(`/v1/monitors/${body.id}`, { graceSeconds: 5 })).body.ownerTeam).toBe(team);
  expect(await admin.patch(`/v1/monitors/${body.id}`, { ownerTeam: 'nobody' })).toMatchObject({
    status: 400,
    body: { code: 'team/unknown' },
  });
  expect((await admin.patch(`/v1/monitors/${body.id}`, { ownerTeam: null })).body.ownerTeam).toBeUndefined();
  expect(await admin.post('/v1/monitors', { name: 'x', receiver, ownerTeam: 'nobody' })).toMatchObject({
    status: 400,
    body: { code: 'team/unknown', errors: [{ pointer: '/ownerTeam' }] },
  });
});

it('M1 a deleted monitor takes its truncation with it, and its owners are not told any more', async () => {
  const { shorten, deliver, sent, as, monitor, world, recover, sendAll } = await scene();
  await shorten();
  await recover('nobody', '22:10');
  await sendAll();
  expect((await as('admin').send('DELETE', `/v1/monitors/${monitor.id}`, { headers: { 'if-match': '*' } })).status).toBe(204);
  await deliver();

  expect(sent).toEqual([]);
  expect(await world.truncations.findMany([monitor.id])).toEqual([]);
});
