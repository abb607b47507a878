import { expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

it.each(['ops\ufe0f', 'o\u200dps', 'OPS', 'ops\u{e0061}'])('T3 a team named %j is a twin of the team ops', async (name) => {
  const { admin } = itemsApi();
  await admin.post('/v1/teams', { name: 'ops' });

  expect(await admin.post('/v1/teams', { name })).toMatchObject({ status: 409, body: { code: 'team/name-taken' } });
});
