import { expect, it } from '@jest/globals';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { changeDesk, noon } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { freezeAt } from '../../support/freezes.ts';

const window = { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' };

it('H4 a change in a freeze is refused at submission, and stays a draft', async () => {
  const desk = await changeDesk();
  await freezeAt(desk);
  const draft = await desk.request({ window, submit: false });

  await expect(desk.request({ window })).rejects.toBeDomainError('change/conflict');
  expect((await desk.world.changes.get(draft.id)).status).toBe('draft');
  const later = { ...window, start: plus(noon, 24 * hour), end: plus(noon, 25 * hour) };
  expect((await desk.request({ window: later })).status).toBe('assessing');
});

it('H4 a change that ends when the freeze begins, or begins when it ends, is not in it', async () => {
  const desk = await changeDesk();
  await freezeAt(desk, { name: 'before', start: noon, end: window.start });
  await freezeAt(desk, { name: 'after', start: window.end, end: plus(window.end, hour) });

  expect((await desk.request({ window })).status).toBe('assessing');
  await freezeAt(desk, { name: 'last second', start: plus(window.end, -1_000), end: plus(window.end, hour) });
  await expect(desk.request({ window })).rejects.toBeDomainError('change/conflict');
});

it('H4 a freeze that was created after submission blocks scheduling, is shown, and ends with the freeze', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting({ window });
  const freeze = await freezeAt(desk, { name: 'Year end' });
  const blocked = await desk.vote(change, desk.anna);

  expect(blocked).toMatchObject({
    status: 'awaiting-approval',
    approvals: { given: 1 },
    conflicts: [{ kind: 'freeze', severity: 'blocking', freeze: freeze.id, items: [desk.database] }],
  });
  const { as } = await deskApi(desk);
  expect((await ok(as('viewer').get(`/v1/changes/${change.id}`))).conflicts).toMatchObject([{ freezeName: 'Year end' }]);

  await desk.world.store.commit([...desk.world.calendars.freezes.remove(freeze, desk.clock.now()), await desk.world.calendars.moved()]);
  desk.clock.advance(minute);
  expect(await desk.advance(change)).toMatchObject({ status: 'scheduled', conflicts: [] });
});

it('H4 a freeze that is created while a change is being scheduled is not passed', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting({ window });
  let created = false;
  desk.records.before = async (operation, writes) => {
    if (created || operation !== 'commit' || !writes?.some(({ label }) => label.startsWith('CalendarVersion'))) return;
    created = true;
    await freezeAt(desk);
  };
  const after = await desk.vote(change, desk.anna);

  expect(created).toBe(true);
  expect(after).toMatchObject({ status: 'awaiting-approval', conflicts: [{ kind: 'freeze' }] });
});

it('H4 T8 a freeze that is created while a window of a length is being started is not passed', async () => {
  const desk = await changeDesk();
  const change = await desk.scheduled({ window: { length: 'PT20M' } });
  let created = false;
  desk.records.before = async (operation, writes) => {
    if (created || operation !== 'commit' || !writes?.some(({ label }) => label.startsWith('Reservation'))) return;
    created = true;
    await freezeAt(desk);
  };

  await expect(startChange(desk.context)(change.id, desk.ian)).rejects.toBeDomainError('change/conflict');

  expect(created).toBe(true);
  expect((await desk.world.changes.get(change.id)).status).toBe('scheduled');
});

it('H4 a change by the template short-maintenance does not pass a freeze, and nothing is stored', async () => {
  const desk = await changeDesk();
  await freezeAt(desk);
  const { as } = await deskApi(desk);

  const body = { template: 'short-maintenance', items: [desk.server], start: true };
  expect(await as('change-requester').post('/v1/changes', body)).toMatchObject({ status: 409, body: { code: 'change/conflict' } });
  expect((await ok(as('viewer').get('/v1/changes'))).items).toEqual([]);
});

it('H4 T8 a start that a freeze stops is 409 by the API', async () => {
  const desk = await changeDesk();
  const change = await desk.scheduled({ window: { length: 'PT20M' } });
  await freezeAt(desk);
  const { as } = await deskApi(desk);

  expect(await as('change-manager').post(`/v1/changes/${change.id}/start`)).toMatchObject({
    status: 409,
    body: { code: 'change/conflict' },
  });
});

it('H4 a freeze is for the CIs that it matches: by class, environment, item, group and service', async () => {
  const desk = await changeDesk();
  const service = await desk.ci('shop', { class: 'service', environment: 'production', stage: 'proposed' });
  const middle = await desk.ci('shop-api', { stage: 'proposed' });
  const group = await desk.ci('databases', { class: 'group', attributes: { selector: { class: 'database' } } });
  const { as, world, clock } = await deskApi(desk);
  const asManager = as('configuration-manager');
  await ok(asManager.put(`/v1/configuration-items/${service}/relations/depends-on/${middle}`, {}));
  await ok(asManager.put(`/v1/configuration-items/${middle}/relations/depends-on/${desk.database}`, {}));
  const manager = as('change-manager');
  const frozen = async (match: object, items: readonly string[]): Promise<boolean> => {
    const freeze = await ok(manager.post('/v1/freezes', { name: 'now', start: clock.now(), end: plus(clock.now(), 24 * hour), match }));
    const { status } = await manager.post('/v1/changes?dryRun=true', { title: 'Deploy', items, window, submit: true });
    await manager.delete(`/v1/freezes/${freeze.id}`, { 'if-match': '*' });
    return status === 409;
  };
  clock.set(noon);

  expect(await frozen({ class: 'Database' }, [desk.database])).toBe(true);
  expect(await frozen({ class: 'database' }, [desk.server])).toBe(false);
  expect(await frozen({ class: 'database' }, [group])).toBe(true);
  expect(await frozen({ class: 'database', environment: 'production' }, [desk.database])).toBe(false);
  expect(await frozen({ environment: 'production' }, [service])).toBe(true);
  expect(await frozen({ item: desk.database }, [desk.database])).toBe(true);
  expect(await frozen({ item: desk.database }, [desk.server])).toBe(false);
  expect(await frozen({ service }, [desk.database])).toBe(true);
  expect(await frozen({ service }, [desk.server])).toBe(false);
  expect(await frozen({ service }, [service])).toBe(true);
  expect(await frozen({ service }, [group])).toBe(true);
  expect((await world.calendars.rules()).freezes).toEqual([]);
});

