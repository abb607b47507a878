import type { Change } from './change.ts';
import { fitFor } from './change-transitions.ts';
import { isExtending, type VotableChange } from './extension.ts';

/** The change, if people decide on it: on its plan, or on its extension. @throws DomainError conflict `change/not-awaiting-approval` */
export const votableChange = (change: Change): VotableChange => (isExtending(change) ? change : fitFor(change, 'decide'));
