import { todayOf } from '../../domain/clock.ts';
import { system } from '../../domain/event/event.ts';
import { entitlementOf } from '../../domain/license/license-use.ts';
import { onFreshRows } from '../../domain/store.ts';
import { useWrites } from './change-use.ts';
import type { ReleaseContext } from './release-seat.ts';

/**
 * Looks whether more seats of a license are in use than its terms give, on the day on which a term begins or is over (A5). If nothing has
 * changed, nothing is written, so that it may run twice.
 */
export const checkLicense =
  (context: ReleaseContext) =>
  (license: string): Promise<void> =>
    onFreshRows(async () => {
      const { licenses, store } = context;
      const [use, terms] = await Promise.all([licenses.useOf(license), licenses.termsOf(license)]);
      const { overBy } = entitlementOf(terms, use.assigned, todayOf(context));
      if (overBy !== use.overBy) await store.commit(await useWrites(context, use, { terms, more: 0, actor: system }));
    });
