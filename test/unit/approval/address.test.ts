import { expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { apiOf } from '../../support/api.ts';
import { approvalsApi } from '../../support/approvals.ts';

it('P6 a change of address is mailed once to both addresses, and no event contains an address', async () => {
  const people = apiOf(peopleEndpoints);
  const admin = people.as('admin');
  const { body: bob } = await admin.post('/v1/people', { name: 'Bob', email: 'bob@old.test', zone: 'Europe/Berlin' });
  await admin.patch(`/v1/people/${bob.id}`, { name: 'Robert' });
  await admin.patch(`/v1/people/${bob.id}`, { email: 'bob@new.test' });
  const events = await people.world.events.of({ type: 'person', id: bob.id });
  const changed = events.filter(({ name }) => name === 'PersonAddressChanged');
  const { context, sent } = await approvalsApi();
  const notify = onEvent({ ...context, ...people.world, letters: lettersFrom('http://quiesce.test') });

  expect(changed).toHaveLength(1);
  for (const detail of [...changed, ...changed]) await notify({ source: 'quiesce', detail });

  expect(sent.map(({ to }) => to).sort()).toEqual(['bob@new.test', 'bob@old.test']);
  expect(JSON.stringify(events)).not.toContain('.test');
});
