import type { CiClass, ClassDraft } from '../../domain/class/class.ts';
import { filterPostings } from '../../domain/configuration-item/configuration-item-postings.ts';
import { isInService, type Stage, stages } from '../../domain/configuration-item/stage-table.ts';
import { classLoosens } from '../../domain/control/change-control.ts';
import { conflict } from '../../domain/errors.ts';
import { firstOfPages } from '../all-pages.ts';
import { assertMayBreakGlass, assertMayWrite, type WritePermit } from '../control/allow-write.ts';
import type { ClassContext } from './class-context.ts';

const servingStages = stages.filter((stage) => isInService({ stage }));

/** Whether a CI of the class is in this stage. */
const hasCiIn = async ({ configurationItems }: ClassContext, { name }: Pick<CiClass, 'name'>, stage: Stage): Promise<boolean> => {
  const postings = filterPostings({ class: name, stage });
  return (await firstOfPages({ page: (request) => configurationItems.page(request, postings) })) !== undefined;
};

const hasServingCi = async (context: ClassContext, ciClass: CiClass): Promise<boolean> =>
  (await Promise.all(servingStages.map((stage) => hasCiIn(context, ciClass, stage)))).includes(true);

/**
 * Checks who may make a class say something else. To control less while CIs of it are in service would free all of them at once, so a change
 * manager gives a reason for it (C5, H10). Everything else is for configuration managers.
 * @throws DomainError conflict `change/required`; forbidden `access/break-glass`
 */
export const assertMayChangeClass =
  (context: ClassContext) =>
  async (before: CiClass | undefined, after: ClassDraft, permit: WritePermit): Promise<void> => {
    assertMayWrite(permit);
    if (permit.breakGlass !== undefined) return assertMayBreakGlass(permit);
    if (!before || !classLoosens(before, after) || !(await hasServingCi(context, before))) return;
    const detail = `CIs of class ${before.name} are in service, and it would control less; a change manager sends a reason as breakGlass`;
    throw conflict('change/required', detail);
  };
