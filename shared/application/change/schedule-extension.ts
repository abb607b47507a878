import type { Change } from '../../domain/change/change.ts';
import { updated } from '../../domain/change/change-transitions.ts';
import { isBlocking } from '../../domain/change/conflict.ts';
import type { ExtendableChange, ExtendingChange } from '../../domain/change/extension.ts';
import type { Instant } from '../../domain/clock.ts';
import { system } from '../../domain/event/event.ts';
import { contestedIn } from '../../domain/reservation/footprint.ts';
import { extendWindow } from '../../domain/window/window-transitions.ts';
import { type ChangeContext, changeEvent, dueAt, windowOf, windowWrites } from './context.ts';
import { type AskedWork, findConflicts, readAskedWork } from './find-conflicts.ts';
import { blockChange } from './schedule-change.ts';

/** What an extension takes in addition: the same CIs and services, from the present end to the later one. */
export const readExtension =
  (context: Pick<ChangeContext, 'changes'>) =>
  async (change: ExtendingChange): Promise<AskedWork> => {
    const { wanted, services } = await readAskedWork(context)(change);
    return { wanted: { ...wanted, start: change.window.end, end: change.extension.end }, services };
  };

/**
 * Puts an approved extension in force (T8, W2), as scheduling does: it reads the versions of the shards, then the reservations that overlap
 * the time that is added, and then commits a transaction that increments those versions, checks the version of the calendars, and moves the
 * end. With a conflict, the window stays as it is, and the extension is tried again until the present end.
 * @throws StaleWrite if a row has changed since it was read; read and decide again
 */
export const scheduleExtension =
  (context: ChangeContext) =>
  async (change: ExtendingChange, now: Instant): Promise<Change> => {
    const { changes, reservations, calendars, store } = context;
    const { extension, windowId, revision } = change;
    const { end } = extension;
    const { wanted, services } = await readExtension(context)(change);
    const versions = await reservations.versions(contestedIn(wanted), wanted.start, end);
    const rules = await calendars.rules();
    const conflicts = await findConflicts(context)(change, { wanted, services }, { rules });
    if (conflicts.some(isBlocking)) return blockChange(context, change, conflicts);
    const window = await windowOf(context, windowId);
    // A window of a length has an agreed end from now on.
    const { length, ...agreed } = change.window;
    const fields = {
      window: { ...agreed, end },
      scope: { ...change.scope, revision },
      planRevision: change.planRevision ?? change.scope.revision,
      extension: undefined,
      beforeExtension: undefined,
      conflicts,
    };
    const extended: ExtendableChange = updated<'extend', ExtendableChange>(change, 'extend', fields, now);
    const fact = { change: extended, actor: system };
    await store.commit([
      ...changes.save(extended, change),
      ...windowWrites(context, extendWindow(window, { revision, end }, now), fact),
      ...versions.map((version) => reservations.saveVersion({ ...version, version: version.version + 1 })),
      calendars.unchanged(rules),
      changeEvent(context, 'WindowExtended', { ...fact, body: { end } }),
      dueAt(context, 'advance', change.id, end),
    ]);
    return extended;
  };
