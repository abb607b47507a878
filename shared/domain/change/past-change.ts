import * as z from 'zod';
import type { Approval } from '../approval/approval.ts';
import { Evidence } from '../approval/evidence.ts';
import { firstBookTime } from '../book/book-date.ts';
import { earlier, type Instant, later } from '../clock.ts';
import type { FieldError } from '../errors.ts';
import { lazily, type Shape } from '../lazily.ts';
import { Duration, durationMillis, Name, Reference, Time } from '../values.ts';
import { mostNamedItems } from '../window/mask.ts';
import type { Window } from '../window/window.ts';
import { newWindow } from '../window/window-transitions.ts';
import type { ImportedChange } from './change.ts';
import type { ChangeWindow } from './change-core.ts';
import { requestFields } from './change-fields.ts';
import { changeTypes, outcomes } from './change-values.ts';
import { isFailure } from './outcomes.ts';
import type { FrozenScope } from './scope.ts';

/** The most approvals of one change of the past. With them, a change is still one write (T5). */
const mostApprovals = 20;

/** A change of the past that another tool has closed (I5): what it says of the work, and who approved there, with evidence (P9). */
export const PastChange = lazily(() =>
  z.strictObject({
    externalReference: requestFields(Time).externalReference.unwrap(),
    /** An emergency agrees no downtime (L2). */
    type: z.enum(changeTypes).default('normal'),
    title: Name(),
    items: z.array(Reference()).min(1).max(mostNamedItems),
    window: z.strictObject({ start: Time(), end: Time(), agreedDowntime: Duration().optional() }),
    outcome: z.enum(outcomes),
    approvals: z
      .array(z.strictObject({ person: Reference(), decidedAt: Time(), evidence: Evidence() }))
      .min(1)
      .max(mostApprovals),
    closedAt: Time(),
    /** When the work failed, which ends the agreed minutes. */
    failedAt: Time().optional(),
  }),
);
export type PastChange = Shape<typeof PastChange>;

/** The window of a change of the past. It suppresses nothing. */
export const pastWindow = ({ window }: PastChange): ChangeWindow => ({ ...window, mode: 'planned', suppress: false });

/** Whether a change of the past asks for agreed downtime: not one without any, nor an emergency (L2). */
export const asksForDowntime = ({ type, window: { agreedDowntime } }: PastChange): boolean =>
  type !== 'emergency' && (agreedDowntime === undefined || durationMillis(agreedDowntime) > 0);

/** The times of a change of the past, by their pointers. Its start and its failure are not after the end of its window. */
const timesOf = ({ window, approvals, closedAt }: PastChange): readonly (readonly [pointer: string, at: Instant])[] => [
  ['/window/end', window.end],
  ...approvals.map(({ decidedAt }, at) => [`/approvals/${at}/decidedAt`, decidedAt] as const),
  ['/closedAt', closedAt],
];

/** The first time that is in the future or before all books. */
const outOfTime = (told: PastChange, now: Instant): FieldError | undefined => {
  const times = timesOf(told);
  const [late, ahead] = times.find(([, at]) => at > now) ?? [];
  if (late !== undefined)
    return { pointer: late, code: 'change/in-future', detail: `${ahead} is in the future; a change of the past is over, and it is ${now}` };
  const starts = [['/window/start', told.window.start] as const, ...times];
  const [early, before] = starts.find(([, at]) => at < firstBookTime) ?? [];
  if (early === undefined) return undefined;
  return { pointer: early, code: 'change/too-early', detail: `${before} is before ${firstBookTime}, the earliest time` };
};

const failureFault = ({ failedAt, outcome, window }: PastChange): FieldError | undefined => {
  const pointer = '/failedAt';
  if (failedAt === undefined) return undefined;
  if (!isFailure({ outcome })) return { pointer, code: 'change/not-failed', detail: `the outcome is ${outcome}; leave failedAt out` };
  if (failedAt >= window.start && failedAt <= window.end) return undefined;
  const detail = `${failedAt} is outside the window, which lasts from ${window.start} to ${window.end}`;
  return { pointer, code: 'change/outside-window', detail };
};

