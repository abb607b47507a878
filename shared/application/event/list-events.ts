import { type Clock, day, type Instant, millis, plus } from '../../domain/clock.ts';
import { invalid } from '../../domain/errors.ts';
import { type Event, type EventRepository, type Subject, subjectTypes } from '../../domain/event/event.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import { idsOfFacet } from '../../domain/item/merge.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { assertTimeRange } from '../../domain/time-range.ts';

interface AuditContext {
  readonly events: Pick<EventRepository, 'of' | 'page'>;
  readonly references: Pick<ItemReferences, 'find'>;
  readonly clock: Clock;
}

interface AuditQuery {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  /** An id, or `<kind>:<id>`. */
  readonly actor?: string | undefined;
  /** An id, or `<type>/<id>`. */
  readonly subject?: string | undefined;
  /** The event's name. */
  readonly type?: string | undefined;
}

const defaultDays = 31;
const maxDays = 62;

/** The requested time range, by default the last 31 days. @throws DomainError 400 `audit/range-too-long` */
const rangeOf = ({ from, to }: AuditQuery, now: Instant): { readonly from: Instant; readonly to: Instant } => {
  assertTimeRange(from, to);
  const end = to ?? now;
  const start = from ?? plus(end, -defaultDays * day);
  if (millis(end) - millis(start) > maxDays * day)
    throw invalid('/query/from', 'audit/range-too-long', `the range from ${start} to ${end} is longer than ${maxDays} days`);
  return { from: start, to: end };
};

/** The requested subject. If only an id is given, the subject is the one with this id that has events. */
const subjectOf = async ({ events }: AuditContext, subject: string): Promise<Subject | undefined> => {
  const [type, id] = subject.split('/');
  if (type !== undefined && id !== undefined) return { type, id };
  const candidates = subjectTypes.map((candidate) => ({ type: candidate, id: subject }));
  const found = await Promise.all(candidates.map((candidate) => events.of(candidate, undefined, 1)));
  return candidates.find((_, at) => (found[at] ?? []).length > 0);
};

/** The requested subject, under each id that it has. */
const subjectsOf = async (context: AuditContext, text: string): Promise<readonly Subject[]> => {
  const subject = await subjectOf(context, text);
  if (subject && subject.type !== 'item') return [subject];
  const item = await context.references.find(subject?.id ?? text);
  if (item) return idsOfFacet(item).map((id) => ({ type: 'item', id }));
  return subject ? [subject] : [];
};

/** Lists events of all subjects, newest first, filtered by time, actor, subject and name (E4). */
export const listEvents =
  (context: AuditContext) =>
  async (request: PageRequest, query: AuditQuery): Promise<Page<Event>> => {
    const range = rangeOf(query, context.clock.now());
    const subjects = query.subject === undefined ? undefined : await subjectsOf(context, query.subject);
    if (subjects?.length === 0) return { items: [] };
    const { actor, type } = query;
    const keep = (event: Event): boolean =>
      (actor === undefined || event.actor === actor || event.actor.endsWith(`:${actor}`)) && (type === undefined || event.name === type);
    return context.events.page({ ...request, ...range, subjects }, keep);
  };
