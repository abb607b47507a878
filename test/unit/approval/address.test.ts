import { expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { issueApprovalLink } from '../../../shared/application/approval/issue-approval-link.ts';
import { followLink } from '../../../shared/application/mailed-link/follow-link.ts';
import { fitFor } from '../../../shared/domain/change/change-transitions.ts';
import { day } from '../../../shared/domain/clock.ts';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { apiOf } from '../../support/api.ts';
import { aChange, approvalsApi, bob, changeId } from '../../support/approvals.ts';
import { runningAs } from '../../support/table-calls.ts';

it('P6 a change of address is mailed once to both addresses, and no event contains an address', async () => {
  const people = apiOf(peopleEndpoints);
  const admin = people.as('admin');
  const { body: bob } = await admin.post('/v1/people', { name: 'Bob', email: 'bob@old.test', zone: 'Europe/Berlin' });
  await admin.patch(`/v1/people/${bob.id}`, { name: 'Robert' });
  await admin.patch(`/v1/people/${bob.id}`, { email: 'bob@new.test' });
  const events = await people.world.events.of({ type: 'person', id: bob.id });
  const changed = events.filter(({ name }) => name === 'PersonAddressChanged');
  const { context, sent } = await approvalsApi();
  const notify = runningAs('notify', onEvent({ ...context, ...people.world, letters: lettersFrom('http://quiesce.test') }));

  expect(changed).toHaveLength(1);
  for (const detail of [...changed, ...changed]) await notify({ source: 'quiesce', detail });

  expect(sent.map(({ to }) => to).sort()).toEqual(['bob@new.test', 'bob@old.test']);
  expect(JSON.stringify(events)).not.toContain('.test');
});

it('P6 a link stays void after the address is changed back; no person shows the version of the address', async () => {
  const people = apiOf(peopleEndpoints);
  const { world } = people;
  const admin = people.as('admin');
  const { body: bob } = await admin.post('/v1/people', { name: 'Bob', email: 'bob@old.test', zone: 'Europe/Berlin' });
  const link = async () => issueApprovalLink(world)(fitFor(aChange(), 'decide'), await world.people.get(bob.id));
  const [first, follow] = [await link(), followLink(world)];

  await admin.patch(`/v1/people/${bob.id}`, { name: 'Robert', email: 'Bob@old.test' });
  expect((await follow(first)).person.id).toBe(bob.id);
  await admin.patch(`/v1/people/${bob.id}`, { email: 'bob@new.test' });
  const second = await link();
  const back = await admin.patch(`/v1/people/${bob.id}`, { email: 'bob@old.test' });
  await admin.patch(`/v1/people/${bob.id}`, { name: 'Bob' });

  expect(back).toMatchObject({ status: 200, body: { email: 'bob@old.test' } });
  for (const token of [first, second]) await expect(follow(token)).rejects.toBeDomainError('link/address-changed');
  expect((await follow(await link())).person.id).toBe(bob.id);
  expect((await admin.get('/v1/people')).body.items[0]).not.toHaveProperty('addressVersion');
  expect((await admin.patch(`/v1/people/${bob.id}`, { addressVersion: 0 })).status).toBe(400);
});

it('P6 in the day after a change of address no code is mailed; the page says so', async () => {
  const api = await approvalsApi();
  const people = apiOf(peopleEndpoints);
  const { body: eve } = await people.as('admin').post('/v1/people', { name: 'Eve', email: 'eve@old.test', zone: 'UTC' });
  await people.as('admin').patch(`/v1/people/${eve.id}`, { email: 'eve@new.test' });
  expect((await people.world.people.get(eve.id)).addressChangedAt).toBe(people.clock.now());
  expect((await people.as('admin').get(`/v1/people/${eve.id}`)).body).not.toHaveProperty('addressChangedAt');
  const person = await api.world.people.get(bob);
  const changed = { ...person, email: 'bob@new.test', addressVersion: 1, addressChangedAt: api.clock.now(), version: person.version + 1 };
  await api.world.store.commit(api.world.people.save(changed, person));
  const link = `/approvals/${await issueApprovalLink(api.world)(fitFor(await api.world.changes.get(changeId), 'decide'), changed)}`;

  const early = await api.post(`${link}/code`);

  expect(early).toMatchObject({ status: 429, headers: { 'retry-after': String(24 * 60 * 60) } });
  expect(early.body).toContain('Your address was changed');
  expect(api.sent).toEqual([]);
  await api.edit({ approvalDeadline: '2026-11-27T02:00:00.000Z' });
  api.clock.advance(day - 1);
  expect((await api.post(`${link}/code`)).status).toBe(429);
  api.clock.advance(1);
  expect((await api.post(`${link}/code`)).status).toBe(200);
  expect(api.sent.map(({ to }) => to)).toEqual(['bob@new.test']);
});
