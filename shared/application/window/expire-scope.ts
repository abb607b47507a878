import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Store } from '../../domain/store.ts';
import { isUnused } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';

interface ExpireContext {
  readonly windows: Pick<WindowRepository, 'find' | 'saveEntry'>;
  readonly changes: Pick<ChangeRepository, 'scope'>;
  readonly store: Pick<Store, 'writeOnce'>;
  readonly clock: Clock;
}

/**
 * Lets the scope entries expire of a window that was withdrawn before it came into force (T6). They never suppressed an alert, so no
 * question about the past needs them. A window that was in force at any time keeps its scope entries.
 */
export const expireScope =
  ({ windows, changes, store, clock }: ExpireContext) =>
  async (windowId: string): Promise<void> => {
    const window = await windows.find(windowId);
    if (!window || !isUnused(window)) return;
    const { id, change, revision, digest, suppress, start: notBefore, end: latestEnd } = window;
    const unusedSince = clock.now();
    const common = { window: id, change, revision, digest, suppress, notBefore, latestEnd, unusedSince, version: 1 as const };
    const scope = await changes.scope(change, revision, digest);
    await store.writeOnce(scope.map((scoped) => windows.saveEntry({ ...common, ...scoped })));
  };
