import type { Change } from '../../domain/change/change.ts';
import { updated } from '../../domain/change/change-transitions.ts';
import type { ExtendableChange, ExtendingChange } from '../../domain/change/extension.ts';
import type { Instant } from '../../domain/clock.ts';
import { system } from '../../domain/event/event.ts';
import { monthsOf } from '../../domain/reservation/reservation.ts';
import { extendWindow } from '../../domain/window/window-transitions.ts';
import { type ChangeContext, changeEvent, dueAt, windowOf, windowWrites } from './context.ts';
import { findConflicts } from './find-conflicts.ts';
import { blockChange } from './schedule-change.ts';

/**
 * Puts an approved extension in force (T8, W2), as scheduling does: it reads the versions of the months, then the reservations that overlap
 * the time that is added, and then commits a transaction that increments those versions and moves the end. With a conflict, the window stays
 * as it is, and the extension is tried again until the present end.
 * @throws StaleWrite if a row has changed since it was read; read and decide again
 */
export const scheduleExtension =
  (context: ChangeContext) =>
  async (change: ExtendingChange, now: Instant): Promise<Change> => {
    const { changes, reservations, store } = context;
    const { extension, windowId, items, revision } = change;
    const { end: start, suppress } = change.window;
    const { end } = extension;
    const versions = await reservations.versions(monthsOf(start, end));
    const conflicts = await findConflicts(context)({ window: windowId, items, start, end, suppress });
    if (conflicts.length > 0) return blockChange(context, change, conflicts);
    const window = await windowOf(context, windowId);
    const fields = { window: { ...change.window, end }, scope: { ...change.scope, revision }, extension: undefined, conflicts: [] };
    const extended: ExtendableChange = updated<'extend', ExtendableChange>(change, 'extend', fields, now);
    const fact = { change: extended, actor: system };
    await store.commit([
      ...changes.save(extended, change),
      ...windowWrites(context, extendWindow(window, { revision, end }, now), fact),
      ...versions.map((version) => reservations.saveVersion({ ...version, version: version.version + 1 })),
      changeEvent(context, 'WindowExtended', { ...fact, body: { end } }),
      dueAt(context, 'advance', change.id, end),
    ]);
    return extended;
  };
