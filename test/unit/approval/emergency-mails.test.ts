import { expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import type { EventName } from '../../../shared/domain/event/event-catalog.ts';
import { newEvent } from '../../../shared/domain/event/new-event.ts';
import { idOf } from '../../support/api.ts';
import { ada, aPerson, approvalsApi, bob, changeId, cyd } from '../../support/approvals.ts';
import { byTest } from '../../support/items.ts';
import { runningAs } from '../../support/table-calls.ts';

const [max, dan, otto, group] = [idOf(4), idOf(5), idOf(6), idOf(61)];
const startedAt = '2026-11-24T02:00:00.000Z';
const due = '2026-11-27T00:00:00.000Z';
const retrospective = { by: otto, due, state: 'awaiting' as const };

/** An emergency of Ada that Otto has started, Bob and Cyd are asked about, and Dan is a contact for. Max manages changes. */
const startedApi = async () => {
  const people = [
    ...[aPerson(ada, 'Ada'), aPerson(bob, 'Bob'), aPerson(cyd, 'Cyd'), aPerson(max, 'Max', { roles: ['change-manager'] })],
    ...[aPerson(dan, 'Dan'), aPerson(otto, 'Otto')],
  ];
  const facts = { type: 'emergency', status: 'implementing', startedAt, approvalDeadline: due, retrospective } as const;
  const api = await approvalsApi({ ...facts, authors: [`person:${otto}`] }, people);
  const { world, context } = api;
  const base = { version: 1, createdAt: startedAt, updatedAt: startedAt };
  const ci = { ...base, id: idOf(50), name: 'orders-api', class: 'server', criticality: 'low' as const, stage: 'live' as const };
  await world.store.commit([
    ...world.contactGroups.save({ ...base, id: group, name: 'orders', members: [{ person: dan }], channels: [] }),
    ...world.configurationItems.save({ ...ci, aliases: [], labels: {}, attributes: {}, contactGroups: [{ group, role: 'owner' }] }, byTest),
  ]);
  const tell = (name: EventName, body: object) =>
    runningAs(
      'notify',
      onEvent(context),
    )({
      source: 'quiesce',
      detail: newEvent(world)(name, { actor: 'system', subject: { type: 'change', id: changeId }, body: { revision: 1, ...body } }),
    });
  const addressees = () => api.sent.map(({ to }) => to.split('@')[0]).toSorted();
  return { ...api, tell, addressees };
};

it('H7 the start is told to the approvers, the contact groups of the CIs and the change managers', async () => {
  const api = await startedApi();

  await api.tell('EmergencyStarted', { due });
  await api.tell('EmergencyStarted', { due });

  expect(api.addressees()).toEqual(['bob', 'cyd', 'dan', 'max']);
  const textTo = (name: string) => api.sent.find(({ to }) => to.startsWith(name))?.text ?? '';
  expect(textTo('bob')).toMatch(/The work began at .*, before the change was approved\. It is an emergency\./);
  expect(textTo('bob')).toContain('If you reject, it was unauthorized: its window is withdrawn at once');
  expect(textTo('bob')).toMatch(/^http:\/\/quiesce\.test\/approvals\/[0-9a-f]{64}$/m);
  expect(textTo('dan')).toContain('Its approvers decide afterwards before Fri, 27 Nov 2026, 01:00');
  expect(textTo('dan')).not.toContain('/approvals/');
});

it('H7 that it was unauthorized is told to its people and the change managers, and not while people decide', async () => {
  const api = await startedApi();
  await api.tell('EmergencyUnauthorized', { why: 'late' });
  expect(api.sent).toEqual([]);
  await api.edit({ retrospective: { ...retrospective, state: 'late' } });

  await api.tell('EmergencyUnauthorized', { why: 'late' });

  expect(api.addressees()).toEqual(['ada', 'max', 'otto']);
  expect(api.sent[0]?.text).toContain('was not approved in time');
});

it('H7 the page of an approver says that the work has begun, and takes the decision', async () => {
  const api = await startedApi();

  const { status, body } = await api.get(await api.ask());

  expect(status).toBe(200);
  expect(body).toContain('The work has begun already');
  expect(body).toContain('If you reject, it was unauthorized');
  expect(body).toContain('<h2>Your decision</h2>');
  await api.edit({ retrospective: { ...retrospective, state: 'approved' } });
  const closed = await api.get(await api.ask());
  expect(closed.body).not.toContain('The work has begun already');
});
