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
/**
 * What happens between votes, at one act a minute. A delegation begins `after` so many acts and holds for `lasts` acts; revoking ends all of them
 * between the two. `goes`: out of the organization.
 */
export type ModelEvent =
  | { readonly happens: 'goes'; readonly person: string }
  | { readonly happens: 'leaves' | 'joins'; readonly person: string; readonly group: string }
  | { readonly happens: 'delegates'; readonly person: string; readonly to: string; readonly after: number; readonly lasts: number }
  | { readonly happens: 'revokes'; readonly person: string; readonly to: string };
export type ModelAct = ModelVote | ModelEvent;

export const shareOf = (needs: number | string): number | undefined => {
  if (typeof needs === 'number') return undefined;
  if (needs === 'all') return 1;
  if (needs.endsWith('%')) return Number(needs.slice(0, -1)) / 100;
  const [part = 1, whole = 1] = needs.split('/').map(Number);
  return part / whole;
};

/** Who is away: gone from the organization, or out of a group. Somebody who joins a group after the submission is not in its list. */
interface Absence {
  readonly gone: readonly string[];
  readonly left: readonly { readonly person: string; readonly group: string }[];
}

const absenceAfter = ({ gone, left }: Absence, event: ModelEvent): Absence => {
  if (event.happens === 'goes') return { gone: [...gone, event.person], left };
  if (event.happens === 'leaves') return { gone, left: [...left, event] };
  if (event.happens !== 'joins') return { gone, left };
  return { gone, left: left.filter(({ person, group }) => person !== event.person || group !== event.group) };
};

/** Whether a person was asked in a group and still belongs to it. */
const isIn = ({ gone, left }: Absence, person: string, { group, eligible }: ApproverGroup): boolean =>
  eligible.includes(person) && !gone.includes(person) && !left.some((one) => one.person === person && one.group === group);

/** Who counts for a group's share: those at submission who are there or have voted, less abstentions and voters of earlier levels. */
const counting = (group: ApproverGroup, ballots: readonly ModelBallot[], absence: Absence): readonly string[] =>
  group.eligible.filter((person) => {
    const ballot = ballots.find((one) => one.person === person);
    return ballot ? ballot.level === group.level && ballot.decision !== 'abstain' : isIn(absence, person, group);
  });

const needed = (group: ApproverGroup, ballots: readonly ModelBallot[], absence: Absence): number => {
  const part = shareOf(group.needs ?? group.quorum);
  if (part === undefined) return Number(group.needs);
  return Math.max(1, Math.ceil(counting(group, ballots, absence).length * part - 1e-9));
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
const levelOutcome = (request: ApprovalRequest, level: number, ballots: readonly ModelBallot[], absence: Absence) => {
  const groups = request.groups.filter((group) => group.level === level);
  const wants = groups.map((group) => ({ from: counting(group, ballots, absence), count: needed(group, ballots, absence) }));
  const those = (choice: Choice) => ballots.filter((one) => one.level === level && one.decision === choice).map(({ person }) => person);
  const asked = [...new Set(request.groups.flatMap(({ eligible }) => eligible))];
  const undecided = asked.filter((one) => !ballots.some((ballot) => ballot.person === one));
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

/** A delegation, with the acts from which and until which it holds. */
interface ModelDelegation {
  readonly from: string;
  readonly to: string;
  readonly start: number;
  readonly end: number;
}

/** Where a change and its people stand. */
interface Standing {
  readonly level: number;
  readonly outcome: 'open' | 'rejected' | 'agreed';
  readonly ballots: readonly ModelBallot[];
  /** The people who have voted as delegates. */
  readonly delegates: readonly string[];
  readonly delegations: readonly ModelDelegation[];
  readonly absence: Absence;
}

/** Whether the API takes a vote of this person: they are asked at this level, still belong to the group, and have not voted. */
const isTaken = (request: ApprovalRequest, { ballots, absence, level }: Standing, person: string): boolean =>
  request.groups.some((group) => group.level === level && isIn(absence, person, group)) &&
  !ballots.some((ballot) => ballot.person === person);

/** Whether a delegate may vote at this act: there, by a delegation that holds, and as a delegate for the first time. */
const mayStandIn = ({ delegates, delegations, absence }: Standing, { person, by }: ModelVote, at: number): boolean =>
  by === undefined ||
  (!absence.gone.includes(by) &&
    !delegates.includes(by) &&
    delegations.some(({ from, to, start, end }) => from === person && to === by && start <= at && at < end));

/** The delegations after an event at this act. */
const delegationsAfter = (delegations: readonly ModelDelegation[], event: ModelEvent, at: number): readonly ModelDelegation[] => {
  if (event.happens === 'delegates') {
    const start = at + event.after;
    return [...delegations, { from: event.person, to: event.to, start, end: start + event.lasts }];
  }
  if (event.happens !== 'revokes') return delegations;
  return delegations.filter(({ from, to }) => from !== event.person || to !== event.to);
};

const afterVote = (request: ApprovalRequest, before: Standing, { person, decision, by }: ModelVote): Standing => {
  const { level, absence } = before;
  const delegates = by === undefined ? before.delegates : [...before.delegates, by];
  const ballots = [...before.ballots, { person, decision, level }];
  const found = levelOutcome(request, level, ballots, absence);
  const isLast = level === Math.max(...request.groups.map((group) => group.level));
  if (found !== 'complete') return { ...before, delegates, ballots, outcome: found };
  return { ...before, delegates, ballots, ...(isLast ? { outcome: 'agreed' } : { level: level + 1 }) };
};

const afterAct = (request: ApprovalRequest, before: Standing, act: ModelAct, at: number): Standing => {
  if ('happens' in act) {
    const { absence, delegations } = before;
    return { ...before, absence: absenceAfter(absence, act), delegations: delegationsAfter(delegations, act, at) };
  }
  const isCounted = before.outcome === 'open' && mayStandIn(before, act, at) && isTaken(request, before, act.person);
  return isCounted ? afterVote(request, before, act) : before;
};

/**
 * The state of a change after acts that follow one another. Votes are counted when one is given, and one that was given stays whoever leaves
 * afterwards. A vote that may not be given is left out, as the API refuses it.
 */
export const modelOutcome = (request: ApprovalRequest, acts: readonly ModelAct[], gone: readonly string[] = []) => {
  const start: Standing = { level: 1, outcome: 'open', ballots: [], delegates: [], delegations: [], absence: { gone, left: [] } };
  const { level, outcome, ballots } = acts.reduce((before, act, at) => afterAct(request, before, act, at), start);
  return { level, outcome, ballots };
};
