import { expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { issueApprovalLink } from '../../../shared/application/approval/issue-approval-link.ts';
import { followLink } from '../../../shared/application/mailed-link/follow-link.ts';
import { fitFor } from '../../../shared/domain/change/change-transitions.ts';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { apiOf } from '../../support/api.ts';
import { aChange, approvalsApi } from '../../support/approvals.ts';
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
