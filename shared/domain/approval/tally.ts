import { type Approval, type ApprovalRequest, type ApproverGroup, deciderIn } from './approval.ts';
import { levelsIn } from './level.ts';
import { isShare, neededOf } from './needs.ts';

type CastVote = Pick<Approval, 'person' | 'for' | 'decision' | 'groups' | 'level'>;
/** A vote, by the person whose decision it is. `by`: the delegate who gave it. */
type Vote = Omit<CastVote, 'for'> & { readonly by?: string };
type Ballot = Pick<Approval, 'person' | 'groups'>;

/** The people who have left, by the id of the group that they left. */
export type Departures = ReadonlyMap<string, ReadonlySet<string>>;

/** A group with the members who count for its quorum now, and how many of them have to approve. */
interface Electorate {
  readonly group: ApproverGroup;
  readonly people: readonly string[];
  readonly needed: number;
}

/** The approvals that groups need. A group is listed as often as it has to approve. */
const placesOf = (electorates: readonly Electorate[]): readonly Electorate[] =>
  electorates.flatMap((electorate) => Array.from({ length: electorate.needed }, () => electorate));

/**
 * How many of the approvals are given, where each person gives only one (P2). This is the size of the maximum matching of approvers to the
 * approvals for which they count, computed with augmenting paths (Kuhn's algorithm).
 */
const matched = (electorates: readonly Electorate[], ballots: readonly Ballot[]): number => {
  const places = placesOf(electorates);
  const counts = (person: string, group: string): boolean =>
    ballots.some((ballot) => ballot.person === person && ballot.groups.includes(group));
  const byPerson = new Map<string, number>();
  const assign = (at: number, tried: Set<string>): boolean => {
    const place = places[at];
    for (const person of place?.people ?? []) {
      if (!place || !counts(person, place.group.group) || tried.has(person)) continue;
      tried.add(person);
      const taken = byPerson.get(person);
      if (taken !== undefined && !assign(taken, tried)) continue;
      byPerson.set(person, at);
      return true;
    }
    return false;
  };
  return places.filter((_, at) => assign(at, new Set())).length;
};

const quorumOf = ({ needs, quorum }: ApproverGroup, people: number): number => neededOf(needs ?? quorum, people);

/** How many approvals a request needs: the sum over the groups that are asked (P1). */
export const approvalsNeeded = ({ groups }: Pick<ApprovalRequest, 'groups'>): number => groups.reduce((sum, { quorum }) => sum + quorum, 0);

/**
 * Whether a request has enough approvals if everyone approves who may decide, each person at one level only. At a later level, a share may
 * become as little as one approval, because those who decided before do not count for it.
 */
export const canBeApproved = ({ groups }: Pick<ApprovalRequest, 'groups'>): boolean => {
  const [first] = levelsIn(groups);
  const electorates = groups.map((group): Electorate => {
    const needed = group.level !== first && group.needs !== undefined && isShare(group.needs) ? 1 : group.quorum;
    return { group, people: group.eligible, needed };
  });
  const everyone = electorates.flatMap(({ group, people }) => people.map((person) => ({ person, groups: [group.group] })));
  return matched(electorates, everyone) === placesOf(electorates).length && groups.every(hasMandatory);
};

const hasMandatory = ({ mandatory = [], eligible }: ApproverGroup): boolean => mandatory.every((person) => eligible.includes(person));

/** The votes of a level, and what counts for it. */
interface LevelCount {
  readonly needed: number;
  readonly given: number;
  readonly outcome: 'open' | 'complete' | 'rejected';
}

interface Count {
  readonly groups: readonly ApproverGroup[];
  readonly votes: readonly Vote[];
  readonly rejectWhen: ApprovalRequest['rejectWhen'];
  readonly departures: Departures;
}

/** Whether a person decided at an earlier level as a delegate of somebody else. */
const decidedEarlier = (votes: readonly Vote[], group: ApproverGroup, person: string): boolean =>
  votes.some(({ by, level }) => by === person && level < group.level);

