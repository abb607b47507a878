import type { ChangeTemplate } from '../../domain/change-template/change-template.ts';
import { invalid } from '../../domain/errors.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { durationMillis } from '../../domain/values.ts';
import { type ClassReads, classNamed } from '../class/find-class.ts';

export type TemplateChecks = ClassReads;

type TemplateFields = Pick<ChangeTemplate, 'change' | 'bounds'>;

/** @throws DomainError invalid if the window that the template gives is beyond its own bounds */
const assertWindowFits = ({ change: { window }, bounds: { maxLength } }: TemplateFields): void => {
  if (window?.length !== undefined && durationMillis(window.length) > durationMillis(maxLength))
    throw invalid(
      '/change/window/length',
      'change-template/window-too-long',
      `the window lasts ${window.length}, and the bounds allow ${maxLength}`,
    );
  if (window?.dependants !== undefined)
    throw invalid('/change/window/dependants', 'change-template/dependants', 'a change by a template covers its named items only');
};

/**
 * Checks what the schema of a template cannot check: that its classes exist, and that its window is within its bounds.
 * @throws DomainError invalid `class/unknown`, `change-template/window-too-long`, `change-template/dependants`
 */
export const settleTemplate =
  (context: TemplateChecks) =>
  async <Fields extends TemplateFields>(fields: Fields, before?: ChangeTemplate): Promise<Fields> => {
    assertWindowFits(fields);
    await inParallel(fields.bounds.classes ?? [], 8, async (name, at) => {
      if (!before?.bounds.classes?.includes(name)) await classNamed(context)(name, `/bounds/classes/${at}`);
    });
    return fields;
  };
