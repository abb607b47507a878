import { expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import { checkBreach } from '../../../shared/application/agreement/check-breach.ts';
import { recordOutage } from '../../../shared/application/outage/record-outage.ts';
import { minute, plus } from '../../../shared/domain/clock.ts';
import type { MailMessage } from '../../../shared/domain/mail/mail.ts';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { approvalsApi } from '../../support/approvals.ts';
import { ok } from '../../support/desk-api.ts';
import { registerSweep } from '../../support/licenses.ts';
import { serviceApi } from '../../support/services.ts';
import { runningAs } from '../../support/table-calls.ts';

const start = '2026-11-10T10:00:00.000Z';
const after = (seconds: number): string => plus(start, seconds * 1_000);

/** A service with a target of 99.9 per cent: 43 min 12 s are allowed in November, and 80 per cent of that are 34 min 33.6 s. */
const breachApi = async (terms: object = {}) => {
  const api = await serviceApi();
  await ok(api.agree(terms));
  const sweep = registerSweep(api.world);
  const events = async () => (await api.world.events.of({ type: 'item', id: api.service })).filter(({ name }) => /Breach/.test(name));
  return {
    ...api,
    sweep,
    events,
    /** Reports an outage, lets the sweep look at it, and returns the names of all events of breaches. */
    told: async (end: string | undefined, more: object = {}) => {
      const outage = await ok(api.report({ start, end, ...more }));
      await sweep();
      return { outage, names: (await events()).map(({ name }) => name) };
    },
    /** Waits for minutes, and lets the sweep run in each of them. */
    wait: async (minutes: number) => {
      for (let passed = 0; passed < minutes; passed += 1) {
        api.clock.advance(minute);
        await sweep();
      }
      return (await events()).map(({ name, body }) => [name, body.month]);
    },
    correct: async (outage: string, end: string) => {
      await ok(api.manager.patch(`${api.path}/outages/${outage}`, { end, reason: 'from the log' }));
      await sweep();
      return (await events()).map(({ name }) => name);
    },
  };
};

it('L3 a near breach is told once, from 80 per cent of what the whole month allows, and a breach once, beyond all of it', async () => {
  const api = await breachApi();
  const { outage, names } = await api.told(plus(start, 2_073_599));
  expect(names).toEqual([]);

  expect(await api.correct(outage.id, after(2_074))).toEqual(['AgreementNearBreach']);
  expect((await api.events())[0]).toMatchObject({
    ...{ actor: 'system', subject: { type: 'item', id: api.service } },
    body: {
      ...{ month: '2026-11', outage: outage.id, outageTime: 'PT34M34S', allowedOutageTime: 'PT43M12S', target: '99.9' },
      isBreached: false,
    },
  });
  expect(await api.correct(outage.id, after(2_592))).toEqual(['AgreementNearBreach']);
  expect(await api.correct(outage.id, plus(start, 2_592_001))).toEqual(['AgreementNearBreach', 'AgreementBreached']);
  expect((await api.events())[1]?.body).toMatchObject({ outageTime: 'PT43M12.001S', allowedOutageTime: 'PT43M12S' });
  await api.correct(outage.id, after(60));
  expect(await api.correct(outage.id, after(3_000))).toEqual(['AgreementNearBreach', 'AgreementBreached']);
});

it('L3 several outages of a month add up, and each month is told by itself', async () => {
  const api = await breachApi();
  await api.told(after(1_800));
  const second = { start: '2026-11-12T10:00:00.000Z', end: '2026-11-12T10:10:00.000Z' };
  expect((await api.told(second.end, second)).names).toEqual(['AgreementNearBreach']);

  const october = await api.told('2026-10-10T11:00:00.000Z', { start: '2026-10-10T10:00:00.000Z' });
  expect(october.names).toEqual(['AgreementNearBreach', 'AgreementNearBreach', 'AgreementBreached']);
  expect((await api.events()).map(({ body }) => [body.month, body.isBreached])).toEqual([
    ['2026-11', false],
    ['2026-10', true],
    ['2026-10', undefined],
  ]);
});

it('L3 an outage that goes on is told when it reaches each of them, in each month anew', async () => {
  const api = await breachApi();
  const begin = api.clock.now();
  await ok(api.report({ start: begin, end: undefined }));

  expect(await api.wait(34)).toEqual([]);
  expect(await api.wait(1)).toEqual([['AgreementNearBreach', '2026-11']]);
  expect(await api.wait(8)).toHaveLength(1);
  expect(await api.wait(1)).toEqual([
    ['AgreementNearBreach', '2026-11'],
    ['AgreementBreached', '2026-11'],
  ]);
  api.clock.set('2026-12-01T00:00:00.000Z');
  expect(await api.wait(35)).toHaveLength(2);
  expect((await api.wait(11)).slice(2)).toEqual([
    ['AgreementNearBreach', '2026-12'],
    ['AgreementBreached', '2026-12'],
  ]);
});

it('L3 an outage that goes on costs the sweep a look when something can be reached, and several looks are one', async () => {
  const api = await breachApi();
  const { outage } = await api.told(undefined, { start: api.clock.now() });
  await ok(api.manager.patch(`${api.path}/outages/${outage.id}`, { cause: 'The disk was full', reason: 'found' }));
  await api.sweep();

  const looks = api.records.all().filter(({ pk, data }) => pk.startsWith('DUE#') && (data as { duty?: string }).duty === 'breach');
  expect(looks.map(({ data }) => data.at)).toEqual([plus(api.clock.now(), 35 * minute)]);
  await ok(api.manager.patch(`${api.path}/outages/${outage.id}`, { end: api.clock.now(), reason: 'it was up', start }));
  await api.wait(40);
  expect(api.records.all().filter(({ pk }) => pk.startsWith('DUE#'))).toEqual([]);
});

it('L3 a degraded outage that goes on is not looked at again, until it is corrected to one that has the service down', async () => {
  const api = await breachApi();
  const dues = () => api.records.all().filter(({ pk }) => pk.startsWith('DUE#'));
  const { outage } = await api.told(undefined, { start: api.clock.now(), state: 'degraded' });
  expect(dues()).toEqual([]);

  await ok(api.manager.patch(`${api.path}/outages/${outage.id}`, { state: 'down', reason: 'nobody could order' }));
  expect(await api.wait(35)).toEqual([['AgreementNearBreach', '2026-11']]);
  expect(dues()).not.toEqual([]);
});

it('L3 what does not count is not told: degraded, outside the service hours, or imported', async () => {
  const api = await breachApi({ serviceHours: [{ days: ['mo'], from: '08:00', to: '18:00' }] });
  expect((await api.told(after(7_200))).names).toEqual([]);
  const monday = { start: '2026-11-09T10:00:00.000Z', end: '2026-11-09T12:00:00.000Z' };
  expect((await api.told(monday.end, { ...monday, state: 'degraded' })).names).toEqual([]);
  const facts = { ...monday, state: 'down' } as const;
  await recordOutage(api.world)({ service: api.service, facts, source: 'imported', reportedBy: 'system' });
  await api.sweep();
  expect(await api.events()).toEqual([]);
  expect((await api.told(monday.end, monday)).names).toEqual(['AgreementNearBreach', 'AgreementBreached']);
});

it('L3 the month is that of the zone of the agreement', async () => {
  const api = await breachApi({ zone: 'Asia/Tokyo' });

  await api.told('2026-10-31T16:00:00.000Z', { start: '2026-10-31T15:00:00.000Z' });

  expect((await api.events()).map(({ body }) => body.month)).toEqual(['2026-11', '2026-11']);
});

it('L3 of two looks at the same time one tells, and a look that failed tells later', async () => {
  const api = await breachApi();
  const outage = await ok(api.report({ start, end: after(3_600) }));
  await Promise.all([checkBreach(api.world)(outage.id), checkBreach(api.world)(outage.id)]);
  expect((await api.events()).map(({ name }) => name)).toEqual(['AgreementNearBreach', 'AgreementBreached']);

  await api.sweep();
  expect(await api.events()).toHaveLength(2);
});

it('L3 an outage that goes on is looked at from when an agreement begins', async () => {
  const api = await serviceApi();
  await ok(api.report({ start: api.clock.now(), end: undefined }));
  const sweep = registerSweep(api.world);
  await sweep();
  await ok(api.agree({ validFrom: '2026-11-25' }));

  api.clock.set('2026-11-25T12:00:00.000Z');
  await sweep();

  const names = (await api.world.events.of({ type: 'item', id: api.service })).map(({ name }) => name);
  expect(names).toContain('AgreementBreached');
});

it.each([
  ['the members of the owner team of the service', true, ['ada@quiesce.test']],
  ['the configuration managers if no team owns it', false, ['cora@quiesce.test']],
])('L3 %s get one mail', async (_, isOwned, readers) => {
  const api = await breachApi();
  const admin = api.as('admin');
  const team = await ok(admin.post('/v1/teams', { name: 'Web' }));
  const add = (name: string, more: object) =>
    ok(admin.post('/v1/people', { name, email: `${name.toLowerCase()}@quiesce.test`, zone: 'UTC', ...more }));
  await add('Ada', { teams: [team.id] });
  await add('Cora', { roles: ['configuration-manager'] });
  if (isOwned) await ok(api.manager.patch(`/v1/configuration-items/${api.service}`, { ownerTeam: team.id }, { 'if-match': '*' }));
  const mails: MailMessage[] = [];
  const mailer = { send: async (mail: MailMessage) => ({ messageId: `message-${mails.push(mail)}` }) };
  const { context } = await approvalsApi();
  const notify = runningAs('notify', onEvent({ ...context, ...api.world, mailer, letters: lettersFrom('http://quiesce.test') }));
  const mailed = async () => {
    for (const detail of await api.events()) await notify({ source: 'quiesce', detail });
    return mails.map(({ to, subject }) => [to, subject]);
  };

  const { outage } = await api.told(plus(start, 2_073_600));
  expect(await mailed()).toEqual(readers.map((to) => [to, 'Agreement close to breach: shop']));
  expect(mails[0]?.text).toContain('Its outages in 2026-11 come to 34 min 33 s. With a target of 99.9 per cent, 43 min 12 s are allowed');
  expect(mails[0]?.text).toContain('At least 80 per cent of that is used. The members of the owner team get this mail once a month.');
  await api.correct(outage.id, after(3_600));
  await mailed();
  expect(await mailed()).toEqual(
    readers.flatMap((to) => [
      [to, 'Agreement close to breach: shop'],
      [to, 'Agreement breached: shop'],
    ]),
  );
  const october = { start: '2026-10-10T10:00:00.000Z', end: '2026-10-10T11:00:00.000Z' };
  await api.told(october.end, october);
  expect((await mailed()).slice(2)).toEqual(readers.map((to) => [to, 'Agreement breached: shop']));
  expect(mails.at(-1)?.text).toContain('Its outages in 2026-10 come to 1 h.');
  expect(mails.filter(({ text }) => text.includes('your team'))).toEqual([]);
});
