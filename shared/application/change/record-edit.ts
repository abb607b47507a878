import { approvalDigest } from '../../domain/approval/approval-digest.ts';
import type { Change } from '../../domain/change/change.ts';
import { type FieldEdit, partsOfEdit } from '../../domain/change/field-edit.ts';
import type { Write } from '../../domain/store.ts';
import { type ChangeContext, changeEvent } from './context.ts';

/** An edit of a change: the change before and after it, what differs, and who made it. */
export interface ChangeEdit {
  readonly before: Change;
  readonly next: Change;
  readonly edits: readonly FieldEdit[];
  readonly actor: string;
}

/** An edit of the plan may come with another scope, because it is computed again. The event says how many CIs it has. */
const scopeEdit = ({ before, next }: ChangeEdit): readonly FieldEdit[] =>
  before.scope && next.scope && before.scope.digest !== next.scope.digest
    ? [{ field: 'scope', before: before.scope.count, after: next.scope.count }]
    : [];

/**
 * The events of an edit: they keep what each field said before and after. An edit that is too long for one event is recorded in several.
 * @throws DomainError too-large `change/edit-too-large`
 */
export const editEvents = (context: Pick<ChangeContext, 'events' | 'clock' | 'ids'>, edit: ChangeEdit): readonly Write[] => {
  const { before, next, actor } = edit;
  const digest = { before: approvalDigest(before), after: approvalDigest(next) };
  return partsOfEdit([...edit.edits, ...scopeEdit(edit)]).map((edits) =>
    changeEvent(context, 'ChangeEdited', { change: next, actor, body: { fields: edits.map(({ field }) => field), edits, digest } }),
  );
};
