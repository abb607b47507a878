import { type Delegation, type DelegationRepository, Delegations } from '../../domain/delegation/delegation.ts';
import { readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { resourceRepository } from '../resource/resource-repository.ts';
import { delegationListRow, delegationRow } from './delegation-rows.ts';

export const delegationRepository = (records: Records): DelegationRepository => ({
  ...resourceRepository<Delegation>(records, Delegations, delegationRow),
  lists: async (people) => {
    const keys = [...new Set(people)].map((person) => delegationListRow.key({ person }));
    const found = keys.length === 0 ? [] : readRows(records, delegationListRow, await records.readMany(keys));
    return people.map((person) => found.find((list) => list.person === person) ?? { person, given: [], received: [], version: 0 });
  },
  saveList: delegationListRow.save,
});
