import type { PolicyTerms } from '../approval/approval-policy.ts';
import type { Occurrence } from '../calendar/occurrences.ts';
import { type Change, isApproved } from '../change/change.ts';
import type { ChangeFields } from '../change/change-fields.ts';
import { type Risk, risks } from '../change/change-values.ts';
import type { ChangeTemplate } from '../change-template/change-template.ts';
import { day, type Instant, plus } from '../clock.ts';
import { isSameValue } from '../resource/same-value.ts';
import { sha256 } from '../sha256.ts';
import type { PatchSchedule } from './patch-schedule.ts';
import { raisedChange } from './raised-change.ts';

/** How long a standing approval is in force, in days. After that, the next occurrence asks again. */
export const standingDays = 365;

/** A standing approval that is in force: the change that carries it, who gave it, and how far it goes. */
export interface StandingApproval {
  readonly change: string;
  readonly number: string;
  readonly title: string;
  readonly digest: string;
  /** The people who approved. Empty if the policy of the change asked nobody. */
  readonly approvers: readonly string[];
  /** The policy by which it was given. */
  readonly policy: string;
  /** The risk that the approvers saw. */
  readonly risk: Risk;
  readonly until: Instant;
}

/** The digest of what a standing approval is for (H6): rule, zone, length, items, mode, and the template at its version. */
export const standingDigest = ({ items, recurrence, mode }: PatchSchedule, template: ChangeTemplate | undefined): string => {
  const { rrule, zone, length, start, from } = recurrence;
  const parts = [rrule, zone, length, start ?? null, from ?? null, items.toSorted(), mode ?? null];
  return sha256(JSON.stringify([...parts, template ? [template.id, template.version] : null]));
};

/** The statuses in which an approved change still gives its approval to others. */
const approvedStatuses: readonly Change['status'][] = ['awaiting-approval', 'scheduled', 'implementing', 'in-review', 'closed'];

/**
 * Until when a change gives its approval to the other occurrences. `undefined` if it does not: it is not approved, was rejected or
 * cancelled, or a material edit made it another change than the schedule asked for (H6).
 */
export const standingUntil = (change: Change, { id }: Pick<PatchSchedule, 'id'>): Instant | undefined =>
  change.standingFor === id && isApproved(change) && change.scope?.revision === 1 && approvedStatuses.includes(change.status)
    ? plus(change.agreedAt, standingDays * day)
    : undefined;

/** Whether a change still waits for the decision that would make its approval the standing one. */
export const isStandingPending = (change: Change, now: Instant): boolean =>
  !isApproved(change) && ['draft', 'assessing', 'awaiting-approval'].includes(change.status) && (change.window?.start ?? now) > now;

/** The parts of a change that its approvers rely on. */
const material = ({
  items,
  plan,
  testPlan,
  backOutPlan,
  template,
  window,
}: Pick<ChangeFields, 'plan' | 'testPlan' | 'backOutPlan' | 'template' | 'window'> & { readonly items: readonly string[] }) => ({
  ...{ items: items.toSorted(), plan, testPlan, backOutPlan, template, window },
});

/** Whether a change is as it was raised for an occurrence: nobody has edited its items, window or plans. */
export const isAsRaised = (change: Change, schedule: PatchSchedule, occurrence: Occurrence, template?: ChangeTemplate): boolean =>
  isSameValue(material(change), material({ ...template?.change, ...raisedChange(schedule, occurrence, template) }));

/** Whether the standing approval counts for a change: its risk is not higher, and nobody who approved takes part in it (P2). */
export const isCovered = ({ approvers, risk }: StandingApproval, change: Change, present: Risk): boolean =>
  risks.indexOf(present) <= risks.indexOf(risk) &&
  ![change.implementer, change.onBehalfOf].some((person) => person !== undefined && approvers.includes(person)) &&
  !(change.authors ?? []).some((author) => approvers.some((id) => author === `person:${id}`));

/** The most names in the text of the policy. */
const mostNames = 3;

const givenBy = ({ policy }: StandingApproval, names: readonly string[]): string => {
  if (names.length === 0) return `policy ${policy}`;
  const more = names.length - mostNames;
  return `${names.slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/** The policy by which a standing approval approves an occurrence at once. Its name says which change carries it, and who gave it. */
export const policyOfStanding = (approval: StandingApproval, names: readonly string[], { version }: PatchSchedule): PolicyTerms => ({
  ...{ name: `standing approval of ${approval.number} by ${givenBy(approval, names)}`, version, levels: [] },
  rejectWhen: 'any',
  deciding: 'code',
});
