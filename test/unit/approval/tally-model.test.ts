import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApprovalRequest, ApproverGroup } from '../../../shared/domain/approval/approval.ts';
import { tally } from '../../../shared/domain/approval/tally.ts';
import { askingGroups } from '../../support/approvals.ts';

/**
 * A plain model of P1 and P2, written without the code that it checks: it tries every way of giving approvals to groups, and counts shares in
 * floating-point numbers with a tolerance. People have the names a to f.
 */
const people = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
type Choice = 'approve' | 'reject' | 'abstain';
interface Ballot {
  readonly person: string;
  readonly decision: Choice;
  readonly level: number;
}

const share = (needs: number | string): number | undefined => {
  if (typeof needs === 'number') return undefined;
  if (needs === 'all') return 1;
  if (needs.endsWith('%')) return Number(needs.slice(0, -1)) / 100;
  const [part = 1, whole = 1] = needs.split('/').map(Number);
  return part / whole;
};

/** Who counts for a group's share: those at submission who are there or have voted, less abstentions and voters of earlier levels. */
const counting = (group: ApproverGroup, ballots: readonly Ballot[], gone: readonly string[]): readonly string[] =>
  group.eligible.filter((person) => {
    const ballot = ballots.find((one) => one.person === person);
    return ballot ? ballot.level === group.level && ballot.decision !== 'abstain' : !gone.includes(person);
  });

const needed = (group: ApproverGroup, ballots: readonly Ballot[], gone: readonly string[]): number => {
  const part = share(group.needs ?? group.quorum);
  if (part === undefined) return Number(group.needs);
  return Math.max(1, Math.ceil(counting(group, ballots, gone).length * part - 1e-9));
};

/** Whether these people can give all groups what they need, each of them to one group only: by trying everything. */
const canServe = (wants: readonly { readonly from: readonly string[]; readonly count: number }[], free: readonly string[]): boolean => {
  const [want, ...rest] = wants;
  if (!want) return true;
  if (want.count === 0) return canServe(rest, free);
  return free.some(
    (person) =>
      want.from.includes(person) &&
      canServe(
        [{ ...want, count: want.count - 1 }, ...rest],
        free.filter((other) => other !== person),
      ),
  );
};

/** What one level has come to after these votes. */
const levelOutcome = (request: ApprovalRequest, level: number, ballots: readonly Ballot[], gone: readonly string[]) => {
  const groups = request.groups.filter((group) => group.level === level);
  const wants = groups.map((group) => ({ from: counting(group, ballots, gone), count: needed(group, ballots, gone) }));
  const those = (choice: Choice) => ballots.filter((one) => one.level === level && one.decision === choice).map(({ person }) => person);
  const undecided = people.filter((one) => !gone.includes(one) && !ballots.some((ballot) => ballot.person === one));
  const mandatory = groups.flatMap((group) => group.mandatory ?? []);
  const [rejections, approvals] = [those('reject'), those('approve')];
  const rejects = [
    request.rejectWhen === 'any',
    rejections.some((one) => mandatory.includes(one)),
    !canServe(wants, [...approvals, ...undecided]),
  ];
  if (rejections.length > 0 && rejects.includes(true)) return 'rejected';
  return canServe(wants, approvals) && mandatory.every((one) => approvals.includes(one)) ? 'complete' : 'open';
};

/** The state of a change after votes that are given one after the other. A vote that may not be given is left out, as the API refuses it. */
const model = (request: ApprovalRequest, votes: readonly Omit<Ballot, 'level'>[], gone: readonly string[]) => {
  const ballots: Ballot[] = [];
  const last = Math.max(...request.groups.map(({ level }) => level));
  let [level, outcome] = [1, 'open'];
  for (const { person, decision } of votes) {
    const isAsked = request.groups.some((group) => group.level === level && group.eligible.includes(person));
    const hasVoted = ballots.some((ballot) => ballot.person === person);
    if (outcome !== 'open' || !isAsked || gone.includes(person) || hasVoted) continue;
    ballots.push({ person, decision, level });
    const found = levelOutcome(request, level, ballots, gone);
    if (found === 'complete' && level < last) level += 1;
    else outcome = found === 'complete' ? 'agreed' : found;
  }
  return { level, outcome, ballots };
};

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
        const quorum = typeof one.needs === 'number' ? one.needs : Math.max(1, Math.ceil(eligible.length * (share(one.needs) ?? 1) - 1e-9));
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
const counted = (request: ApprovalRequest, votes: readonly Omit<Ballot, 'level'>[], gone: readonly string[]) => {
  const departures = new Map(request.groups.map(({ group }) => [group, new Set(gone)]));
  const ballots: (Ballot & { readonly groups: readonly string[] })[] = [];
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
      const expected = model(request, votes, gone);
      outcomes.set(`${expected.outcome} at ${expected.level}`, (outcomes.get(`${expected.outcome} at ${expected.level}`) ?? 0) + 1);
      expect(counted(request, votes, gone)).toEqual(expected);
    }),
    { numRuns: 3_000 },
  );
  // The draws reach every outcome, also at the second level.
  for (const reached of ['open at 1', 'rejected at 1', 'agreed at 1', 'open at 2', 'rejected at 2', 'agreed at 2'])
    expect([reached, (outcomes.get(reached) ?? 0) > 5]).toEqual([reached, true]);
});
