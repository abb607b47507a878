import { nextOccurrences } from '../../domain/calendar/occurrences.ts';
import { dated } from '../../domain/calendar/recurrence.ts';
import { boundsRefusal } from '../../domain/change-template/template-bounds.ts';
import { day } from '../../domain/clock.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { byEachId, idsOfFacet } from '../../domain/item/merge.ts';
import type { PatchSchedule } from '../../domain/patch-schedule/patch-schedule.ts';
import { durationMillis } from '../../domain/values.ts';
import { longestWindowDays } from '../../domain/window/window.ts';
import { assertOccurs } from '../calendar/settle-calendars.ts';
import type { ChangeContext } from '../change/context.ts';
import { type TemplateReads, templateNamed } from '../change-template/use-template.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';
import { raisedFor } from './raise-occurrence.ts';
import { standingApproval } from './standing-approval.ts';

type SettleContext = Pick<ChangeContext, 'references' | 'configurationItems' | 'clock'> & TemplateReads;

/**
 * The id of a template that the changes of a schedule fit.
 * @throws DomainError invalid `change-template/unknown`; conflict `template/out-of-bounds` with the pointer of the field of the schedule
 */
const templateWithin = async (context: SettleContext, reference: string, { items, recurrence }: PatchSchedule): Promise<string> => {
  const template = await templateNamed(context, reference);
  const found = byEachId(await context.configurationItems.findMany(items), idsOfFacet);
  const cis = items.flatMap((item) => found.get(item) ?? []);
  const terms = template.change.window ?? { mode: 'start-confirmed' as const, suppress: true };
  const change = { ...template.change, window: { ...terms, length: recurrence.length } };
  const refusal = boundsRefusal(template, change, cis);
  if (!refusal) return template.id;
  throw conflict(refusal.code, refusal.message, refusal.errors[0]?.pointer.replace('/window/length', '/recurrence/length'));
};

/**
 * Checks the fields of a schedule, and replaces the references to its items by ids.
 * @throws DomainError invalid `item/unknown`, `configuration-item/unknown`, `change-template/unknown`, `window/too-long`, and those of
 * recurrences; conflict `template/out-of-bounds`
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
    const settled = { ...fields, items: [...new Set(items)] };
    if (fields.template === undefined) return settled;
    return { ...settled, template: await templateWithin(context, fields.template, settled) };
  };

/** The standing approval of a schedule as the API answers it, or null. Only a schedule that asks for one has the field. */
const shownStanding = async (context: ShowContext, schedule: PatchSchedule) => {
  if (schedule.approval !== 'standing') return {};
  const given = await standingApproval(context)(schedule);
  if (!given) return { standingApproval: null };
  const { change, number, title, digest, until } = given;
  return { standingApproval: { change, number, title, digest, until } };
};

type ShowContext = NamesContext & Pick<ChangeContext, 'changes' | 'clock'> & TemplateReads;

/**
 * Schedules as the API answers them: with the names of their items, of their template, and of the person in whose name changes are raised,
 * and with the standing approval that is in force.
 */
export const showPatchSchedules = (context: ShowContext) => async (schedules: readonly PatchSchedule[]) => {
  const names = await namesOf(context)([
    ...referencesTo(
      'item',
      schedules.flatMap(({ items }) => items),
    ),
    ...referencesTo(
      'person',
      schedules.map(({ requester }) => requester),
    ),
    ...referencesTo(
      'change-template',
      schedules.map(({ template }) => template),
    ),
  ]);
  return inParallel(schedules, 8, async ({ authors, responsibles, standing, ...schedule }) => ({
    ...schedule,
    ...(await shownStanding(context, { ...schedule, standing })),
    templateName: names.of(schedule.template),
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
