import { approvalDigest } from '../approval/digest.ts';
import type { Change } from './change.ts';

/** A change as clients get it: with the digest that a decision may name, and without the fields that only rules need. */
export const changeView = <Shown extends Change>(change: Shown) => {
  const { authors, responsibles, formerWindows, editedAt, heldFor, measuredFor, ...shown } = change;
  return { ...shown, digest: approvalDigest(change) };
};
