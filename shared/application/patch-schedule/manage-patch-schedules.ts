import { nextOccurrences } from '../../domain/calendar/occurrences.ts';
import { dated } from '../../domain/calendar/recurrence.ts';
import { day } from '../../domain/clock.ts';
import { invalid } from '../../domain/errors.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import type { PatchSchedule } from '../../domain/patch-schedule/patch-schedule.ts';
import { durationMillis } from '../../domain/values.ts';
import { longestWindowDays } from '../../domain/window/window.ts';
import { assertOccurs } from '../calendar/settle-calendars.ts';
import type { ChangeContext } from '../change/context.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';
import { raisedFor } from './raise-changes.ts';

type SettleContext = Pick<ChangeContext, 'references' | 'configurationItems' | 'clock'>;

/**
 * Checks the fields of a schedule, and replaces the references to its items by ids.
 * @throws DomainError invalid `item/unknown`, `configuration-item/unknown`, `window/too-long`, and those of recurrences
 */
export const settlePatchSchedule =
  (context: SettleContext) =>
  async (fields: PatchSchedule, before?: PatchSchedule): Promise<PatchSchedule> => {
    const { recurrence } = fields;
    if (durationMillis(recurrence.length) > longestWindowDays * day)
      throw invalid('/recurrence/length', 'window/too-long', `a window lasts at most ${longestWindowDays} days`);
    await assertOccurs(recurrence, before?.createdAt ?? context.clock.now());
    const items = await Promise.all(
      fields.items.map(async (reference, at) => {
        if (before?.items.includes(reference)) return reference;
        const id = await resolveItem(context)(reference, `/items/${at}`);
        const [ci] = await context.configurationItems.findMany([id]);
        if (ci) return ci.id;
        throw invalid(`/items/${at}`, 'configuration-item/unknown', `item ${reference} is not a configuration item`);
      }),
    );
    return { ...fields, items: [...new Set(items)] };
  };

/** Schedules as the API answers them: with the names of their items and of the person in whose name changes are raised. */
export const showPatchSchedules = (context: NamesContext) => async (schedules: readonly PatchSchedule[]) => {
  const names = await namesOf(context)([
    ...referencesTo(
      'item',
      schedules.flatMap(({ items }) => items),
    ),
    ...referencesTo(
      'person',
      schedules.map(({ requester }) => requester),
    ),
  ]);
  return schedules.map((schedule) => ({
    ...schedule,
    items: schedule.items.map(names.item),
    itemNames: names.list('item', schedule.items),
    requesterName: names.of(schedule.requester),
  }));
};

/** The next occurrences of a schedule, each with the change that was raised for it. */
export const listOccurrences = (context: Pick<ChangeContext, 'changes' | 'clock'>) => async (schedule: PatchSchedule, count: number) => {
  const occurrences = await nextOccurrences(dated(schedule.recurrence, schedule.createdAt), context.clock.now(), count);
  return inParallel(occurrences, 8, async (occurrence) => {
    const change = await raisedFor(context, schedule, occurrence);
    return { ...occurrence, ...(change === undefined ? {} : { change }) };
  });
};