it('H4 a recurring freeze blocks each of its occurrences', async () => {
  const desk = await changeDesk();
  const recurrence = { rrule: 'FREQ=WEEKLY;BYDAY=FR', zone: 'Australia/Sydney', start: '06:00', length: 'PT12H' };
  await freezeAt(desk, { recurrence });
  const at = (start: string) => ({ ...window, start, end: plus(start, minute) });

  await expect(desk.request({ window: at('2026-11-26T19:00:00.000Z') })).rejects.toBeDomainError('change/conflict');
  await expect(desk.request({ window: at('2026-11-27T06:59:00.000Z') })).rejects.toBeDomainError('change/conflict');
  expect((await desk.request({ window: at('2026-11-27T07:00:00.000Z') })).status).toBe('assessing');
});

it('H4 a freeze is edited and deleted, and takes back what it named', async () => {
  const desk = await changeDesk();
  const { as } = await deskApi(desk);
  const [manager, register] = [as('change-manager'), as('configuration-manager')];
  const spare = await ok(register.post('/v1/configuration-items', { name: 'spare', class: 'server' }));
  const body = { name: 'audit', start: noon, end: plus(noon, hour), match: { item: 'spare' }, reason: 'the auditors are here' };
  const freeze = await ok(manager.post('/v1/freezes', body));

  const unsaid = await manager.post('/v1/freezes', { ...body, name: 'unsaid', reason: ' ' });
  expect(unsaid.body.errors).toMatchObject([{ pointer: '/reason', code: 'too-small' }]);
  expect(freeze).toMatchObject({ match: { item: spare.id }, itemName: 'spare', reason: body.reason });
  expect(await register.delete(`/v1/configuration-items/${spare.id}`, { 'if-match': '*' })).toMatchObject({
    status: 409,
    body: { code: 'configuration-item/in-use' },
  });
  const recurrence = { rrule: 'FREQ=DAILY', zone: 'UTC', length: 'PT1H' };
  expect((await manager.patch(`/v1/freezes/${freeze.id}`, { recurrence })).body).toMatchObject({ code: 'freeze/two-times' });
  const patched = await ok(manager.patch(`/v1/freezes/${freeze.id}`, { start: null, end: null, recurrence, match: null }));
  expect(patched).toMatchObject({ recurrence, match: {}, version: 2 });
  expect(patched.start).toBeUndefined();
  expect((await ok(as('viewer').get('/v1/freezes'))).items).toMatchObject([{ id: freeze.id }]);
  expect((await register.delete(`/v1/configuration-items/${spare.id}`, { 'if-match': '*' })).status).toBe(204);
  expect((await manager.delete(`/v1/freezes/${freeze.id}`, { 'if-match': '"2"' })).status).toBe(204);
  expect((await as('viewer').get(`/v1/freezes/${freeze.id}`)).body).toMatchObject({ code: 'freeze/not-found' });
});

it.each([
  [{ start: plus(noon, hour), end: noon }, '/end', 'freeze/ends-before-start'],
  [{ start: noon, end: noon }, '/end', 'freeze/ends-before-start'],
  [{}, '/start', 'freeze/no-time'],
  [{ start: noon }, '/end', 'freeze/no-time'],
  [{ recurrence: { rrule: 'FREQ=HOURLY', zone: 'UTC', length: 'PT1H' } }, '/recurrence/rrule', 'recurrence/too-many'],
  [{ recurrence: { rrule: 'FREQ=SECONDLY', zone: 'UTC', length: 'PT1H' } }, '/recurrence/rrule', 'recurrence/below-a-minute'],
  [{ recurrence: { rrule: 'FREQ=DAILY', zone: 'Mars/Base', length: 'PT1H' } }, '/recurrence/zone', 'zone/unknown'],
  [{ start: noon, end: plus(noon, hour), match: { service: 'spare-1' } }, '/match/service', 'service/unknown'],
  [{ start: noon, end: plus(noon, hour), match: { item: 'nobody' } }, '/match/item', 'item/unknown'],
  [{ start: noon, end: plus(noon, hour), match: { class: 'spaceship' } }, '/match/class', 'class/unknown'],
])('H4 the freeze %j is refused with a pointer, and nothing is written', async (fields, pointer, code) => {
  const desk = await changeDesk();
  const { as, records } = await deskApi(desk);
  await ok(as('configuration-manager').post('/v1/configuration-items', { name: 'spare-1', class: 'server' }));
  const before = records.all().length;
  const { status, body } = await as('change-manager').post('/v1/freezes', { name: 'bad', ...fields });

  expect({ status, errors: (body as { errors: object[] }).errors }).toMatchObject({ status: 400, errors: [{ pointer, code }] });
  expect(records.all()).toHaveLength(before);
});
