import { expect, it } from '@jest/globals';
import type { ApproverGroup } from '../../../shared/domain/approval/approval.ts';
import { approvalPolicy } from '../../../shared/domain/approval/policy.ts';
import { approvalsNeeded, canBeApproved, tally } from '../../../shared/domain/approval/tally.ts';
import { riskOf } from '../../../shared/domain/change/risk.ts';
import { changeDesk } from '../../support/changes.ts';

const requestOf = (...groups: readonly Pick<ApproverGroup, 'eligible' | 'quorum'>[]) => ({
  policy: 'default',
  policyVersion: 1,
  groups: groups.map((group, at) => ({ group: `group-${at}`, name: `group ${at}`, ...group })),
});
const approvalsOf = (...people: readonly string[]) =>
  people.map((person) => ({ person, decision: 'approve' as const, groups: ['group-0', 'group-1'] }));

it('P1 a group with a quorum of two is satisfied by two of its members, and not by one', () => {
  const request = requestOf({ eligible: ['ann', 'bob', 'cyd'], quorum: 2 });

  expect(approvalsNeeded(request)).toBe(2);
  expect(tally(request, approvalsOf('ann'))).toEqual({ given: 1, outcome: 'open' });
  expect(tally(request, approvalsOf('ann', 'cyd'))).toEqual({ given: 2, outcome: 'agreed' });
});

it('P2 a person gives one approval, also if two groups ask for it or one group asks for two', () => {
  const request = requestOf({ eligible: ['ann', 'bob'], quorum: 2 }, { eligible: ['ann', 'cyd'], quorum: 1 });

  expect(tally(request, approvalsOf('ann', 'bob'))).toEqual({ given: 2, outcome: 'open' });
  expect(tally(request, approvalsOf('ann', 'bob', 'cyd'))).toEqual({ given: 3, outcome: 'agreed' });
});

it('P1 a request cannot be approved if a group has fewer members than approvals to give', () => {
  expect(canBeApproved(requestOf({ eligible: ['ann'], quorum: 2 }))).toBe(false);
  expect(canBeApproved(requestOf({ eligible: ['ann', 'bob'], quorum: 2 }))).toBe(true);
});

it('P1 a submitted change keeps the policy and the quorum of its risk', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  const { name, version, quorum } = approvalPolicy;
  const risk = riskOf(await desk.world.configurationItems.findMany(change.items));

  expect(change.risk).toBe(risk);
  expect(change.pinned).toMatchObject({ policy: name, policyVersion: version, groups: [{ quorum: quorum[risk] }] });
});
