import type { Change } from '../../domain/change/change.ts';
import type { ChangeDraft, ChangeFields } from '../../domain/change/change-fields.ts';
import type { ChangeTemplate } from '../../domain/change-template/change-template.ts';
import { boundsRefusal } from '../../domain/change-template/template-bounds.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { isId } from '../../domain/values.ts';

export interface TemplateReads {
  readonly changeTemplates: Pick<ResourceRepository<ChangeTemplate>, 'find' | 'ownerOf'>;
}

/** The template that a request names by id or name. @throws DomainError invalid `change-template/unknown` */
export const templateNamed = async ({ changeTemplates }: TemplateReads, reference: string): Promise<ChangeTemplate> => {
  const id = isId(reference) ? reference : await changeTemplates.ownerOf({ scheme: 'name', value: reference });
  const found = id === undefined ? undefined : await changeTemplates.find(id);
  if (found) return found;
  throw invalid('/template', 'change-template/unknown', `template ${reference} does not exist; see GET /v1/change-templates`);
};

/** What a change says because of its template. */
type TemplateParts = Pick<Change, 'template' | 'templateName' | 'templateVersion'>;

/** The type of a change, which is that of its template. @throws DomainError invalid if the request says another one */
const typeOf = ({ type }: ChangeDraft, template: ChangeTemplate | undefined): ChangeFields['type'] => {
  if (template === undefined && type === 'standard')
    throw invalid(
      '/template',
      'change/template-required',
      'a standard change is made from a template: name one, see GET /v1/change-templates',
    );
  if (template && type !== undefined && type !== template.type)
    throw invalid('/type', 'change/template-type', `a change by the template ${template.name} is ${template.type}, not ${type}`);
  return template?.type ?? type ?? 'normal';
};

/**
 * The fields of a request, with what its template says where the request says nothing.
 * @throws DomainError invalid `change-template/unknown`, `change/template-required`, `change/template-type`
 */
export const withTemplate =
  (context: TemplateReads) =>
  async ({ submit, start, ...draft }: ChangeDraft): Promise<{ fields: ChangeFields; parts: TemplateParts }> => {
    const template = draft.template === undefined ? undefined : await templateNamed(context, draft.template);
    const type = typeOf({ submit, start, ...draft }, template);
    // The schema of a request asks for a title, unless it names a template. Every template has one.
    const fields = { ...template?.change, ...draft, type, title: draft.title ?? template?.change.title ?? '' };
    if (!template) return { fields, parts: {} };
    const { id, name, version } = template;
    return { fields: { ...fields, template: id }, parts: { template: id, templateName: name, templateVersion: version } };
  };

/**
 * The template of a change that is submitted now. What counts is the template as it is now, which may have been edited or deleted since the
 * draft was made.
 * @throws DomainError conflict `template/out-of-bounds` with the pointer of what is beyond its bounds; `change-template/deleted`
 */
export const templateAtSubmission =
  ({ changeTemplates }: TemplateReads) =>
  async (change: Change, cis: readonly ConfigurationItem[]): Promise<ChangeTemplate | undefined> => {
    if (change.template === undefined) return undefined;
    const template = await changeTemplates.find(change.template);
    if (!template)
      throw conflict('change-template/deleted', `the template ${change.templateName} was deleted: request a new change`, '/template');
    const refusal = boundsRefusal(template, change, cis);
    if (refusal) throw refusal;
    return template;
  };
