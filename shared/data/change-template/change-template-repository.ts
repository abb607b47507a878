import { type ChangeTemplate, ChangeTemplates, shortMaintenance } from '../../domain/change-template/change-template.ts';
import { conflict } from '../../domain/errors.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { foldedForm } from '../../domain/text.ts';
import type { Records } from '../records.ts';
import { resourceRepository } from '../resource/resource-repository.ts';
import { changeTemplateRow } from './change-template-rows.ts';

/** Whether a template ships and nobody has edited it. */
const isShipped = ({ version }: ChangeTemplate): boolean => version === 0;

/**
 * The templates with the one that ships. It is read like a stored one. Its first edit stores it under the same id and name, and the deletion of
 * the stored one brings the shipped one back.
 */
export const changeTemplateRepository = (records: Records): ResourceRepository<ChangeTemplate> => {
  const stored = resourceRepository<ChangeTemplate>(records, ChangeTemplates, changeTemplateRow);
  const or = (found: ChangeTemplate | undefined, id: string) => found ?? (id === shortMaintenance.id ? shortMaintenance : undefined);
  return {
    ...stored,
    find: async (id) => or(await stored.find(id), id),
    get: async (id) => or(await stored.find(id), id) ?? stored.get(id),
    findMany: async (ids) => {
      const found = await stored.findMany(ids);
      const isLacking = ids.includes(shortMaintenance.id) && !found.some(({ id }) => id === shortMaintenance.id);
      return isLacking ? [...found, shortMaintenance] : found;
    },
    ownerOf: async (value) => {
      const owner = await stored.ownerOf(value);
      return owner ?? (foldedForm(value.value) === foldedForm(shortMaintenance.name) ? shortMaintenance.id : undefined);
    },
    save: (next, before) => (before !== undefined && isShipped(before) ? stored.save(next) : stored.save(next, before)),
    remove: (template, at) => {
      if (isShipped(template))
        throw conflict('change-template/shipped', `${template.name} ships with Quiesce and cannot be deleted; edit it instead`);
      return stored.remove(template, at);
    },
    page: async (request) => {
      if (request.after !== undefined || (await stored.find(shortMaintenance.id))) return stored.page(request);
      if (request.limit === 1) return { items: [shortMaintenance], nextCursor: shortMaintenance.id };
      const { items, ...rest } = await stored.page({ ...request, limit: request.limit - 1 });
      return { ...rest, items: [shortMaintenance, ...items] };
    },
  };
};
