import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { Id, PlainDate } from '../values.ts';
import { entitledOn, type Term } from './term.ts';

/**
 * How much of a license is assigned now. Every seat and every term moves the version of this row in its own transaction, so that two
 * callers who take the last seat cannot both succeed. `overBy` is what was last told by an event.
 */
export const LicenseUse = lazily(() =>
  z.strictObject({ asset: Id(), assigned: z.int().min(0), overBy: z.int().min(0), version: z.int().min(0) }),
);
export type LicenseUse = Shape<typeof LicenseUse>;

/** How much of a license was assigned at the end of a day on which that changed. */
export const DayOfUse = lazily(() => z.strictObject({ asset: Id(), date: PlainDate(), assigned: z.int().min(0), version: z.int().min(1) }));
export type DayOfUse = Shape<typeof DayOfUse>;

/** The use of a license that nobody has used yet. It is not stored. */
export const unused = (asset: string): LicenseUse => ({ asset, assigned: 0, overBy: 0, version: 0 });

/** How a license stands on a date: over-use is a state, and takes nothing away from anybody (A5). */
export interface Entitlement {
  readonly entitled: number;
  readonly assigned: number;
  readonly overBy: number;
}

export const entitlementOf = (terms: readonly Term[], assigned: number, date: string): Entitlement => {
  const entitled = entitledOn(terms, date);
  return { entitled, assigned, overBy: Math.max(0, assigned - entitled) };
};
