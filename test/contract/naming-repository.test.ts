import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { namingRepository } from '../../shared/data/naming/naming-repository.ts';
import { userRepository } from '../../shared/data/naming/user-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import { personRow } from '../../shared/data/resource/plain-rows.ts';
import type { NamedResource } from '../../shared/domain/naming/mention.ts';
import type { NamingRepository, UserRepository } from '../../shared/domain/naming/naming.ts';
import { aPerson } from '../support/approvals.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { itemRepositories } from '../support/item-repositories.ts';
import { aConfigurationItem } from '../support/items.ts';

const at = '2026-11-28T22:11:00.000Z';

describe.each(recordsKinds)('the repository of namings on %s', (_, open) => {
  let records: Records;
  let namings: NamingRepository;
  let users: UserRepository;
  beforeAll(async () => {
    records = await open();
    namings = namingRepository(records);
    users = userRepository(records);
  });
  const aTeam = (): NamedResource => ({ noun: 'team', id: uuidv7() });
  const namingBy = (id: string) => ({ user: { noun: 'person' as const, id }, userVersion: 1, at });

  it('I8 the namings of a resource are read in pages, those of the newest users first', async () => {
    const [team, other] = [aTeam(), aTeam()];
    const ids = [uuidv7(), uuidv7(), uuidv7()];
    for (const id of ids) await records.writeOnce(namings.announce(namingBy(id), [team, other]));

    const first = await namings.namingsOf(team, 2);
    const second = await namings.namingsOf(team, 2, first[1]);

    expect([...first, ...second].map(({ user }) => user.id)).toEqual([...ids].sort().reverse());
    expect(await namings.namingsOf(aTeam(), 2)).toEqual([]);
  });

  it('I8 a resource that was marked after it was read fails the check, also the first time', async () => {
    const team = aTeam();
    const never = await namings.unmarked(team);
    await records.commit([never]);
    await records.writeOnce(namings.mark(namingBy(uuidv7()), [team]));
    await expect(records.commit([never])).rejects.toBeStaleWrite();

    const once = await namings.unmarked(team);
    await records.commit([once]);
    await records.writeOnce(namings.mark(namingBy(uuidv7()), [team]));
    await expect(records.commit([once])).rejects.toBeStaleWrite();
  });

  it('I8 resources exist by their rows, an item by either facet', async () => {
    const { saved } = itemRepositories(records);
    const ci = await saved(aConfigurationItem({ id: uuidv7(), name: uuidv7() }));
    const person = aPerson(uuidv7(), 'Ada');
    await records.commit([personRow.save(person)]);
    const item: NamedResource = { noun: 'item', id: ci.id };
    const ada: NamedResource = { noun: 'person', id: person.id };

    expect(await namings.existing([aTeam(), item, ada, { noun: 'item', id: person.id }])).toEqual([item, ada]);
    expect(
      await users.findMany([
        { noun: 'person', id: ci.id },
        { noun: 'person', id: person.id },
        { noun: 'configuration-item', id: ci.id },
      ]),
    ).toEqual([
      { noun: 'person', id: ci.id },
      { noun: 'person', id: person.id, fields: person },
      { noun: 'configuration-item', id: ci.id, fields: ci },
    ]);
  });
});
