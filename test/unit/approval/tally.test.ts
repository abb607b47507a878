import { expect, it } from '@jest/globals';
import type { ApprovalRequest, ApproverGroup } from '../../../shared/domain/approval/approval.ts';
import { approvalsNeeded, canBeApproved, tally } from '../../../shared/domain/approval/tally.ts';
import { askingGroups } from '../../support/approvals.ts';

const requestOf = (...groups: readonly (Pick<ApproverGroup, 'eligible'> & Partial<ApproverGroup>)[]): ApprovalRequest =>
  askingGroups(...groups.map((group, at) => ({ group: `group-${at}`, name: `group ${at}`, ...group })));
const all = ['group-0', 'group-1'];
const vote = (person: string, decision: 'approve' | 'reject' | 'abstain' = 'approve', level = 1) => ({
  ...{ person, decision, level },
  groups: all,
});
const approvalsOf = (...people: readonly string[]) => people.map((person) => vote(person));
const trio = ['ann', 'bob', 'cyd'];

it('P1 a group with a quorum of two is satisfied by two of its members, and not by one', () => {
  const request = requestOf({ eligible: trio, quorum: 2 });

  expect(approvalsNeeded(request)).toBe(2);
  expect(tally(request, approvalsOf('ann'))).toEqual({ needed: 2, given: 1, level: 1, outcome: 'open' });
  expect(tally(request, approvalsOf('ann', 'cyd'))).toEqual({ needed: 2, given: 2, level: 1, outcome: 'agreed' });
});

it('P2 a person gives one approval, also if two groups ask for it or one group asks for two', () => {
  const request = requestOf({ eligible: ['ann', 'bob'], quorum: 2 }, { eligible: ['ann', 'cyd'] });

  expect(tally(request, approvalsOf('ann', 'bob'))).toMatchObject({ given: 2, outcome: 'open' });
  expect(tally(request, approvalsOf('ann', 'bob', 'cyd'))).toMatchObject({ given: 3, outcome: 'agreed' });
});

it('P1 a request cannot be approved if a group has fewer members than approvals to give', () => {
  expect(canBeApproved(requestOf({ eligible: ['ann'], quorum: 2 }))).toBe(false);
  expect(canBeApproved(requestOf({ eligible: ['ann', 'bob'], quorum: 2 }))).toBe(true);
});

it('P2 a request cannot be approved if a level needs the people who must decide at the level before', () => {
  const first = { eligible: ['ann', 'bob'], needs: 'all', quorum: 2 };

  expect(canBeApproved(requestOf(first, { eligible: ['bob'], level: 2 }))).toBe(false);
  expect(canBeApproved(requestOf(first, { eligible: ['bob', 'cyd'], level: 2 }))).toBe(true);
  // A share of those who have not decided yet may be one person.
  expect(canBeApproved(requestOf(first, { eligible: trio, level: 2, needs: 'all', quorum: 3 }))).toBe(true);
});

it.each([
  ['any', 1, 'rejected'],
  ['unreachable', 1, 'open'],
  ['unreachable', 2, 'rejected'],
] as const)('P1 of three who are asked for two approvals, with `%s`, %i who reject leave it %s', (rejectWhen, rejections, outcome) => {
  const request = { ...requestOf({ eligible: trio, quorum: 2 }), rejectWhen };
  const votes = trio.slice(0, rejections).map((person) => vote(person, 'reject'));

  expect(tally(request, votes).outcome).toBe(outcome);
});

it('P1 a mandatory member must approve, and their rejection rejects under either rule', () => {
  const request: ApprovalRequest = { ...requestOf({ eligible: trio, needs: 1, mandatory: ['cyd'] }), rejectWhen: 'unreachable' };

  expect(tally(request, approvalsOf('ann', 'bob'))).toMatchObject({ needed: 1, given: 1, outcome: 'open' });
  expect(tally(request, approvalsOf('ann', 'cyd')).outcome).toBe('agreed');
  expect(tally(request, [vote('ann'), vote('cyd', 'reject')]).outcome).toBe('rejected');
});

it('P2 who abstains leaves those of whom a share is needed, and if all abstain nobody has approved', () => {
  const request = requestOf({ eligible: [...trio, 'dan'], needs: '50%', quorum: 2 });

  expect(tally(request, [vote('ann', 'abstain'), vote('bob', 'abstain'), vote('cyd')])).toMatchObject({ needed: 1, outcome: 'agreed' });
  expect(
    tally(
      request,
      [...trio, 'dan'].map((person) => vote(person, 'abstain')),
    ),
  ).toEqual({
    ...{ needed: 1, given: 0, level: 1, outcome: 'open' },
  });
});

it('P7 who has left without a decision is not waited for, and an approval of somebody who left later counts', () => {
  const request = requestOf({ eligible: trio, needs: 'all', quorum: 3 });
  const departures = new Map([['group-0', new Set(['ann', 'cyd'])]]);

  expect(tally(request, approvalsOf('ann'), { departures })).toMatchObject({ needed: 2, given: 1, outcome: 'open' });
  expect(tally(request, approvalsOf('ann', 'bob'), { departures })).toMatchObject({ needed: 2, given: 2, outcome: 'agreed' });
});

it('P1 P2 the second level is asked when the first is complete, and who decided at the first does not count for it', () => {
  const request = requestOf({ eligible: ['ann', 'bob'] }, { eligible: trio, level: 2, needs: 'all', quorum: 3 });

  expect(tally(request, [])).toMatchObject({ needed: 4, given: 0, level: 1, outcome: 'open' });
  expect(tally(request, approvalsOf('ann'))).toEqual({ needed: 3, given: 1, level: 2, outcome: 'open' });
  const second = [vote('ann'), vote('bob', 'approve', 2), vote('cyd', 'approve', 2)];
  expect(tally(request, second, { asked: 2 })).toEqual({ needed: 3, given: 3, level: 2, outcome: 'agreed' });
});

it('P1 a level that was complete stays complete when somebody comes back', () => {
  const request = requestOf({ eligible: trio, needs: 'all', quorum: 3 }, { eligible: ['dan'], level: 2 });

  expect(tally(request, [...approvalsOf('ann', 'bob'), vote('dan', 'approve', 2)], { asked: 2 })).toMatchObject({ outcome: 'agreed' });
});

it('P1 a request that asks nobody is approved', () => {
  expect(tally(requestOf(), [])).toEqual({ needed: 0, given: 0, level: 1, outcome: 'agreed' });
});
