import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { Id, StoredTime } from '../values.ts';

/** Each kind of conflict, whether it blocks the change, and who may override it (H2). */
export const conflictKinds = {
  'same-ci': { severity: 'blocking', overriddenBy: 'change-manager' },
  'redundant-side': { severity: 'blocking', overriddenBy: 'change-manager' },
  freeze: { severity: 'blocking', overriddenBy: 'freeze-approver' },
  dependency: { severity: 'warning', overriddenBy: 'change-manager' },
  implementer: { severity: 'warning', overriddenBy: 'change-manager' },
  'outside-maintenance-hours': { severity: 'warning', overriddenBy: 'owner' },
  'over-budget': { severity: 'warning', overriddenBy: 'owner' },
  'no-downtime-overlap': { severity: 'warning', overriddenBy: 'change-manager' },
  'short-notice': { severity: 'warning', overriddenBy: 'change-manager' },
} as const satisfies Record<
  string,
  { readonly severity: 'blocking' | 'warning'; readonly overriddenBy: 'change-manager' | 'freeze-approver' | 'owner' }
>;

export type ConflictKind = keyof typeof conflictKinds;
const kinds = Object.keys(conflictKinds) as [ConflictKind, ...ConflictKind[]];
export const AnyConflictKind = () => z.enum(kinds);

/**
 * What a conflict is with: another change and its window, a freeze, or the downtime budget of a service. A conflict of the change alone, such
 * as short notice, has none of them.
 */
const opponentFields = () => ({
  change: Id().optional(),
  window: Id().optional(),
  freeze: Id().optional(),
  service: Id().optional(),
});

/** Who has overridden a conflict, when, and why. */
const overrideFields = () => ({ by: Id(), reason: z.string(), at: StoredTime() });

/**
 * A reason why a change should not run at its time (H2). `items`: the CIs that it is about. The defaults are for conflicts that were stored
 * before there were several kinds.
 */
export const Conflict = lazily(() =>
  z.strictObject({
    kind: AnyConflictKind(),
    severity: z.enum(['blocking', 'warning']).default('blocking'),
    ...opponentFields(),
    /** The number of the other change. */
    number: z.string().optional(),
    items: z.array(Id()),
    detail: z.string().default(''),
    override: z.strictObject(overrideFields()).optional(),
  }),
);
export type Conflict = Shape<typeof Conflict>;

/** An override of the conflicts of a kind. It holds for the opponents that it names, so a new one makes no use of it (H2). */
export const ConflictOverride = lazily(() =>
  z.strictObject({ kind: AnyConflictKind(), against: z.array(z.strictObject(opponentFields())), ...overrideFields() }),
);
export type ConflictOverride = Shape<typeof ConflictOverride>;

/** The most overrides that a change may have. */
export const mostOverrides = 50;

/** The most conflicts that are stored. A window may overlap any number of short ones. */
const mostConflicts = 20;

/** A conflict of this kind, with the severity of the kind. */
export const newConflict = (kind: ConflictKind, fields: Omit<Conflict, 'kind' | 'severity' | 'override'>): Conflict => ({
  kind,
  severity: conflictKinds[kind].severity,
  ...fields,
});

/** Whether a conflict keeps the change from being submitted and scheduled. */
export const isBlocking = ({ severity, override }: Pick<Conflict, 'severity' | 'override'>): boolean =>
  severity === 'blocking' && override === undefined;

/** What is compared to tell opponents apart. */
const opponentOf = ({ change, window, freeze, service }: Pick<Conflict, 'change' | 'window' | 'freeze' | 'service'>): string =>
  [change, window, freeze, service].map((id) => id ?? '').join(' ');

const answers =
  ({ kind, ...conflict }: Conflict) =>
  (override: ConflictOverride): boolean =>
    override.kind === kind && override.against.some((opponent) => opponentOf(opponent) === opponentOf(conflict));

/** The override of conflicts of one kind that were found together. */
export const overrideOf = (
  conflicts: readonly [Conflict, ...Conflict[]],
  given: Pick<ConflictOverride, 'by' | 'reason' | 'at'>,
): ConflictOverride => ({
  kind: conflicts[0].kind,
  against: conflicts.map(({ change, window, freeze, service }) => ({ change, window, freeze, service })),
  ...given,
});

const order = ({ kind, severity, number = '', service = '' }: Conflict): string =>
  `${severity === 'blocking' ? 0 : 1} ${String(kinds.indexOf(kind)).padStart(2, '0')} ${number} ${service}`;

/**
 * The conflicts of a change as they are stored and shown: blocking ones first, at most 20, each with its override.
 * @param excluded people whose overrides do not count, because they request or implement the change now
 */
export const settledConflicts = (
  conflicts: readonly Conflict[],
  overrides: readonly ConflictOverride[] = [],
  excluded: readonly string[] = [],
): readonly Conflict[] => {
  const valid = overrides.filter(({ by }) => !excluded.includes(by));
  const found = conflicts.map((conflict): Conflict => {
    const override = valid.findLast(answers(conflict));
    return override ? { ...conflict, override: { by: override.by, reason: override.reason, at: override.at } } : conflict;
  });
  // A conflict that nobody has overridden must never fall off the end of the list.
  return found
    .toSorted((one, other) => Number(isBlocking(other)) - Number(isBlocking(one)) || (order(one) < order(other) ? -1 : 1))
    .slice(0, mostConflicts);
};
