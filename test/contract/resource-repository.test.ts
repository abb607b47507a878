import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import type { Records } from '../../shared/data/records.ts';
import { contactGroupRow, personRow, teamRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { type ContactGroup, ContactGroups } from '../../shared/domain/contact-group/contact-group.ts';
import { People, type Person } from '../../shared/domain/person/person.ts';
import type { ResourceRepository } from '../../shared/domain/resource/define-resource.ts';
import { type Team, Teams } from '../../shared/domain/team/team.ts';
import { commitUnique } from '../../shared/domain/unique.ts';
import { aPerson } from '../support/approvals.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { allPages } from '../support/paging.ts';

const createdAt = '2026-11-24T02:00:00.000Z';
const aResource = (name: string) => ({ id: uuidv7(), version: 1, createdAt, updatedAt: createdAt, name });
const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

describe.each(recordsKinds)('the repository of a declared resource on %s', (_, open) => {
  let records: Records;
  let people: ResourceRepository<Person>;
  let groups: ResourceRepository<ContactGroup>;
  let teams: ResourceRepository<Team>;
  beforeAll(async () => {
    records = await open();
    people = resourceRepository(records, People, personRow);
    groups = resourceRepository(records, ContactGroups, contactGroupRow);
    teams = resourceRepository(records, Teams, teamRow);
  });
  const saved = async (name: string, overrides: Partial<Person> = {}) => {
    const person = aPerson(uuidv7(), name, overrides);
    await records.commit(people.save(person));
    return person;
  };
  const update = async (person: Person, overrides: Partial<Person>) => {
    const next = { ...person, ...overrides, version: person.version + 1 };
    await records.commit(people.save(next, person));
    return next;
  };

  it('T2 a resource is read as it was saved, and an unknown one is missing', async () => {
    const ada = await saved('Ada', { quietHours: { from: '22:00', to: '07:00' }, teams: [uuidv7()] });
    const group = { ...aResource('on call'), members: [{ person: ada.id, order: 0 }, { person: uuidv7() }], channels: [] };
    await records.commit(groups.save(group));

    expect(await people.get(ada.id)).toEqual(ada);
    expect(await groups.find(group.id)).toEqual(group);
    expect(await groups.find(ada.id)).toBeUndefined();
    await expect(groups.get(ada.id)).rejects.toBeDomainError('contact-group/not-found');
  });

  it('T2 a resource is changed only on the version that was read, and a field that is left out is removed', async () => {
    const bob = await saved('Bob', { secondEmail: 'bob@home.test' });
    const { secondEmail, ...without } = bob;
    await records.commit(people.save({ ...without, version: 2 }, bob));

    await expect(update(bob, { name: 'Robert' })).rejects.toBeStaleWrite();

    expect(await people.get(bob.id)).toStrictEqual({ ...without, version: 2 });
  });

  it('T2 a transaction can check that a resource is unchanged', async () => {
    const cyd = await saved('Cyd');
    await records.commit([people.unchanged(cyd)]);
    await update(cyd, { name: 'Cydney' });

    await expect(records.commit([people.unchanged(cyd)])).rejects.toBeStaleWrite();
  });

  it('T3 an address belongs to one person in any case', async () => {
    const dora = await saved('Dora');

    const second = commitUnique(records, 'person', people.save(aPerson(uuidv7(), 'Another', { email: 'DORA@quiesce.test' })));

    await expect(second).rejects.toBeDomainError('person/email-taken');
    expect(await people.ownerOf({ scheme: 'email', value: 'Dora@Quiesce.test' })).toBe(dora.id);
    expect(await people.ownerOf({ scheme: 'email', value: 'nobody@quiesce.test' })).toBeUndefined();
  });

  it('T3 an address is free again when its person gives it up', async () => {
    const eve = await saved('Eve');

    const moved = await update(eve, { email: 'evelyn@quiesce.test' });
    const next = await saved('Eve');

    expect(await people.ownerOf({ scheme: 'email', value: 'eve@quiesce.test' })).toBe(next.id);
    expect(await people.ownerOf({ scheme: 'email', value: 'evelyn@quiesce.test' })).toBe(eve.id);
    await expect(commitUnique(records, 'person', people.save({ ...moved, version: 3, email: eve.email }, moved))).rejects.toBeDomainError(
      'person/email-taken',
    );
    expect(await people.get(eve.id)).toEqual(moved);
  });

  it('T3 an address keeps its owner when only its case or another field changes', async () => {
    const fay = await saved('Fay');

    await update(await update(fay, { zone: 'UTC' }), { email: 'FAY@quiesce.test' });

    expect(await people.ownerOf({ scheme: 'email', value: 'fay@quiesce.test' })).toBe(fay.id);
    expect(await people.get(fay.id)).toMatchObject({ version: 3, zone: 'UTC', email: 'FAY@quiesce.test' });
  });

  it('T3 of several teams that are saved with one name at once, one gets it', async () => {
    const all = Array.from({ length: 5 }, () => aResource('contended'));

    const tries = await Promise.allSettled(all.map((team) => commitUnique(records, 'team', teams.save(team))));

    const winner = all.filter((__, at) => tries[at]?.status === 'fulfilled');
    expect(winner).toHaveLength(1);
    expect(await teams.ownerOf({ scheme: 'name', value: 'contended' })).toBe(winner[0]?.id);
    expect(idsOf(await teams.findMany(idsOf(all)))).toEqual(idsOf(winner));
  });

  it('T3 names are unique by kind of resource: a team and a contact group may share a name', async () => {
    const [team, group] = [aResource('Blue # team'), { ...aResource('Blue # team'), members: [], channels: [] }];

    await records.commit([...teams.save(team), ...groups.save(group)]);

    expect(await teams.ownerOf({ scheme: 'name', value: 'blue # team' })).toBe(team.id);
    expect(await groups.ownerOf({ scheme: 'name', value: 'blue # team' })).toBe(group.id);
  });

  it('T3 a removal needs the version that was read, and frees the unique values', async () => {
    const gil = await saved('Gil');
    const now = await update(gil, { zone: 'UTC' });

    await expect(records.commit(people.remove(gil, gil.updatedAt))).rejects.toBeStaleWrite();
    await records.commit(people.remove(now, now.updatedAt));

    expect(await people.find(gil.id)).toBeUndefined();
    await saved('Gil');
  });

  it('T1 many resources are read at once, each once, without the unknown ids', async () => {
    const many = Array.from({ length: 120 }, (__, at) => aResource(`many ${at}`));
    for (let at = 0; at < many.length; at += 40) await records.commit(many.slice(at, at + 40).flatMap((team) => teams.save(team)));

    const found = await teams.findMany([...idsOf(many), uuidv7(), ...idsOf(many.slice(0, 3))]);

    expect(idsOf(found).toSorted()).toEqual(idsOf(many));
    expect(await teams.findMany([])).toEqual([]);
  });
});

describe.each(recordsKinds)('the list of a declared resource on %s', (_, open) => {
  const teams = Array.from({ length: 9 }, (__, at) => aResource(`team ${at}`));
  let repository: ResourceRepository<Team>;
  beforeAll(async () => {
    const records = await open();
    repository = resourceRepository(records, Teams, teamRow);
    // They are saved in another order than created, and one is changed. Neither changes the order of the list.
    await records.commit(teams.toReversed().flatMap((team) => repository.save(team)));
    await records.commit(repository.save({ ...teams[2], version: 2, name: 'renamed' } as Team, teams[2]));
    await records.commit(resourceRepository<Person>(records, People, personRow).save(aPerson(uuidv7(), 'Ada')));
  });

  it('I4 pages have each resource once, in the order of creation; the last has no cursor', async () => {
    const pages = await allPages((from) => repository.page({ limit: 4, ...from }));

    expect(pages.map(idsOf)).toEqual([0, 4, 8].map((at) => idsOf(teams.slice(at, at + 4))));
    expect((await repository.page({ limit: 9 })).nextCursor).toBeUndefined();
  });

  it('T4 a page of a filtered list is full, even if rows between are left out', async () => {
    const pages = await allPages((from) => repository.page({ limit: 2, ...from }, ({ name }) => /[0368]/.test(name)));

    expect(pages.flat().map(({ name }) => name)).toEqual(['team 0', 'team 3', 'team 6', 'team 8']);
    expect(pages[0]).toHaveLength(2);
  });
});
