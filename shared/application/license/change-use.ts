import { todayOf } from '../../domain/clock.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { entitlementOf, type LicenseUse } from '../../domain/license/license-use.ts';
import type { Term } from '../../domain/license/term.ts';
import type { Write } from '../../domain/store.ts';
import type { LicenseContext } from './license-context.ts';

type UseContext = Pick<LicenseContext, 'licenses' | 'events' | 'clock' | 'ids'>;

/** The current date in UTC, which decides which terms are in force. */

/** What changes the use of a license: who does it, the terms afterwards, and how many seats are assigned more, or fewer if negative. */
interface UseChange {
  readonly terms: readonly Term[];
  readonly more: number;
  readonly actor: string;
}

/** How much is assigned at the end of today. Past days keep theirs, so that a date in the past answers as it was. */
const dayWrite = async ({ licenses }: UseContext, license: string, date: string, assigned: number): Promise<Write> => {
  const before = await licenses.dayOfUse(license, date);
  return licenses.saveDay({ asset: license, date, assigned, version: before?.date === date ? before.version + 1 : 1 });
};

/** More seats are in use than the terms give, and more than was told before. */
const overUse = (context: UseContext, license: string, actor: string, body: object): Write =>
  context.events.record(newEvent(context)('LicenseOverUsed', { actor, subject: { type: 'item', id: license }, body: { ...body } }));

/**
 * The writes that move the use of a license on. They belong into the transaction of the seat or the term. If more is in use than the terms
 * give, that is recorded as an event and refuses nothing (A5).
 */
export const useWrites = async (context: UseContext, before: LicenseUse, { terms, more, actor }: UseChange): Promise<readonly Write[]> => {
  const { licenses } = context;
  const { asset } = before;
  const date = todayOf(context);
  const { entitled, assigned, overBy } = entitlementOf(terms, before.assigned + more, date);
  return [
    licenses.saveUse({ ...before, assigned, overBy, version: before.version + 1 }),
    ...(more === 0 ? [] : [await dayWrite(context, asset, date, assigned)]),
    ...(overBy > before.overBy ? [overUse(context, asset, actor, { date, entitled, assigned, overBy })] : []),
  ];
};
