import { onEvent } from '../../functions/notify/on-event.ts';
import { lettersFrom } from '../../shared/mail/letters.ts';
import { apiOf } from './api.ts';
import { approvalsApi } from './approvals.ts';
import { areaEndpoints } from './areas.ts';
import { runningAs } from './table-calls.ts';

const api = () => apiOf((world) => Object.values(areaEndpoints).flatMap((endpoints) => endpoints(world)));
const key = { 'idempotency-key': 'k' };

/** Items, monitors, people and changes are registered, changed and removed. */
export const registering = async () => {
  const { as, asCaller } = api();
  const [admin, assets, cis] = [as('admin'), as('asset-manager'), as('configuration-manager')];
  const { body: asset } = await assets.post('/v1/assets', { name: 'a laptop', kind: 'hardware', assetTag: 'IT-1' }, key);
  await cis.post('/v1/configuration-items', { name: 'web-1', class: 'server', aliases: [{ scheme: 'hostname', value: 'web-1' }] }, key);
  await assets.get('/v1/assets/hostname=web-1');
  await assets.patch(`/v1/assets/${asset.id}`, { assetTag: 'IT-2' });
  await assets.post(`/v1/assets/${asset.id}/assignments`, { location: 'Store 1', dueDate: '2026-12-01' });
  const { body: pool } = await assets.post('/v1/pools', { name: 'laptops', minimumWorking: 0, members: [asset.id] });
  await assets.delete(`/v1/pools/${pool.id}`, { 'if-match': '*' });
  const { body: server } = await cis.post('/v1/configuration-items', { name: 'web-2', class: 'server', stage: 'live' });
  await assets.put(`/v1/assets/${server.id}`, { name: 'web-2', kind: 'hardware', condition: 'broken' }, { 'if-none-match': '*' });
  await assets.post(`/v1/assets/${server.id}/transition`, { to: 'disposed', date: '2026-11-23', method: 'scrapped' });
  const { body: machine } = await assets.post('/v1/assets', { name: 'web-3', kind: 'hardware', assetTag: 'IT-3' });
  const { body: registered } = await cis.post('/v1/configuration-items', { name: 'web-3', class: 'server' });
  await cis.post(`/v1/items/${machine.id}/merge`, { item: registered.id }, key);
  await cis.get(`/v1/items/${registered.id}`);
  await admin.post('/v1/monitors', { name: 'm', receiver: { url: 'https://93.184.216.34/' } }, key);
  const { body: bob } = await admin.post('/v1/people', { name: 'Bob', email: 'bob@quiesce.test', zone: 'UTC' }, key);
  const requester = asCaller({ kind: 'person', id: bob.id, roles: ['change-requester'], teams: [] });
  const draft = { title: 'Upgrade', items: ['hostname=web-1'], externalReference: { system: 'jira', id: 'OPS-1' } };
  const { body: change } = await requester.post('/v1/changes', draft, key);
  await requester.patch(`/v1/changes/${change.id}`, { externalReference: { system: 'jira', id: 'OPS-2' } });
};

/** A change of an address, and the mails about it. */
export const addresses = async () => {
  const people = apiOf(areaEndpoints.people);
  const admin = people.as('admin');
  const { body: bob } = await admin.post('/v1/people', { name: 'Bob', email: 'bob@old.test', zone: 'UTC' });
  await admin.patch(`/v1/people/${bob.id}`, { email: 'bob@new.test' });
  const { context } = await approvalsApi();
  const notify = runningAs('notify', onEvent({ ...context, ...people.world, letters: lettersFrom('http://quiesce.test') }));
  for (const detail of await people.world.events.of({ type: 'person', id: bob.id })) await notify({ source: 'quiesce', detail });
};

/** A certificate that reminds people of its end, and is deleted. */
export const certificates = async () => {
  const { as } = api();
  const cis = as('configuration-manager');
  const draft = { name: 'shop.example.com', class: 'certificate', attributes: { validTo: '2027-04-01' } };
  const { body } = await cis.post('/v1/configuration-items', draft);
  await cis.delete(`/v1/configuration-items/${body.id}`, { 'if-match': '*' });
};

/** An end of warranty that is removed again. */
export const warranties = async () => {
  const { as } = api();
  const assets = as('asset-manager');
  const { body } = await assets.post('/v1/assets', { name: 'a laptop', kind: 'hardware', warrantyEnd: '2027-04-01' });
  await assets.patch(`/v1/assets/${body.id}`, { warrantyEnd: null });
};
