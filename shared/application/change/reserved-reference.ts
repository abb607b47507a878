import type { Change } from '../../domain/change/change.ts';
import { invalid } from '../../domain/errors.ts';
import { isOfPatchSchedules } from '../../domain/patch-schedule/patch-schedule.ts';

type Referring = Partial<Pick<Change, 'externalReference'>>;

/**
 * Checks that a caller sets no external reference by which Quiesce finds what it has raised itself: an occurrence of a patch schedule would
 * count as raised (H5). A change keeps the reference that it had before.
 * @throws DomainError invalid `change/external-reference-reserved`
 */
export const assertReferenceFree = ({ externalReference }: Referring, before?: Referring): void => {
  if (!externalReference || !isOfPatchSchedules(externalReference)) return;
  const { system, id } = externalReference;
  if (before?.externalReference?.system === system && before.externalReference.id === id) return;
  throw invalid(
    '/externalReference/system',
    'change/external-reference-reserved',
    `${system} is the system of the changes that patch schedules raise; name the system in which the change has its ticket`,
  );
};