/**
 * The members of a group who count for its quorum at its level (P2): those at submission, less who decided at an earlier level, who abstained,
 * and who has left without a decision.
 */
const electorateOf = (group: ApproverGroup, votes: readonly Vote[], departures: Departures): Electorate => {
  const left = departures.get(group.group);
  const people = group.eligible.filter((person) => {
    const vote = votes.find((one) => one.person === person);
    if (!vote) return !left?.has(person) && !decidedEarlier(votes, group, person);
    return vote.level === group.level && vote.decision !== 'abstain';
  });
  return { group, people, needed: quorumOf(group, people.length) };
};

/** Whether the approvals that are still possible are too few, after somebody has rejected. */
const isUnreachable = (electorates: readonly Electorate[], votes: readonly Vote[], places: number): boolean => {
  const possible = electorates.flatMap(({ group, people }) =>
    people
      .filter((person) => !votes.some((vote) => vote.person === person || vote.by === person))
      .map((person): Ballot => ({ person, groups: [group.group] })),
  );
  return matched(electorates, [...possible, ...votes.filter(({ decision }) => decision === 'approve')]) < places;
};

const countLevel = (level: number, { groups, votes, rejectWhen, departures }: Count): LevelCount => {
  const electorates = groups.filter((group) => group.level === level).map((group) => electorateOf(group, votes, departures));
  const cast = votes.filter((vote) => vote.level === level);
  const approvals = cast.filter(({ decision }) => decision === 'approve');
  const rejections = cast.filter(({ decision }) => decision === 'reject');
  const needed = placesOf(electorates).length;
  const given = matched(electorates, approvals);
  const mandatory = electorates.flatMap(({ group }) => group.mandatory ?? []);
  const isRejected =
    rejections.length > 0 &&
    (rejectWhen === 'any' || rejections.some(({ person }) => mandatory.includes(person)) || isUnreachable(electorates, cast, needed));
  if (isRejected) return { needed, given, outcome: 'rejected' };
  const isComplete = given === needed && mandatory.every((one) => approvals.some(({ person }) => person === one));
  return { needed, given, outcome: isComplete ? 'complete' : 'open' };
};

/** The result of the votes so far. `level`: the level that is asked next, or the last one. */
export interface Tally {
  readonly needed: number;
  readonly given: number;
  readonly level: number;
  readonly outcome: 'open' | 'agreed' | 'rejected';
}

/**
 * Counts the votes of a request (P1, P2). A vote of a delegate counts for the person who delegated, and uses up the delegate's own (P3). Levels before `asked` are complete and stay so. A rejection at the level that is asked rejects the
 * request if the policy says so, if the person is mandatory, or if the quorum cannot be reached any more. Without a rejection, a quorum that
 * cannot be reached stays open until the deadline.
 */
export const tally = (
  { groups, rejectWhen }: ApprovalRequest,
  cast: readonly CastVote[],
  { asked = 1, departures = new Map() }: { readonly asked?: number; readonly departures?: Departures } = {},
): Tally => {
  const votes = cast.map((vote): Vote => (vote.for === undefined ? vote : { ...vote, person: deciderIn(vote), by: vote.person }));
  const levels = levelsIn(groups);
  const counts = levels.map((level): LevelCount => {
    const count = countLevel(level, { groups, votes, rejectWhen, departures });
    return level < asked ? { needed: count.given, given: count.given, outcome: 'complete' } : count;
  });
  const next = counts.findIndex(({ outcome }) => outcome !== 'complete');
  const outcomes = { open: 'open', rejected: 'rejected', complete: 'agreed' } as const;
  return {
    needed: counts.reduce((sum, { needed }) => sum + needed, 0),
    given: counts.reduce((sum, { given }) => sum + given, 0),
    level: levels[next] ?? levels.at(-1) ?? 1,
    outcome: outcomes[counts[next]?.outcome ?? 'complete'],
  };
};
