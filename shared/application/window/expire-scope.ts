import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import { type Clock, day, plus } from '../../domain/clock.ts';
import type { Store } from '../../domain/store.ts';
import { isUnused } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';

interface ExpireContext {
  readonly windows: Pick<WindowRepository, 'find' | 'saveEntry'>;
  readonly changes: Pick<ChangeRepository, 'scope'>;
  readonly store: Pick<Store, 'writeOnce'>;
  readonly clock: Clock;
}

/** The rows stay for so long after they were found to be unused: a request that read one may still be running. */
const keptFor = day;

/**
 * The rows at the CIs of a scope whose window was withdrawn before it came into force: the table may remove them (T6). They never
 * suppressed anything, so no answer about past times needs them. A window that was ever in force keeps its rows.
 */
export const expireScope =
  ({ windows, changes, store, clock }: ExpireContext) =>
  async (windowId: string): Promise<void> => {
    const window = await windows.find(windowId);
    if (!window || !isUnused(window)) return;
    const { id, change, revision, digest, suppress, start: notBefore, end: latestEnd } = window;
    const expiresAt = plus(clock.now(), keptFor);
    const common = { window: id, change, revision, digest, suppress, notBefore, latestEnd, expiresAt, version: 1 as const };
    const scope = await changes.scope(change, revision, digest);
    await store.writeOnce(scope.map((scoped) => windows.saveEntry({ ...common, ...scoped })));
  };
