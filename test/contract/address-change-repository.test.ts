import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { addressChangeRepository } from '../../shared/data/person/address-change-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import { personRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import type { AddressChange, AddressChangeRepository } from '../../shared/domain/person/address-change.ts';
import { People, type Person } from '../../shared/domain/person/person.ts';
import { aPerson } from '../support/approvals.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

const anAddressChange = (person: string): AddressChange => ({
  ...{ id: uuidv7(), person, former: 'old@quiesce.test', current: 'new@quiesce.test', changedAt: '2026-11-24T02:00:00.000Z', version: 1 },
});

describe.each(recordsKinds)('the repository of address changes on %s', (_, open) => {
  let records: Records;
  let addressChanges: AddressChangeRepository;
  beforeAll(async () => {
    records = await open();
    addressChanges = addressChangeRepository(records);
  });

  it('P6 each address change is kept with both addresses, apart from the person', async () => {
    const ada = aPerson(uuidv7(), 'Ada');
    const people = resourceRepository<Person>(records, People, personRow);
    const [one, other] = [anAddressChange(ada.id), { ...anAddressChange(ada.id), current: 'newer@quiesce.test' }];
    await records.commit([...people.save(ada), ...[one, other].map(addressChanges.save)]);

    expect(await addressChanges.find(ada.id, one.id)).toEqual(one);
    expect(await addressChanges.find(ada.id, other.id)).toEqual(other);
    expect(await addressChanges.find(uuidv7(), one.id)).toBeUndefined();
    expect(await people.get(ada.id)).toEqual(ada);
  });

  it('P6 an address change is marked as notified only once', async () => {
    const change = anAddressChange(uuidv7());
    const notified = { ...change, version: 2, toldAt: '2026-11-24T02:01:00.000Z' };
    await records.commit([addressChanges.save(change)]);
    await records.commit([addressChanges.save(notified)]);

    await expect(records.commit([addressChanges.save({ ...notified, toldAt: '2026-11-24T02:02:00.000Z' })])).rejects.toBeStaleWrite();
    await expect(records.commit([addressChanges.save(change)])).rejects.toBeStaleWrite();

    expect(await addressChanges.find(change.person, change.id)).toEqual(notified);
  });
});
