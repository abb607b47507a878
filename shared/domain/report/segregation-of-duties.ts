import type { Approval } from '../approval/approval.ts';
import type { Change } from '../change/change.ts';

/** What a person does for a change, in the order in which it happens. */
export const dutyKinds = ['requested', 'decided', 'implemented', 'reviewed'] as const;
export type DutyKind = (typeof dutyKinds)[number];

/** The duties that one person must not have together (P2). */
const apart: readonly (readonly [DutyKind, DutyKind])[] = [
  ['requested', 'decided'],
  ['decided', 'implemented'],
  ['implemented', 'reviewed'],
];

/** A person who had duties for a change that must be apart, with all duties that they had. */
export interface DutyConflict {
  readonly change: string;
  readonly person: string;
  readonly kinds: readonly DutyKind[];
}

/** Who had which duties. A delegate decides for somebody: both have decided. */
const dutiesOf = (
  change: Change,
  decisions: readonly Pick<Approval, 'person' | 'for'>[],
): Readonly<Record<DutyKind, readonly unknown[]>> => ({
  requested: [change.requester, change.onBehalfOf],
  decided: decisions.flatMap(({ person, for: giver }) => [person, giver]),
  implemented: [change.implementer],
  reviewed: [change.review?.by],
});

/**
 * The people who had two duties for a change that must be apart: requested and decided, decided and implemented, or implemented and reviewed
 * (P2). `decisions` are those that count, on the plan as it is now and on its extensions. To request a change and to implement it is no
 * conflict. Who only edited a change is not looked at: an edit of its texts after a decision takes no part in it.
 */
export const dutyConflicts = (change: Change, decisions: readonly Pick<Approval, 'person' | 'for'>[]): readonly DutyConflict[] => {
  const duties = dutiesOf(change, decisions);
  const people = [...new Set(Object.values(duties).flat())].filter((person): person is string => typeof person === 'string');
  return people.flatMap((person) => {
    const kinds = dutyKinds.filter((kind) => duties[kind].includes(person));
    const isConflict = apart.some((pair) => pair.every((kind) => kinds.includes(kind)));
    return isConflict ? [{ change: change.id, person, kinds }] : [];
  });
};
