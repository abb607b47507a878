import { hour, minute, plus } from '../../shared/domain/clock.ts';
import { changeDesk, noon } from './changes.ts';
import { deskApi, ok } from './desk-api.ts';
import { fiveAsked } from './many-requests.ts';

const key = { 'idempotency-key': 'k' };
const window = { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' };

/** A policy is made, used by a change that has ended, and deleted. */
export const policies = async () => {
  const desk = await changeDesk();
  const { asCaller } = await deskApi(desk);
  const [max, rita] = [asCaller(desk.max), asCaller(desk.rita)];
  const { body } = await max.post('/v1/approval-policies', { name: 'all', order: 1, levels: [{ group: 'approvers', needs: '2/3' }] }, key);
  const { body: change } = await rita.post('/v1/changes', { title: 'Upgrade', items: [desk.server], window, submit: true });
  await rita.post(`/v1/changes/${change.id}/cancel`, { reason: 'no' });
  await max.delete(`/v1/approval-policies/${body.id}`, { 'if-match': '*' });
};

/** A delegation is made, changed, used and revoked. */
export const delegations = async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  const { asCaller } = await deskApi(desk);
  const [anna, abe] = [asCaller(desk.anna), asCaller(desk.abe)];
  const { body } = await anna.post('/v1/delegations', { to: desk.abe.id, start: noon, end: plus(noon, hour) }, key);
  await anna.patch(`/v1/delegations/${body.id}`, { reason: 'ill' }, { 'if-match': '*' });
  await abe.get('/v1/approvals');
  await abe.post(`/v1/changes/${change.id}/decisions`, { decision: 'approve', revision: 1, for: desk.anna.id });
  await anna.delete(`/v1/delegations/${body.id}`, { 'if-match': '*' });
};

/** A template is made and deleted, and a change by the one that ships is in work at once. */
export const templates = async () => {
  const desk = await changeDesk();
  const { asCaller } = await deskApi(desk);
  const [max, rita] = [asCaller(desk.max), asCaller(desk.rita)];
  const fields = { name: 'restart', change: { title: 'Restart' }, bounds: { maxItems: 1, maxLength: 'PT1H' } };
  const { body } = await max.post('/v1/change-templates', fields, key);
  await max.delete(`/v1/change-templates/${body.id}`, { 'if-match': '*' });
  await rita.post('/v1/changes', { template: 'short-maintenance', items: [desk.server], start: true });
};

/** Five requests within a minute, of which the last three are mailed together. */
export const manyRequests = async () => {
  const { clock, sweep } = await fiveAsked();
  clock.advance(minute);
  await sweep();
};

/** An extension is asked for, approved in part, and the decision is withdrawn. Then it is approved. */
export const extensions = async () => {
  const desk = await changeDesk();
  const second = await desk.group('second', desk.abe);
  const item = await desk.ci('db-2', { contactGroups: [{ group: second, role: 'approver' }] });
  const asked = await desk.awaiting({ items: [desk.database, item] });
  await desk.vote(asked, desk.anna);
  const change = await desk.vote(asked, desk.abe);
  const { asCaller } = await deskApi(desk);
  const [ian, anna, abe] = [asCaller(desk.ian), asCaller(desk.anna), asCaller(desk.abe)];
  const path = `/v1/changes/${change.id}`;
  await ok(ian.post(`${path}/extend`, { end: plus(noon, 3 * hour), reason: 'the restore takes longer' }));
  await ok(anna.get('/v1/approvals'));
  await ok(anna.post(`${path}/decisions`, { decision: 'approve', revision: 2 }));
  const { items } = await ok(anna.get(`${path}/approvals`));
  await ok(anna.post(`${path}/decisions/${items.at(-1)?.id}/withdraw`, { reason: 'too long' }));
  for (const approver of [anna, abe]) await ok(approver.post(`${path}/decisions`, { decision: 'approve', revision: 2 }));
};
