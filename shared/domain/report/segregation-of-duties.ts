import { type Approval, deciderIn } from '../approval/approval.ts';
import type { Change } from '../change/change.ts';
import type { Event } from '../event/event.ts';

/**
 * What a person does for a change, in the order in which it happens. `responsible`: for a client that requested or edited it. `edited`: before
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
type Parts = Pick<Change, 'id' | 'requester' | 'onBehalfOf' | 'implementer' | 'review' | 'responsibles' | 'authors'>;

/** An edit of a change, and the actor who made it. */
export type AuthorEdit = Pick<Event, 'actor' | 'time'>;

/** Whose a vote is: who gave it, and for whom. */
const peopleOf = ({ person, for: giver }: Vote): readonly string[] => (giver === undefined ? [person] : [person, giver]);

const actorOfPerson = (person: string): string => `person:${person}`;

/** The people who have decided, or for whom somebody has, and who edited the change at some time. Only an edit before their vote is a conflict. */
export const editorsAmong = ({ authors = [] }: Pick<Change, 'authors'>, votes: readonly Vote[]): readonly string[] =>
  [...new Set(votes.flatMap(peopleOf))].filter((person) => authors.includes(actorOfPerson(person)));

/**
 * Whether a person edited a change before they decided on it. Later edits can only be of what keeps the votes, so they take no part in what was
 * decided (H6). Who wrote the change without an edit, such as in the patch schedule that raised it, did so before.
 */
const editedBefore = (votes: readonly Vote[], edits: readonly AuthorEdit[], person: string): boolean => {
  const own = edits.filter(({ actor }) => actor === actorOfPerson(person));
  const decided = votes.filter((vote) => peopleOf(vote).includes(person));
  return own.length === 0 || own.some(({ time }) => decided.some(({ decidedAt }) => time <= decidedAt));
};

/** The people to whom two votes of one revision belong. An extension is a revision of its own, so it is decided on again. */
const decidedTwice = (votes: readonly Vote[]): readonly string[] =>
  [...Map.groupBy(votes, ({ revision }) => revision).values()].flatMap((cast) => {
    const people = cast.flatMap(peopleOf);
    return people.filter((person, at) => people.indexOf(person) !== at);
  });

/** Who had which duties. A delegate decides for somebody: both have decided. */
const dutiesOf = (change: Parts, votes: readonly Vote[], edits: readonly AuthorEdit[]): Readonly<Record<DutyKind, readonly unknown[]>> => ({
  requested: [change.requester, change.onBehalfOf],
  responsible: change.responsibles ?? [],
  edited: editorsAmong(change, votes).filter((person) => editedBefore(votes, edits, person)),
  decided: votes.flatMap(peopleOf),
  'decided-by-delegate': votes.filter(({ for: giver }) => giver !== undefined).map(deciderIn),
  'decided-twice': decidedTwice(votes),
  implemented: [change.implementer],
  reviewed: [change.review?.by],
});

/**
 * The people who had two duties for a change that must be apart (P2): who requested it, edited it or was responsible for a client that did so
 * and who decided; two votes of one person; who decided and who implemented; who implemented and who reviewed. To request a change and to
 * implement it is no conflict.
 * @param votes those that count: on the plan as it is now and on its extensions
 * @param edits all edits of the change, if `editorsAmong` finds anybody
 */
export const dutyConflicts = (change: Parts, votes: readonly Vote[], edits: readonly AuthorEdit[]): readonly DutyConflict[] => {
  const duties = dutiesOf(change, votes, edits);
  const people = [...new Set(Object.values(duties).flat())].filter((person): person is string => typeof person === 'string');
  return people.flatMap((person) => {
    const kinds = dutyKinds.filter((kind) => duties[kind].includes(person));
    const isConflict = apart.some((pair) => pair.every((kind) => kinds.includes(kind)));
    return isConflict ? [{ change: change.id, person, kinds }] : [];
  });
};
