import { expect, it } from '@jest/globals';
import { minute, plus } from '../../../shared/domain/clock.ts';
import { breachApi, breachStart as start } from '../../support/breaches.ts';
import { ok } from '../../support/desk-api.ts';
import { registerSweep } from '../../support/licenses.ts';
import { serviceApi } from '../../support/services.ts';

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
