import { expect, it } from '@jest/globals';
import { ok } from '../../support/desk-api.ts';
import { serviceApi } from '../../support/services.ts';

const endOfService = async () => {
  const api = await serviceApi();
  const { manager, service, path } = api;
  const ci = `/v1/configuration-items/${service}`;
  const blockers = async () =>
    (await ok(manager.get(`${ci}/readiness?to=decommissioned`))).blockers.map(({ code }: { readonly code: string }) => code);
  return {
    ...{ ...api, blockers },
    remove: () => manager.delete(ci, { 'if-match': '*' }),
    retire: () => manager.post(`${ci}/transition`, { to: 'decommissioned' }),
    close: (outage: string) => ok(manager.patch(`${path}/outages/${outage}`, { end: api.clock.now(), reason: 'it is up' })),
  };
};

it('L1 C4 a service with an agreement that has not ended is neither deleted nor decommissioned', async () => {
  const { agree, remove, retire, blockers, clock } = await endOfService();
  await ok(agree());

  expect(await remove()).toMatchObject({ status: 409, body: { code: 'configuration-item/in-use' } });
  const refused = await retire();
  expect(refused).toMatchObject({ status: 409, body: { code: 'stage/blocked', errors: [{ pointer: '/to', code: 'agreement/in-force' }] } });
  expect(refused.body.detail).toContain('version 1 of its agreement has not ended');
  expect(await blockers()).toEqual(['agreement/in-force']);
  await ok(agree({ validFrom: '2026-11-24', validTo: '2026-11-24', zone: 'Europe/Berlin' }));
  clock.set('2026-11-24T22:59:59.999Z');
  expect(await blockers()).toEqual(['agreement/in-force']);
  clock.set('2026-11-24T23:00:00.000Z');
  expect(await blockers()).toEqual([]);
  expect((await retire()).body).toMatchObject({ stage: 'decommissioned' });
});

it('L1 C4 an agreement that begins later keeps a service too, and one that is over does not keep it from being deleted', async () => {
  const { agree, remove, retire } = await endOfService();
  await ok(agree({ validFrom: '2025-01-01', validTo: '2025-12-31' }));
  await ok(agree({ validFrom: '2026-12-01', validTo: '2026-12-31' }));
  expect((await retire()).status).toBe(409);

  const past = await endOfService();
  await ok(past.agree({ validFrom: '2025-01-01', validTo: '2025-12-31' }));
  expect((await past.remove()).status).toBe(204);
  expect((await remove()).body.errors).toMatchObject([{ detail: expect.stringContaining('version 2 of its agreement') }]);
});

it('L2 C4 a service with an outage that goes on is neither deleted nor decommissioned, and one whose outages ended is', async () => {
  const { report, remove, retire, blockers, close } = await endOfService();
  const { id } = await ok(report({ end: undefined }));

  expect(await blockers()).toEqual(['outage/open']);
  expect((await retire()).body.errors).toMatchObject([{ code: 'outage/open', detail: expect.stringContaining(id) }]);
  expect((await remove()).body).toMatchObject({ code: 'configuration-item/in-use', errors: [{ detail: expect.stringContaining(id) }] });
  await close(id);
  expect((await retire()).status).toBe(200);
});

it('L1 an agreement with a last day is in force through that day, and then nothing is agreed until the next version', async () => {
  const { agree, manager, path, availability, report } = await serviceApi();
  await ok(agree({ validFrom: '2026-11-01', validTo: '2026-11-10' }));
  await ok(agree({ validFrom: '2026-12-01' }));
  await ok(report());
  await ok(report({ start: '2026-11-12T10:00:00Z', end: '2026-11-12T12:00:00Z' }));

  expect((await manager.get(`${path}/agreement?at=2026-11-10T23:59:59.999Z`)).body).toMatchObject({ version: 1, validTo: '2026-11-10' });
  expect((await manager.get(`${path}/agreement?at=2026-11-11T00:00:00Z`)).body.code).toBe('agreement/not-found');
  expect(await availability('2026-11-01', '2026-11-20')).toMatchObject({ serviceTime: 'PT240H', outageTime: 'PT1H' });
  expect(await availability('2026-11-11', '2026-11-20')).toMatchObject({ serviceTime: 'PT0S', availability: null, met: null });
});
