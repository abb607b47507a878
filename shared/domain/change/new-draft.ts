import type { Instant } from '../clock.ts';
import type { DraftChange } from './change.ts';
import type { ChangeFields } from './change-fields.ts';

/** The fields of a new draft, with the ids of its items. */
type NewDraftFields = Omit<ChangeFields, 'items'> &
  Pick<DraftChange, 'items' | 'requester' | 'client' | 'authors' | 'responsibles' | 'templateName' | 'templateVersion' | 'standingFor'>;

/** A change as it is created: a draft of which nobody has decided anything. */
export const newDraft = (fields: NewDraftFields, { id, number, now }: { id: string; number: string; now: Instant }): DraftChange => ({
  ...fields,
  ...(fields.responsibles ? { responsibleSince: [] } : {}),
  ...{ id, version: 1, createdAt: now, updatedAt: now, number },
  status: 'draft',
  onHold: false,
  revision: 1,
  approvals: { needed: 0, given: 0 },
  conflicts: [],
  outcomes: [],
  overrun: false,
  notStarted: false,
});
