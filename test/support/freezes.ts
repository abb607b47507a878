import type { Freeze } from '../../shared/domain/calendar/freeze.ts';
import { hour, plus } from '../../shared/domain/clock.ts';
import type { changeDesk } from './changes.ts';

/** Stores a freeze of all CIs, from now for a day unless the fields say otherwise, as the API does. */
export const freezeAt = async (
  { world, clock }: Pick<Awaited<ReturnType<typeof changeDesk>>, 'world' | 'clock'>,
  fields: Partial<Freeze> = {},
): Promise<Freeze> => {
  const now = clock.now();
  const freeze = {
    ...{ id: world.ids.next(), version: 1, createdAt: now, updatedAt: now, name: 'Year end', match: {} },
    ...(fields.recurrence ? {} : { start: now, end: plus(now, 24 * hour) }),
    ...fields,
  };
  await world.store.commit([...world.calendars.freezes.save(freeze), await world.calendars.moved()]);
  return freeze;
};
