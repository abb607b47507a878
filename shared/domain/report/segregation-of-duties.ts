import { type Approval, deciderIn } from '../approval/approval.ts';
import type { Change } from '../change/change.ts';
import type { Instant } from '../clock.ts';
import type { Event } from '../event/event.ts';

/**
 * What a person does for a change, in the order in which it happens. `responsible`, for a client that requested or edited it, and `edited`: before
 * they decided. `decided-by-delegate`: somebody else decided for them. `decided-twice`: two votes of one revision are theirs, at two levels or
 * at one, each given by them or for them.
 */
export const dutyKinds = [
  'requested',
  'responsible',
  'edited',
  'decided',
  'decided-by-delegate',
  'decided-twice',
  'implemented',
  'reviewed',
] as const;
export type DutyKind = (typeof dutyKinds)[number];

/** The duties that one person must not have together (P2). */
const apart: readonly (readonly [DutyKind, DutyKind])[] = [
  ['requested', 'decided'],
  ['responsible', 'decided'],
  ['edited', 'decided'],
  ['decided', 'decided-twice'],
  ['decided', 'implemented'],
  ['implemented', 'reviewed'],
];

/** A person who had duties for a change that must be apart, with all duties that they had. */
export interface DutyConflict {
  readonly change: string;
  readonly person: string;
  readonly kinds: readonly DutyKind[];
}

type Vote = Pick<Approval, 'person' | 'for' | 'revision' | 'decidedAt'>;
type Parts = Pick<Change, 'id' | 'requester' | 'onBehalfOf' | 'implementer' | 'review' | 'responsibles' | 'responsibleSince' | 'authors'>;

/** What an actor did to a change, as its events have it. */
export type ChangeAct = Pick<Event, 'name' | 'actor' | 'time'>;

/** The acts that make a person an author, so that they do not decide from then on. Those of a client do so for who is responsible for it. */
const edits = ['ChangeEdited', 'ExtensionRequested', 'EmergencyStarted'];
const actsOfClients = ['ChangeRequested', 'ChangeSubmitted', ...edits];

/** Whose a vote is: who gave it, and for whom. */
const peopleOfVote = ({ person, for: giver }: Vote): readonly string[] => (giver === undefined ? [person] : [person, giver]);

const actorOfPerson = (person: string): string => `person:${person}`;

/**
 * The people who have decided, or for whom somebody has, and who are an author of the change or responsible for a client that acted on it, at
 * some time. That is a conflict only if it was so before their vote.
 */
export const authorsAmong = (
  { authors = [], responsibles = [] }: Pick<Change, 'authors' | 'responsibles'>,
  votes: readonly Vote[],
): readonly string[] =>
  [...new Set(votes.flatMap(peopleOfVote))].filter((person) => authors.includes(actorOfPerson(person)) || responsibles.includes(person));

/** Whether a time was before a vote of the person. What is done later can only keep the votes, so it takes no part in what was decided (H6). */
const isBeforeVoteOf =
  (person: string, votes: readonly Vote[]) =>
  (time: Instant): boolean =>
    votes.some((vote) => peopleOfVote(vote).includes(person) && time <= vote.decidedAt);

/** What votes are judged with: the change, and what was done to it. */
interface Story {
  readonly change: Parts;
  readonly votes: readonly Vote[];
  readonly acts: readonly ChangeAct[];
}

/** Without an act of theirs, an author was one from the beginning, such as of the patch schedule that raised the change. */
const hasEdited = ({ change, votes, acts }: Story, person: string): boolean => {
  if (!change.authors?.includes(actorOfPerson(person))) return false;
  const own = acts.filter(({ name, actor }) => edits.includes(name) && actor === actorOfPerson(person)).map(({ time }) => time);
  return own.length === 0 || own.some(isBeforeVoteOf(person, votes));
};

/**
 * Who has no time was responsible before the submission, and so before every vote. Of an older change, which has no times, that is certain only if
 * no client acted after the vote: whichever of its acts made the person responsible.
 */
const wasResponsible = ({ change, votes, acts }: Story, person: string): boolean => {
  const { responsibles = [], responsibleSince } = change;
  if (!responsibles.includes(person)) return false;
  const since = responsibleSince?.filter((each) => each.person === person).map((each) => each.since);
  const byClients = acts.filter(({ name, actor }) => actsOfClients.includes(name) && actor.startsWith('client:'));
  return (since ?? byClients.map(({ time }) => time)).every(isBeforeVoteOf(person, votes));
};

/** The people to whom two votes of one revision belong. An extension is a revision of its own, so it is decided on again. */
const decidedTwice = (votes: readonly Vote[]): readonly string[] =>
  [...Map.groupBy(votes, ({ revision }) => revision).values()].flatMap((cast) => {
    const people = cast.flatMap(peopleOfVote);
    return people.filter((person, at) => people.indexOf(person) !== at);
  });

/** Who had which duties. A delegate decides for somebody: both have decided. */
const dutiesOf = (story: Story): Readonly<Record<DutyKind, readonly unknown[]>> => {
  const { change, votes } = story;
  const authors = authorsAmong(change, votes);
  return {
    requested: [change.requester, change.onBehalfOf],
    responsible: authors.filter((person) => wasResponsible(story, person)),
    edited: authors.filter((person) => hasEdited(story, person)),
    decided: votes.flatMap(peopleOfVote),
    'decided-by-delegate': votes.filter(({ for: giver }) => giver !== undefined).map(deciderIn),
    'decided-twice': decidedTwice(votes),
    implemented: [change.implementer],
    reviewed: [change.review?.by],
  };
};

/**
 * The people who had two duties for a change that must be apart (P2): who requested it, edited it or was responsible for a client that did so
 * and who decided; two votes of one person; who decided and who implemented; who implemented and who reviewed. To request a change and to
 * implement it is no conflict.
 * @param votes those that count: on the plan as it is now and on its extensions
 * @param acts what was done to the change, if `authorsAmong` finds anybody
 */
export const dutyConflicts = (change: Parts, votes: readonly Vote[], acts: readonly ChangeAct[]): readonly DutyConflict[] => {
  const duties = dutiesOf({ change, votes, acts });
  const people = [...new Set(Object.values(duties).flat())].filter((person): person is string => typeof person === 'string');
  return people.flatMap((person) => {
    const kinds = dutyKinds.filter((kind) => duties[kind].includes(person));
    const isConflict = apart.some((pair) => pair.every((kind) => kinds.includes(kind)));
    return isConflict ? [{ change: change.id, person, kinds }] : [];
  });
};
