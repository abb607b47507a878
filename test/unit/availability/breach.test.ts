import { expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import { checkBreach } from '../../../shared/application/agreement/check-breach.ts';
import { recordOutage } from '../../../shared/application/outage/record-outage.ts';
import { plus } from '../../../shared/domain/clock.ts';
import type { MailMessage } from '../../../shared/domain/mail/mail.ts';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { approvalsApi } from '../../support/approvals.ts';
import { breachApi, breachStart as start } from '../../support/breaches.ts';
import { ok } from '../../support/desk-api.ts';
import { runningAs } from '../../support/table-calls.ts';

const after = (seconds: number): string => plus(start, seconds * 1_000);

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