/** The first fault in the times of a change of the past: it is over, and it was closed after its work. Undefined if they fit. */
export const pastFault = (told: PastChange, now: Instant): FieldError | undefined => {
  const { closedAt, window, failedAt = window.start } = told;
  const fault = outOfTime(told, now) ?? failureFault(told);
  if (fault || closedAt >= later(failedAt, window.start)) return fault;
  return { pointer: '/closedAt', code: 'change/closed-before-end', detail: `it was closed at ${closedAt}, before its work had ended` };
};

/** When the approval was complete: with the last decision. */
const agreedAtOf = ({ approvals }: PastChange): Instant => approvals.map(({ decidedAt }) => decidedAt).reduce(later);

/** When the work ended: when it failed, or else when the change was closed, and at the latest with its window. */
const finishedAtOf = ({ failedAt, closedAt, window }: PastChange): Instant => failedAt ?? earlier(closedAt, window.end);

/** What a new change of the past is made of, beside what the other tool says of it. */
interface PastParts extends Pick<ImportedChange, 'id' | 'number' | 'windowId' | 'measuredFor'> {
  readonly scope: Omit<FrozenScope, 'revision'>;
}

/** A change of the past, whose people and items are ids. It is closed, and its only revision is the one that was approved. */
export const importedChange = (told: PastChange, { scope, ...parts }: PastParts, now: Instant): ImportedChange => {
  const { externalReference, type, title, items, window, outcome, approvals, closedAt } = told;
  const [agreedAt, finishedAt] = [agreedAtOf(told), finishedAtOf(told)];
  return {
    ...parts,
    ...{ version: 1, createdAt: now, updatedAt: now, revision: 1, status: 'closed', imported: true, type },
    ...{ externalReference, title, items, links: [], onHold: false, conflicts: [], overrun: false, notStarted: false },
    window: pastWindow(told),
    approvals: { needed: approvals.length, given: approvals.length },
    scope: { ...scope, revision: 1 },
    ...{ agreedAt, scheduledAt: agreedAt, actualStart: window.start, actualEnd: finishedAt, finishedAt, closedAt },
    outcomes: items.map((item) => ({ item, outcome })),
  };
};

/** The window of a change of the past. It was never in force here, so it suppresses nothing, and no alert waits for its end. */
export const importedWindow = (change: ImportedChange, now: Instant): Window => {
  const { id, number, windowId, window, scope, items, agreedAt, finishedAt } = change;
  const { start, end, mode, suppress } = window;
  const planned = { id: windowId, change: id, number, revision: 1, mode, suppress, start, end, digest: scope.digest, named: items };
  const past = { opened: true, closed: true, settled: true, imported: true } as const;
  return { ...newWindow(planned, now), ...past, agreedAt, scheduledAt: agreedAt, endedAt: finishedAt };
};

type PastDecision = Pick<Approval, 'person' | 'decidedAt' | 'evidence'>;

const byPerson = (approvals: readonly PastDecision[]) =>
  approvals
    .map(({ person, decidedAt, evidence }) => ({ person, decidedAt, evidence }))
    .toSorted((one, other) => (one.person < other.person ? -1 : 1));

/** The fields of a row that tell a change of the past apart from what is stored of it, each under its own name. */
export const toldFacts = (told: PastChange) => ({
  type: told.type,
  title: told.title,
  items: told.items,
  window: told.window,
  outcome: told.outcome,
  approvals: byPerson(told.approvals),
  closedAt: told.closedAt,
  failedAt: finishedAtOf(told),
});

/** The same fields of a stored change, with its decisions. */
export const storedFacts = (change: ImportedChange, decisions: readonly PastDecision[]): ReturnType<typeof toldFacts> => {
  const { type, title, items, outcomes: ended, closedAt, finishedAt } = change;
  const { mode, suppress, ...window } = change.window;
  const outcome = ended[0]?.outcome ?? 'successful';
  return {
    type,
    title,
    items: [...items],
    window,
    outcome,
    approvals: byPerson(decisions) as ReturnType<typeof byPerson>,
    closedAt,
    failedAt: finishedAt,
  };
};
