import type { CalendarMatch } from '../../domain/calendar/calendar-match.ts';
import { assertFreezeTime, type Freeze } from '../../domain/calendar/freeze.ts';
import type { MaintenanceHours } from '../../domain/calendar/maintenance-hours.ts';
import { occurrenceFault } from '../../domain/calendar/occurrences.ts';
import { dated, type Recurrence } from '../../domain/calendar/recurrence.ts';
import type { Clock, Instant } from '../../domain/clock.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { invalid } from '../../domain/errors.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import { type ClassReads, classNamed } from '../class/find-class.ts';
import { resolveChanged } from '../item/resolve-changed.ts';
import { resolveItem } from '../item/resolve-item.ts';

/** What checking the fields of calendars needs. */
export interface SettleCalendarContext extends ClassReads {
  readonly references: ItemReferences;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany'>;
  readonly clock: Clock;
}

/** @throws DomainError invalid `recurrence/invalid-rule`, `recurrence/too-many` or `recurrence/never` with the pointer of the rule */
export const assertOccurs = async (recurrence: Recurrence, createdAt: Instant): Promise<void> => {
  const fault = await occurrenceFault(dated(recurrence, createdAt));
  if (fault) throw invalid('/recurrence/rrule', fault.code, fault.message);
};

/** The id of a service. @throws DomainError invalid `item/unknown`, and `service/unknown` for a CI of another class */
export const resolveService =
  (context: Pick<SettleCalendarContext, 'references' | 'configurationItems'>) =>
  async (reference: string, pointer: string): Promise<string> => {
    const id = await resolveItem(context)(reference, pointer);
    const [ci] = await context.configurationItems.findMany([id]);
    if (ci?.class === 'service') return id;
    throw invalid(pointer, 'service/unknown', `${reference} is not a CI of the class service; to match one item, send it as item`);
  };

/** Replaces the references of a match by ids, and checks its class. @throws DomainError invalid with a pointer */
const settleMatch =
  (context: SettleCalendarContext) =>
  async (match: CalendarMatch, before?: CalendarMatch): Promise<CalendarMatch> => {
    const item = await resolveChanged(resolveItem(context), match.item, before?.item, '/match/item');
    const service = await resolveChanged(resolveService(context), match.service, before?.service, '/match/service');
    if (match.class !== undefined && match.class !== before?.class) await classNamed(context)(match.class, '/match/class');
    return { ...match, ...(item === undefined ? {} : { item }), ...(service === undefined ? {} : { service }) };
  };

/**
 * Checks the time of a freeze, and resolves what it matches.
 * @throws DomainError invalid `freeze/two-times`, `freeze/no-time`, `freeze/ends-before-start`, and those of recurrences and references
 */
export const settleFreeze =
  (context: SettleCalendarContext) =>
  async (fields: Freeze, before?: Freeze): Promise<Freeze> => {
    assertFreezeTime(fields);
    if (fields.recurrence) await assertOccurs(fields.recurrence, before?.createdAt ?? context.clock.now());
    return { ...fields, match: await settleMatch(context)(fields.match, before?.match) };
  };

/** Checks the recurrence of maintenance hours, and resolves what they match. @throws DomainError invalid as `settleFreeze` */
export const settleMaintenanceHours =
  (context: SettleCalendarContext) =>
  async (fields: MaintenanceHours, before?: MaintenanceHours): Promise<MaintenanceHours> => {
    await assertOccurs(fields.recurrence, before?.createdAt ?? context.clock.now());
    return { ...fields, match: await settleMatch(context)(fields.match, before?.match) };
  };
