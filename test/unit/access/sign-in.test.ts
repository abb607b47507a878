import { expect, it } from '@jest/globals';
import { bootstrapAdmin, identityWorld } from '../../support/identity.ts';

it('X1 an unknown person with a verified address becomes a viewer, and is the same person at the next sign-in', async () => {
  const { started, bearer, world } = identityWorld();

  const first = await started()(bearer({ email: 'new@quiesce.test', name: 'New' }));
  const next = await started()(bearer({ email: 'renamed@quiesce.test' }));

  expect(first).toMatchObject({ kind: 'person', roles: ['viewer'], teams: [] });
  expect(next.id).toBe(first.id);
  expect(await world.people.get(first.id)).toMatchObject({ name: 'New', email: 'new@quiesce.test' });
});

it('X1 a sign-in with an unverified address is refused', async () => {
  const { started, bearer, person } = identityWorld();
  const { email } = await person({ roles: ['admin'] });

  await expect(started()(bearer({ email, emailVerified: false }))).rejects.toBeDomainError('access/address-unverified');
  await expect(started()(bearer({ email: undefined }))).rejects.toBeDomainError('access/address-unverified');
});

it('X1 a first sign-in is linked to the registered person by address in any case; roles come from the person’s row', async () => {
  const { started, bearer, person } = identityWorld();
  const { id } = await person({ email: 'ada@quiesce.test', roles: ['auditor'] });

  expect(await started()(bearer({ email: 'Ada@Quiesce.test', roles: ['admin'] }))).toMatchObject({ id, roles: ['auditor'] });
});

it.each([
  ['an address with an umlaut', { email: 'müller@x.de', name: 'Müller' }],
  ['a name of 201 characters', { email: 'long@quiesce.test', name: 'n'.repeat(201) }],
  ['an address that no key can hold', { email: `${'a'.repeat(2_000)}@quiesce.test`, name: 'Long' }],
  ['a subject that no key can hold', { email: 'subject@quiesce.test', name: 'Subject', subject: 's'.repeat(2_000) }],
])('X1 a first sign-in with %s is refused with a code, and nothing is written', async (_, claims) => {
  const { started, bearer, records } = identityWorld();

  await expect(started()(bearer(claims))).rejects.toBeDomainError('access/identity-unusable');

  expect(records.all()).toEqual([]);
});

it('X1 the longest name is stored and read again; a registered person signs in whatever the name in the token', async () => {
  const { started, bearer, world, person } = identityWorld();
  const { id } = await started()(bearer({ email: 'longest@quiesce.test', name: 'n'.repeat(200) }));
  const known = await person();

  expect(await world.people.get(id)).toMatchObject({ name: 'n'.repeat(200) });
  expect((await started()(bearer({ email: known.email, name: 'n'.repeat(201), subject: 'other' }))).id).toBe(known.id);
});

it('X1 identities with the same subject at two issuers are two persons', async () => {
  const { started, bearer } = identityWorld();

  const one = await started()(bearer({ email: 'one@quiesce.test' }));
  const other = await started()(bearer({ email: 'other@quiesce.test', issuer: 'https://other.test' }));

  expect(other.id).not.toBe(one.id);
});

it('X1 P1 the bootstrap address creates the first admin and the default contact group for approvals', async () => {
  const { started, bearer, world } = identityWorld();

  const admin = await started()(bearer({ email: bootstrapAdmin.toUpperCase() }));

  expect(admin.roles).toEqual(['admin']);
  const group = await world.contactGroups.ownerOf({ scheme: 'name', value: 'approvers' });
  expect(await world.contactGroups.get(group ?? '')).toMatchObject({ name: 'approvers', members: [] });
});

it('X1 a departed person is refused, at the first sign-in and after it', async () => {
  const { started, bearer, person, world, clock } = identityWorld();
  const leaver = await person({ departed: '2026-11-01' });
  await expect(started()(bearer({ email: leaver.email }))).rejects.toBeDomainError('access/departed');

  const identify = started();
  const leaving = await person({ email: 'leaving@quiesce.test' });
  await identify(bearer({ subject: 'subject-2', email: leaving.email }));
  await world.store.commit(world.people.save({ ...leaving, version: 2, departed: '2026-11-24' }, leaving));

  await expect(identify(bearer({ subject: 'subject-2', email: leaving.email }))).resolves.toMatchObject({ id: leaving.id });
  clock.advance(30_001);
  await expect(identify(bearer({ subject: 'subject-2', email: leaving.email }))).rejects.toBeDomainError('access/departed');
});

it('X1 two first sign-ins at once create one person', async () => {
  const { started, bearer, world } = identityWorld();
  const token = bearer({ email: 'new@quiesce.test' });

  const [one, other] = await Promise.all([started()(token), started()(token)]);

  expect(one.id).toBe(other.id);
  expect((await world.people.page({ limit: 10 })).items).toHaveLength(1);
});

it('X1 a deleted person is refused and does not come back by signing in, until the address is registered again', async () => {
  const { started, bearer, person, world } = identityWorld();
  const former = await person({ email: 'ada@quiesce.test', roles: ['admin'] });
  const token = bearer({ email: 'ada@quiesce.test' });
  await started()(token);
  await world.store.commit(world.people.remove(former, former.updatedAt));

  await expect(started()(token)).rejects.toBeDomainError('access/deleted');
  await expect(started()(bearer({}))).rejects.toBeDomainError('access/address-unverified');
  expect((await world.people.page({ limit: 10 })).items).toEqual([]);

  const again = await person({ email: 'Ada@quiesce.test', roles: ['viewer'] });
  expect(await started()(token)).toMatchObject({ id: again.id, roles: ['viewer'] });
  expect(await started()(bearer({}))).toMatchObject({ id: again.id });
});

it.each(['ingest', 'evaluate'] as const)('X3 %s recognizes people as signing in does, and stores nothing about them', async (area) => {
  const { started, bearer, records, person } = identityWorld(area);
  const known = await person({ roles: ['auditor'] });
  const left = await person({ departed: '2026-01-01' });
  const before = records.all();

  expect(await started()(bearer({ email: known.email }))).toMatchObject({ id: known.id, roles: ['auditor'] });
  expect(await started()(bearer({ email: 'new@quiesce.test' }))).toMatchObject({ kind: 'person', roles: ['viewer'] });
  expect(await started()(bearer({ email: bootstrapAdmin }))).toMatchObject({ roles: ['admin'] });
  await expect(started()(bearer({ email: left.email }))).rejects.toBeDomainError('access/departed');
  await expect(started()(bearer({ email: known.email, emailVerified: false }))).rejects.toBeDomainError('access/address-unverified');
  expect(records.all()).toEqual(before);
});
