import { approvalDigest } from '../approval/digest.ts';
import type { Change } from './change.ts';
import { hasOffer, requestedTimes } from './window-offer.ts';

/** A change as clients get it: with the digest that a decision may name, and without the fields that only rules need. */
export const changeView = (change: Change) => {
  const {
    authors,
    responsibles,
    responsibleSince,
    formerWindows,
    editedAt,
    heldFor,
    measuredFor,
    impairedServices,
    beforeExtension,
    latestRevision,
    planRevision,
    walking,
    ...shown
  } = change;
  return { ...shown, ...(hasOffer(change) ? { window: requestedTimes(change) } : {}), digest: approvalDigest(change) };
};
