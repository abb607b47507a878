import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { changeRepository } from '../../shared/data/change/change-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import type { Approval } from '../../shared/domain/approval/approval.ts';
import type { ChangeRepository } from '../../shared/domain/change/change-repository.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

const aDecision = (overrides: Pick<Approval, 'change' | 'person'> & Partial<Approval>): Approval => ({
  ...{
    id: uuidv7(),
    version: 1,
    revision: 1,
    level: 1,
    decision: 'approve',
    decidedAt: '2026-11-24T03:00:00.000Z',
    groups: [],
    digest: 'd',
  },
  ...overrides,
});

describe.each(recordsKinds)('the decisions on changes on %s', (_, open) => {
  let records: Records;
  let changes: ChangeRepository;
  beforeAll(async () => {
    records = await open();
    changes = changeRepository(records);
  });

  it('P7 a person decides once on each revision', async () => {
    const [change, ada, bob] = [uuidv7(), uuidv7(), uuidv7()];
    await records.commit([changes.saveDecision(aDecision({ change, person: ada }))]);

    const again = records.commit([changes.saveDecision(aDecision({ change, person: ada, decision: 'reject' }))]);
    await expect(again).rejects.toBeStaleWrite();
    const [bobs, eleventh] = [aDecision({ change, person: bob, reason: 'fine' }), aDecision({ change, person: ada, revision: 11 })];
    await records.commit([changes.saveDecision(bobs), changes.saveDecision(eleventh)]);

    const first = await changes.decisions(change, 1);
    expect(first.map(({ person, decision }) => [person, decision])).toEqual([ada, bob].map((person) => [person, 'approve']));
    expect(first[1]).toEqual(bobs);
    expect(await changes.decisions(change, 11)).toEqual([eleventh]);
    expect(await changes.decisions(change, 2)).toEqual([]);
  });

  it('P7 a withdrawn decision is kept, counts no more, and can be given again', async () => {
    const [change, ada] = [uuidv7(), uuidv7()];
    const [first, second] = [aDecision({ change, person: ada }), aDecision({ change, person: ada, version: 3, decision: 'reject' })];
    const withdrawn = { at: first.decidedAt, by: `person:${ada}`, reason: 'too early' };
    await records.commit([changes.saveDecision(first)]);

    await records.commit([...changes.withdrawDecision(first, withdrawn)]);
    expect([await changes.decisions(change, 1), await changes.deciders(change, 1)]).toEqual([[], []]);
    await expect(records.commit([...changes.withdrawDecision(first, withdrawn)])).rejects.toBeStaleWrite();
    await records.commit([changes.saveDecision(second)]);

    expect([await changes.decisions(change, 1), await changes.deciders(change, 1)]).toEqual([[second], [ada]]);
    expect(await changes.withdrawnDecisions(change, 1)).toEqual([{ ...first, withdrawn }]);
  });
});
