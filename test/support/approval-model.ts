import type { ApprovalRequest, ApproverGroup } from '../../shared/domain/approval/approval.ts';

/*
 * A plain model of P1, P2 and P3, written without the code that it checks: it tries every way of giving approvals to groups, and counts shares in
 * floating-point numbers with a tolerance. Its delegates are not asked themselves.
 */

export type Choice = 'approve' | 'reject' | 'abstain';
export interface ModelBallot {
  readonly person: string;
  readonly decision: Choice;
  readonly level: number;
}
/** A vote in the order in which votes are given. `by`: the delegate who gives it in place of the person. */
export type ModelVote = Omit<ModelBallot, 'level'> & { readonly by?: string | undefined };

export const shareOf = (needs: number | string): number | undefined => {
  if (typeof needs === 'number') return undefined;
  if (needs === 'all') return 1;
  if (needs.endsWith('%')) return Number(needs.slice(0, -1)) / 100;
  const [part = 1, whole = 1] = needs.split('/').map(Number);
  return part / whole;
};

/** Who counts for a group's share: those at submission who are there or have voted, less abstentions and voters of earlier levels. */
const counting = (group: ApproverGroup, ballots: readonly ModelBallot[], gone: readonly string[]): readonly string[] =>
  group.eligible.filter((person) => {
    const ballot = ballots.find((one) => one.person === person);
    return ballot ? ballot.level === group.level && ballot.decision !== 'abstain' : !gone.includes(person);
  });

const needed = (group: ApproverGroup, ballots: readonly ModelBallot[], gone: readonly string[]): number => {
  const part = shareOf(group.needs ?? group.quorum);
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
const levelOutcome = (request: ApprovalRequest, level: number, ballots: readonly ModelBallot[], gone: readonly string[]) => {
  const groups = request.groups.filter((group) => group.level === level);
  const wants = groups.map((group) => ({ from: counting(group, ballots, gone), count: needed(group, ballots, gone) }));
  const those = (choice: Choice) => ballots.filter((one) => one.level === level && one.decision === choice).map(({ person }) => person);
  const asked = [...new Set(request.groups.flatMap(({ eligible }) => eligible))];
  const undecided = asked.filter((one) => !gone.includes(one) && !ballots.some((ballot) => ballot.person === one));
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

/** Where the votes of a change stand. */
interface Drawn {
  readonly request: ApprovalRequest;
  readonly ballots: readonly ModelBallot[];
  /** The people who have voted as delegates. */
  readonly delegates: readonly string[];
  readonly gone: readonly string[];
  readonly level: number;
}

/** Whether the API takes this vote: the person is asked at this level, is there, and has not voted, and so for a delegate. */
const isTaken = ({ request, ballots, delegates, gone, level }: Drawn, { person, by }: Pick<ModelVote, 'person' | 'by'>): boolean =>
  request.groups.some((group) => group.level === level && group.eligible.includes(person)) &&
  !gone.includes(person) &&
  !ballots.some((ballot) => ballot.person === person) &&
  !(by !== undefined && (gone.includes(by) || delegates.includes(by)));

/** The state of a change after votes that are given one after the other. A vote that may not be given is left out, as the API refuses it. */
export const modelOutcome = (request: ApprovalRequest, votes: readonly ModelVote[], gone: readonly string[]) => {
  const [ballots, delegates]: [ModelBallot[], string[]] = [[], []];
  const last = Math.max(...request.groups.map(({ level }) => level));
  let [level, outcome] = [1, 'open'];
  for (const { person, decision, by } of votes) {
    if (outcome !== 'open' || !isTaken({ request, ballots, delegates, gone, level }, { person, by })) continue;
    if (by !== undefined) delegates.push(by);
    ballots.push({ person, decision, level });
    const found = levelOutcome(request, level, ballots, gone);
    if (found === 'complete' && level < last) level += 1;
    else outcome = found === 'complete' ? 'agreed' : found;
  }
  return { level, outcome, ballots };
};
