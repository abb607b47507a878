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

const made = '2026-11-24T02:00:00.000Z';
const named = (name: string) => ({ id: uuidv7(), version: 1, createdAt: made, updatedAt: made, name });
const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

describe.each(recordsKinds)('the repository of a plain noun on %s', (_, open) => {
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
  const saved = async (name: string, said: Partial<Person> = {}) => {
    const person = aPerson(uuidv7(), name, said);
    await records.commit(people.save(person));
    return person;
  };
  const changed = async (person: Person, said: Partial<Person>) => {
    const next = { ...person, ...said, version: person.version + 1 };
    await records.commit(people.save(next, person));
    return next;
  };

  it('T2 a resource is read as it was saved, and an unknown one is missing', async () => {
    const ada = await saved('Ada', { quietHours: { from: '22:00', to: '07:00' }, teams: [uuidv7()] });
    const group = { ...named('on call'), members: [{ person: ada.id, order: 0 }, { person: uuidv7() }], channels: [] };
    await records.commit(groups.save(group));

    expect(await people.get(ada.id)).toEqual(ada);
    expect(await groups.find(group.id)).toEqual(group);
    expect(await groups.find(ada.id)).toBeUndefined();
    await expect(groups.get(ada.id)).rejects.toBeDomainError('contact-group/not-found');
  });

  it('T2 a change takes the version that was read, and names what is left out no more', async () => {
    const bob = await saved('Bob', { secondEmail: 'bob@home.test' });
    const { secondEmail, ...without } = bob;
    await records.commit(people.save({ ...without, version: 2 }, bob));

    await expect(changed(bob, { name: 'Robert' })).rejects.toBeStaleWrite();

    expect(await people.get(bob.id)).toStrictEqual({ ...without, version: 2 });
  });

  it('T2 a resource is seen to be as it was read', async () => {
    const cyd = await saved('Cyd');
    await records.commit([people.unchanged(cyd)]);
    await changed(cyd, { name: 'Cydney' });

    await expect(records.commit([people.unchanged(cyd)])).rejects.toBeStaleWrite();
  });

  it('T3 an address is had by one person, whatever its case', async () => {
    const dora = await saved('Dora');

    const second = commitUnique(records, 'person', people.save(aPerson(uuidv7(), 'Another', { email: 'DORA@quiesce.test' })));

    await expect(second).rejects.toBeDomainError('person/email-taken');
    expect(await people.ownerOf({ scheme: 'email', value: 'Dora@Quiesce.test' })).toBe(dora.id);
    expect(await people.ownerOf({ scheme: 'email', value: 'nobody@quiesce.test' })).toBeUndefined();
  });

  it('T3 an address that is given up can be had by another', async () => {
    const eve = await saved('Eve');

    const moved = await changed(eve, { email: 'evelyn@quiesce.test' });
    const next = await saved('Eve');

    expect(await people.ownerOf({ scheme: 'email', value: 'eve@quiesce.test' })).toBe(next.id);
    expect(await people.ownerOf({ scheme: 'email', value: 'evelyn@quiesce.test' })).toBe(eve.id);
    await expect(commitUnique(records, 'person', people.save({ ...moved, version: 3, email: eve.email }, moved))).rejects.toBeDomainError(
      'person/email-taken',
    );
    expect(await people.get(eve.id)).toEqual(moved);
  });

  it('T3 an address keeps its owner when only its case or something else is changed', async () => {
    const fay = await saved('Fay');

    await changed(await changed(fay, { zone: 'UTC' }), { email: 'FAY@quiesce.test' });

    expect(await people.ownerOf({ scheme: 'email', value: 'fay@quiesce.test' })).toBe(fay.id);
    expect(await people.get(fay.id)).toMatchObject({ version: 3, zone: 'UTC', email: 'FAY@quiesce.test' });
  });

  it('T3 of many who take one name at once, one gets it', async () => {
    const all = Array.from({ length: 5 }, () => named('contended'));

    const tries = await Promise.allSettled(all.map((team) => commitUnique(records, 'team', teams.save(team))));

    const winner = all.filter((__, at) => tries[at]?.status === 'fulfilled');
    expect(winner).toHaveLength(1);
    expect(await teams.ownerOf({ scheme: 'name', value: 'contended' })).toBe(winner[0]?.id);
    expect(idsOf(await teams.findMany(idsOf(all)))).toEqual(idsOf(winner));
  });

  it('T3 nouns have their values apart: a team and a group may have one name', async () => {
    const [team, group] = [named('Blue # team'), { ...named('Blue # team'), members: [], channels: [] }];

    await records.commit([...teams.save(team), ...groups.save(group)]);

    expect(await teams.ownerOf({ scheme: 'name', value: 'blue # team' })).toBe(team.id);
    expect(await groups.ownerOf({ scheme: 'name', value: 'blue # team' })).toBe(group.id);
  });

  it('T3 removing frees the values, and takes the version that was read', async () => {
    const gil = await saved('Gil');
    const now = await changed(gil, { zone: 'UTC' });

    await expect(records.commit(people.remove(gil))).rejects.toBeStaleWrite();
    await records.commit(people.remove(now));

    expect(await people.find(gil.id)).toBeUndefined();
    await saved('Gil');
  });

  it('T1 many are read at once, unknown ones left out, each once', async () => {
    const many = Array.from({ length: 120 }, (__, at) => named(`many ${at}`));
    for (let at = 0; at < many.length; at += 40) await records.commit(many.slice(at, at + 40).flatMap((team) => teams.save(team)));

    const found = await teams.findMany([...idsOf(many), uuidv7(), ...idsOf(many.slice(0, 3))]);

    expect(idsOf(found).toSorted()).toEqual(idsOf(many));
    expect(await teams.findMany([])).toEqual([]);
  });
});

describe.each(recordsKinds)('the list of a plain noun on %s', (_, open) => {
  const teams = Array.from({ length: 9 }, (__, at) => named(`team ${at}`));
  let repository: ResourceRepository<Team>;
  beforeAll(async () => {
    const records = await open();
    repository = resourceRepository(records, Teams, teamRow);
    // Saved in another order than made, and changed since: neither moves them in the list.
    await records.commit(teams.toReversed().flatMap((team) => repository.save(team)));
    await records.commit(repository.save({ ...teams[2], version: 2, name: 'renamed' } as Team, teams[2]));
    await records.commit(resourceRepository<Person>(records, People, personRow).save(aPerson(uuidv7(), 'Ada')));
  });

  it('I4 pages hold each once, in the order made; the last has no cursor', async () => {
    const pages = await allPages((from) => repository.page({ limit: 4, ...from }));

    expect(pages.map(idsOf)).toEqual([0, 4, 8].map((at) => idsOf(teams.slice(at, at + 4))));
    expect((await repository.page({ limit: 9 })).nextCursor).toBeUndefined();
  });

  it('T4 a page of what is filtered is full, though what it leaves out lies between', async () => {
    const pages = await allPages((from) => repository.page({ limit: 2, ...from }, ({ name }) => /[0368]/.test(name)));

    expect(pages.flat().map(({ name }) => name)).toEqual(['team 0', 'team 3', 'team 6', 'team 8']);
    expect(pages[0]).toHaveLength(2);
  });
});
