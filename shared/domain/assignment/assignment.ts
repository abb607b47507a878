import * as z from 'zod';
import { acceptances, assetConditions } from '../asset/asset-values.ts';
import { hour, type Instant, plus } from '../clock.ts';
import { conflict, forbidden, invalid } from '../errors.ts';
import { lazily, type Shape } from '../lazily.ts';
import { Line, Remark } from '../text.ts';
import { Id, PlainDate, Reference, StoredTime } from '../values.ts';

/** To whom an asset is checked out (A2): exactly one of a person, a location and another item. */
export const AssignmentDraft = lazily(() =>
  z
    .strictObject({
      person: Reference().optional(),
      location: Line().max(200).optional(),
      item: Reference().optional(),
      dueDate: PlainDate().optional(),
      acceptance: z.enum(['none', 'asked']).default('none'),
      note: Remark(2_000).optional(),
    })
    .meta({ id: 'AssignmentDraft' }),
);
export type AssignmentDraft = Shape<typeof AssignmentDraft>;

/** How an asset comes back. */
export const AssignmentReturn = lazily(() =>
  z
    .strictObject({ date: PlainDate().optional(), condition: z.enum(assetConditions).optional(), location: Line().max(200).optional() })
    .meta({ id: 'AssignmentReturn' }),
);
export type AssignmentReturn = Shape<typeof AssignmentReturn>;

/** The fields of an assignment. `returnedAt` is missing while the holder has the asset. */
export const assignmentFields = () => ({
  id: Id(),
  version: z.int().min(1),
  asset: Id(),
  person: Id().optional(),
  location: z.string().optional(),
  item: Id().optional(),
  assignedAt: StoredTime(),
  dueDate: PlainDate().optional(),
  returnedAt: StoredTime().optional(),
  acceptance: z.enum(acceptances),
  answeredAt: StoredTime().optional(),
  /** When it was reported that the asset should have come back. */
  remindedAt: StoredTime().optional(),
  note: z.string().optional(),
});
export const Assignment = lazily(() => z.strictObject(assignmentFields()));
export type Assignment = Shape<typeof Assignment>;

/** The open assignment of an asset, as its facet shows it. */
export const CurrentAssignment = lazily(() =>
  z.strictObject({
    id: Id(),
    person: Id().optional(),
    location: z.string().optional(),
    item: Id().optional(),
    dueDate: PlainDate().optional(),
    acceptance: z.enum(acceptances),
  }),
);
export type CurrentAssignment = Shape<typeof CurrentAssignment>;

export const currentAssignment = ({ id, person, location, item, dueDate, acceptance }: Assignment): CurrentAssignment => ({
  id,
  ...(person === undefined ? {} : { person }),
  ...(location === undefined ? {} : { location }),
  ...(item === undefined ? {} : { item }),
  ...(dueDate === undefined ? {} : { dueDate }),
  acceptance,
});

/**
 * Checks a draft.
 * @throws DomainError invalid `assignment/one-holder` unless it names exactly one holder; `assignment/nobody-to-ask` if nobody can accept it;
 * `assignment/due-in-the-past`
 */
export const assertAssignable = ({ person, location, item, dueDate, acceptance }: AssignmentDraft, earliestToday: string): void => {
  if ([person, location, item].filter((holder) => holder !== undefined).length !== 1)
    throw invalid('', 'assignment/one-holder', 'an asset is assigned to one holder; send exactly one of person, location and item');
  if (acceptance === 'asked' && person === undefined)
    throw invalid('/acceptance', 'assignment/nobody-to-ask', 'only a person can accept an asset; leave acceptance out');
  if (dueDate !== undefined && dueDate < earliestToday)
    throw invalid('/dueDate', 'assignment/due-in-the-past', `${dueDate} is in the past; send a day on which it is to come back`);
};

/** @throws DomainError conflict `assignment/returned` */
export const assertOpen = ({ id, returnedAt }: Assignment): void => {
  if (returnedAt !== undefined) throw conflict('assignment/returned', `assignment ${id} ended at ${returnedAt}: the asset was returned`);
};

/** The assignment after its end. */
export const returned = (assignment: Assignment, at: string): Assignment => ({
  ...assignment,
  version: assignment.version + 1,
  returnedAt: at,
});

/** @throws DomainError forbidden `assignment/not-yours` */
export const assertHolder = (assignment: Assignment, person: string | undefined): void => {
  if (person === undefined || assignment.person !== person)
    throw forbidden('assignment/not-yours', 'only the person to whom the asset is assigned can answer');
};

/**
 * The assignment after its holder has answered. The same answer again changes nothing.
 * @throws DomainError forbidden `assignment/not-yours`; conflict `assignment/not-asked`, `assignment/answered`, `assignment/returned`
 */
export const answered = (assignment: Assignment, person: string | undefined, answer: 'accepted' | 'declined', at: string): Assignment => {
  assertHolder(assignment, person);
  if (assignment.acceptance === answer) return assignment;
  assertOpen(assignment);
  if (assignment.acceptance === 'none') throw conflict('assignment/not-asked', `assignment ${assignment.id} needs no answer`);
  if (assignment.acceptance !== 'asked')
    throw conflict('assignment/answered', `assignment ${assignment.id} was ${assignment.acceptance} already`);
  return { ...assignment, version: assignment.version + 1, acceptance: answer, answeredAt: at };
};

/** Whether an assignment should have ended before a day. */
export const isOverdue = ({ dueDate, returnedAt }: Assignment, today: string): boolean =>
  returnedAt === undefined && dueDate !== undefined && dueDate < today;

/** Whether a date is before the day of an instant. The date is that of the caller, who may be in a time zone where that day was the day before. */
export const isBeforeDayOf = (at: Instant, date: string): boolean => date < plus(at, -12 * hour).slice(0, 10);
