import { expect, it } from '@jest/globals';
import { recordOutage } from '../../../shared/application/outage/record-outage.ts';
import { ok } from '../../support/desk-api.ts';
import { registerSweep } from '../../support/licenses.ts';
import { serviceApi } from '../../support/services.ts';

it('L3 outages before the first agreement are told when it begins before them, each month with its last one', async () => {
  const { report, agree, world, service } = await serviceApi();
  const sweep = registerSweep(world);
  const told = async () => {
    await sweep();
    return (await world.events.of({ type: 'item', id: service })).filter(({ name }) => name === 'AgreementBreached');
  };
  await ok(report({ start: '2026-09-10T10:00:00Z', end: '2026-09-10T12:00:00Z' }));
  await ok(report({ start: '2026-10-10T10:00:00Z', end: '2026-10-10T10:30:00Z' }));
  const october = await ok(report({ start: '2026-10-20T10:00:00Z', end: '2026-10-20T10:30:00Z' }));
  await ok(report({ start: '2026-10-25T10:00:00Z', end: '2026-10-25T12:00:00Z', state: 'degraded' }));
  const november = await ok(report({ start: '2026-11-10T10:00:00Z', end: '2026-11-10T11:00:00Z' }));
  expect(await told()).toEqual([]);

  await ok(agree({ validFrom: '2026-10-01' }));
  expect((await told()).map(({ body }) => [body.month, body.outage])).toEqual([
    ['2026-10', october.id],
    ['2026-11', november.id],
  ]);
});

it('L3 I5 a month in which all outages were imported is not told when an agreement begins before them', async () => {
  const { agree, world, service } = await serviceApi();
  const sweep = registerSweep(world);
  const facts = { start: '2026-10-10T10:00:00.000Z', end: '2026-10-10T12:00:00.000Z', state: 'down' } as const;
  await recordOutage(world)({ service, facts, source: 'imported', reportedBy: 'system' });
  const november = { start: '2026-11-10T10:00:00.000Z', end: '2026-11-10T11:00:00.000Z', state: 'down' } as const;
  await recordOutage(world)({ service, facts: november, source: 'manual', reportedBy: 'system' });
  await ok(agree({ validFrom: '2026-10-01' }));
  await sweep();

  const events = (await world.events.of({ type: 'item', id: service })).filter(({ name }) => name === 'AgreementBreached');
  expect(events.map(({ body }) => body.month)).toEqual(['2026-11']);
});

it('L3 a version that begins later looks at this month again, whose terms it changes', async () => {
  const { report, agree, world, service } = await serviceApi();
  const sweep = registerSweep(world);
  await ok(agree());
  await ok(report({ start: '2026-11-10T10:00:00Z', end: '2026-11-10T10:34:00Z' }));
  await sweep();
  await ok(agree({ validFrom: '2026-11-25', target: '99.99' }));
  await sweep();

  const events = (await world.events.of({ type: 'item', id: service })).filter(({ name }) => /Breach/.test(name));
  expect(events.map(({ name }) => name)).toEqual(['AgreementNearBreach']);
});
