import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import { type ItemNaming, isNamed } from '../../domain/change/item-naming.ts';
import { type Clock, day, type Instant, plus } from '../../domain/clock.ts';
import { inUse, usersShown } from '../../domain/errors.ts';
import type { Write } from '../../domain/store.ts';
import { furthestStartDays, overAt } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';

/** What the deletion of a CI needs, to find who names it. */
export interface ItemUseContext {
  readonly changes: Pick<ChangeRepository, 'find' | 'namingsOf'>;
  readonly windows: Pick<WindowRepository, 'entriesOf' | 'findMany'>;
  readonly clock: Clock;
}

const textOf = (change: Change | undefined, { change: id }: ItemNaming): string =>
  change ? `change ${change.number} (${id}) names it and is ${change.status}` : `change ${id} names it and is just being requested`;

/** The windows that are not over and cover the item. The latest may start as far ahead as any window. */
const windowsOf = async ({ windows }: ItemUseContext, item: string, now: Instant): Promise<readonly string[]> => {
  const entries = await windows.entriesOf(item, now, plus(now, furthestStartDays * day), { plan: true });
  const found = entries.length === 0 ? [] : await windows.findMany([...new Set(entries.map(({ window }) => window))]);
  return found
    .filter((window) => overAt(window) > now)
    .map(({ id, number }) => `window ${id} of change ${number} covers it and is not over`);
};

/**
 * Checks that no change that has not ended names the CI, and that no window that is not over covers it. Returns the write that makes the
 * deletion fail if a change has named the CI since.
 * @throws DomainError conflict `configuration-item/in-use`
 */
export const assertUnused =
  (context: ItemUseContext) =>
  async (item: string): Promise<Write> => {
    const { changes, clock } = context;
    const { namings, unchanged } = await changes.namingsOf(item);
    const users: string[] = [];
    for (const naming of namings) {
      const change = await changes.find(naming.change);
      if (isNamed(naming, change, clock.now())) users.push(textOf(change, naming));
      if (users.length === usersShown) break;
    }
    users.push(...(await windowsOf(context, item, clock.now())));
    if (users.length > 0) throw inUse('configuration-item/in-use', users);
    return unchanged;
  };
