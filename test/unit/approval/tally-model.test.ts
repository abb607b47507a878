import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApprovalRequest } from '../../../shared/domain/approval/approval.ts';
import { tally } from '../../../shared/domain/approval/tally.ts';
import { type Choice, type ModelBallot, modelOutcome, shareOf } from '../../support/approval-model.ts';
import { askingGroups } from '../../support/approvals.ts';

const people = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

const needs = fc.oneof(
  fc.integer({ min: 1, max: 3 }),
  fc.constantFrom('all', '1%', '34%', '50%', '67%', '100%', '1/3', '1/2', '2/3', '3/3'),
);
const someone = fc.subarray([...people], { minLength: 1 });
const level = fc.record({ needs, groups: fc.array(someone, { minLength: 1, maxLength: 2 }), isMandatory: fc.boolean() });

const requests = fc
  .record({ rejectWhen: fc.constantFrom('any' as const, 'unreachable' as const), levels: fc.array(level, { minLength: 1, maxLength: 3 }) })
  .map(({ rejectWhen, levels }): ApprovalRequest => {
    const groups = levels.flatMap((one, at) =>
      one.groups.map((eligible, place) => {
        const quorum =
          typeof one.needs === 'number' ? one.needs : Math.max(1, Math.ceil(eligible.length * (shareOf(one.needs) ?? 1) - 1e-9));
        const mandatory = one.isMandatory && one.groups.length === 1 ? { mandatory: eligible.slice(0, 1) } : {};
        return { group: `${at}-${place}`, name: `${at}-${place}`, eligible, needs: one.needs, quorum, level: at + 1, ...mandatory };
      }),
    );
    return { ...askingGroups(...groups), rejectWhen };
  });

const votesInOrder = fc
  .tuple(
    fc.shuffledSubarray([...people], { minLength: 3 }),
    fc.array(fc.constantFrom<Choice>('approve', 'approve', 'approve', 'approve', 'reject', 'abstain'), { minLength: 6, maxLength: 6 }),
  )
  .map(([voters, choices]) => voters.map((person, at) => ({ person, decision: choices[at] ?? 'approve' })));

/** The same votes counted by the code, as `decideOnChange` counts them: it keeps the level that is asked. */
const counted = (request: ApprovalRequest, votes: readonly Omit<ModelBallot, 'level'>[], gone: readonly string[]) => {
  const departures = new Map(request.groups.map(({ group }) => [group, new Set(gone)]));
  const ballots: (ModelBallot & { readonly groups: readonly string[] })[] = [];
  let state = { level: 1, outcome: 'open' };
  for (const { person, decision } of votes) {
    const groups = request.groups.filter((group) => group.level === state.level && group.eligible.includes(person));
    const mayVote = groups.length > 0 && !gone.includes(person);
    if (state.outcome !== 'open' || !mayVote || ballots.some((ballot) => ballot.person === person)) continue;
    ballots.push({ person, decision, level: state.level, groups: groups.map(({ group }) => group) });
    const { level: next, outcome } = tally(request, ballots, { asked: state.level, departures });
    state = { level: next, outcome };
  }
  return { ...state, ballots: ballots.map(({ groups, ...ballot }) => ballot) };
};

it('P1 P2 random levels, departures and votes in any order end as in the plain model', () => {
  const outcomes = new Map<string, number>();
  fc.assert(
    fc.property(requests, votesInOrder, fc.subarray([...people], { maxLength: 2 }), (request, votes, gone) => {
      const expected = modelOutcome(request, votes, gone);
      outcomes.set(`${expected.outcome} at ${expected.level}`, (outcomes.get(`${expected.outcome} at ${expected.level}`) ?? 0) + 1);
      expect(counted(request, votes, gone)).toEqual(expected);
    }),
    { numRuns: 3_000 },
  );
  // The draws reach every outcome, also at the second level.
  for (const reached of ['open at 1', 'rejected at 1', 'agreed at 1', 'open at 2', 'rejected at 2', 'agreed at 2'])
    expect([reached, (outcomes.get(reached) ?? 0) > 5]).toEqual([reached, true]);
});
