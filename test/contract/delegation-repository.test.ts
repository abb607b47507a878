import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { delegationRepository } from '../../shared/data/delegation/delegation-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import type { Delegation, DelegationRepository } from '../../shared/domain/delegation/delegation.ts';
import { delisted, listed } from '../../shared/domain/delegation/delegation-list.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { allPages } from '../support/paging.ts';

const at = '2026-11-24T02:00:00.000Z';
const [start, end] = ['2026-12-01T00:00:00.000Z', '2026-12-15T00:00:00.000Z'];
const aDelegation = (from: string, to: string): Delegation => ({
  ...{ id: uuidv7(), version: 1, createdAt: at, updatedAt: at, from, to, by: from, start, end },
});

describe.each(recordsKinds)('the delegations on %s', (_, open) => {
  let records: Records;
  let delegations: DelegationRepository;
  beforeAll(async () => {
    records = await open();
    delegations = delegationRepository(records);
  });
  /** Stores a delegation with the lists of its two people, as the API does. */
  const give = async (from: string, to: string): Promise<Delegation> => {
    const delegation = aDelegation(from, to);
    const lists = await delegations.lists([from, to]);
    await records.commit([...delegations.save(delegation), ...lists.map((list) => delegations.saveList(listed(list, delegation, at)))]);
    return delegation;
  };

  it('T2 a delegation is read as it was saved, is changed only on the version that was read, and is gone when it was removed', async () => {
    const delegation = await give(uuidv7(), uuidv7());
    expect(await delegations.get(delegation.id)).toEqual(delegation);

    const next = { ...delegation, version: 2, reason: 'holiday' };
    await records.commit(delegations.save(next, delegation));
    await expect(records.commit(delegations.save({ ...next, end: start }, delegation))).rejects.toBeStaleWrite();
    expect(await delegations.find(delegation.id)).toEqual(next);

    await records.commit(delegations.remove(next, at));
    expect(await delegations.find(delegation.id)).toBeUndefined();
    await expect(delegations.get(delegation.id)).rejects.toBeDomainError('delegation/not-found');
  });

  it('P3 one read finds the lists of many people in their order; a person without delegations has an empty one', async () => {
    const [anna, abe, ada] = [uuidv7(), uuidv7(), uuidv7()];
    const [first, second] = [await give(anna, abe), await give(ada, abe)];
    const entry = ({ id }: Delegation, person: string) => ({ id, person, start, end });

    expect(await delegations.lists([abe, uuidv7(), anna, abe])).toEqual([
      { person: abe, given: [], received: [entry(first, anna), entry(second, ada)], version: 2 },
      { person: expect.any(String), given: [], received: [], version: 0 },
      { person: anna, given: [entry(first, abe)], received: [], version: 1 },
      { person: abe, given: [], received: [entry(first, anna), entry(second, ada)], version: 2 },
    ]);
    expect(await delegations.lists([])).toEqual([]);
  });

  it('P3 two delegations to one person at the same moment: the second one is made on the list of the first', async () => {
    const [anna, abe] = [uuidv7(), uuidv7()];
    const [before] = await delegations.lists([abe]);
    if (!before) throw new Error('there is no list');
    const delegation = await give(anna, abe);

    await expect(records.commit([delegations.saveList(listed(before, aDelegation(uuidv7(), abe), at))])).rejects.toBeStaleWrite();
    const [after] = await delegations.lists([abe]);
    await records.commit([delegations.saveList(delisted(after ?? before, delegation.id, at))]);
    expect(await delegations.lists([abe])).toEqual([{ person: abe, given: [], received: [], version: 2 }]);
  });

  it('I4 delegations are listed in the order of creation, page by page', async () => {
    const before = (await allPages((from) => delegations.page({ limit: 50, ...from }))).flat().length;
    const made = [await give(uuidv7(), uuidv7()), await give(uuidv7(), uuidv7())];

    const pages = await allPages((from) => delegations.page({ limit: 2, ...from }));
    expect(pages.flat().slice(before)).toEqual(made);
  });
});
