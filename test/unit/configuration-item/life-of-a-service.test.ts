import { expect, it } from '@jest/globals';
import { decideOnChange } from '../../../shared/application/approval/decide-on-change.ts';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { requestChange } from '../../../shared/application/change/request-change.ts';
import { reviewChange } from '../../../shared/application/change/review-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import type { ApiAnswer } from '../../support/api.ts';
import { changeDesk } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';

const errorsOf = ({ status, body }: ApiAnswer) => [status, body.code, (body.errors ?? []).map((each: { pointer: string }) => each.pointer)];

/** The API over a desk's table, and the steps of a change from its request to its end. */
const office = async () => {
  const desk = await changeDesk();
  const api = await deskApi(desk);
  const context = { ...api.world, approversGroup: 'approvers' };
  const [cis, admin] = [api.as('configuration-manager'), api.as('admin')];
  return {
    ...{ cis, admin, desk, asCaller: api.asCaller },
    draft: (item: string) => requestChange(context)(desk.draftWith({ items: [item], submit: false, window: undefined }), desk.rita),
    /** Starts a change of a CI. @returns its id, and what ends it */
    implementing: async (item: string) => {
      const window = { start: '2026-11-24T13:00:00.000Z', end: '2026-11-24T14:00:00.000Z', mode: 'planned' };
      const { id } = await requestChange(context)(desk.draftWith({ items: [item], window }), desk.rita);
      const { revision } = await assessChange(context)(id);
      await decideOnChange(context)(id, { decision: 'approve', revision }, desk.anna);
      api.clock.set(window.start);
      await startChange(context)(id, desk.ian);
      return {
        id,
        finish: async () => {
          const { status } = await finishChange(context)(id, { outcome: 'successful' }, desk.ian);
          // A change of low risk closes by itself (H8).
          if (status === 'in-review') await reviewChange(context)(id, 'As planned.', desk.max);
        },
      };
    },
    move: (id: string, to: string, evidence?: object) => cis.post(`/v1/configuration-items/${id}/transition`, { to, evidence }),
    readiness: async (id: string, to: string) => (await cis.get(`/v1/configuration-items/${id}/readiness?to=${to}`)).body,
  };
};

const gates = { live: ['owner', 'contacts', 'monitoring', 'runbook', 'backup-test'], decommissioned: ['data-erased'] };

it('C4 C5 the whole life of a service: its gates, live, changed, retiring, and decommissioned when every blocker is gone', async () => {
  const { cis, admin, asCaller, desk, draft, implementing, move, readiness } = await office();
  await ok(cis.put('/v1/classes/service', { gates }));

  // Brought into existence by its gates, which can be asked for beforehand.
  const { id } = await ok(cis.post('/v1/configuration-items', { name: 'shop', class: 'service' }));
  const path = `/v1/configuration-items/${id}`;
  const missing = (await readiness(id, 'live')).blockers.map(({ gate }: { gate: string }) => gate);
  expect(missing).toEqual(gates.live);
  expect(errorsOf(await move(id, 'live'))).toEqual([409, 'stage/blocked', gates.live.map((gate) => `/evidence/${gate}`)]);
  for (const stage of ['design', 'build', 'test']) expect((await move(id, stage)).body.stage).toBe(stage);
  const { id: team } = await ok(admin.post('/v1/teams', { name: 'shop team' }));
  const aliases = [{ scheme: 'hostname', value: 'shop' }];
  await ok(cis.patch(path, { ownerTeam: team, aliases, contactGroups: [{ group: desk.approvers, role: 'on-call' }] }));
  const { id: monitor } = await ok(admin.post('/v1/monitors', { name: 'prometheus', receiver: { url: 'https://93.184.216.34/' } }));
  const evidence = { runbook: 'https://wiki.test/shop', 'backup-test': 'Restored on 2026-11-20.' };
  expect((await readiness(id, 'live')).blockers.map(({ gate }: { gate: string }) => gate)).toEqual(Object.keys(evidence));

  // Live: it changes only under a change.
  expect((await move(id, 'live', evidence)).body.stage).toBe('live');
  const attributes = { tier: 'gold' };
  expect(errorsOf(await cis.patch(path, { attributes }))).toEqual([409, 'change/required', []]);
  const change = await implementing(id);
  const changed = await ok(cis.patch(`${path}?change=${change.id}`, { attributes }));
  await change.finish();
  expect(changed.attributes).toEqual(attributes);
  const { items: versions } = await ok(cis.get(`/v1/items/${id}/history`));
  expect(versions.at(-1)).toMatchObject({ change: change.id, differences: [{ path: '/attributes/tier', to: 'gold' }] });
  expect(errorsOf(await cis.patch(`${path}?change=${change.id}`, { attributes: { tier: 'iron' } }))).toEqual([
    409,
    'change/not-covering',
    ['/query/change'],
  ]);

  // Retiring: every blocker is named, asked for beforehand, and goes away one by one.
  const relation = { type: 'depends-on', target: id };
  const dependant = await ok(
    cis.post('/v1/configuration-items', { name: 'app', class: 'application', stage: 'live', relations: [relation] }),
  );
  const open = await draft(id);
  await ok(move(id, 'retiring'));
  const blockers = async () => (await readiness(id, 'decommissioned')).blockers.map(({ code }: { code: string }) => code);
  expect(await blockers()).toEqual(['gate/missing', 'relation/live-dependant', 'change/open', 'monitor/mapped']);
  expect(errorsOf(await move(id, 'decommissioned'))).toEqual([409, 'stage/blocked', ['/evidence/data-erased', '/to', '/to', '/to']]);
  await ok(move(dependant.id, 'decommissioned'));
  expect(await blockers()).toEqual(['gate/missing', 'change/open', 'monitor/mapped']);
  await ok(asCaller(desk.rita).post(`/v1/changes/${open.id}/cancel`, { reason: 'Not needed any more.' }));
  expect(await blockers()).toEqual(['gate/missing', 'monitor/mapped']);
  await ok(admin.delete(`/v1/monitors/${monitor}`, { 'if-match': '*' }));
  expect(await blockers()).toEqual(['gate/missing']);

  // Decommissioned: it stays, with its history, and nothing new leads to it.
  const erased = { 'data-erased': 'Certificate W-17' };
  expect((await move(id, 'decommissioned', erased)).body).toMatchObject({ stage: 'decommissioned', evidence: { 'data-erased': {} } });
  const { id: other } = await ok(cis.post('/v1/configuration-items', { name: 'other', class: 'application' }));
  expect(errorsOf(await cis.put(`/v1/configuration-items/${other}/relations/depends-on/${id}`))[1]).toBe('relation/decommissioned');
  expect(errorsOf(await cis.delete(path, { 'if-match': '*' }))[1]).toBe('configuration-item/was-live');
  expect(await ok(cis.get(`/v1/items/${id}/verification`))).toMatchObject({ valid: true, problems: [] });
});
