import * as z from 'zod';
import { ChangeTemplates } from '../domain/change-template/change-template.ts';
import { resourceRoutes, resourceView } from './resource-routes.ts';

/** A template as the API answers it. One that ships and that nobody has edited has version 0. */
const ChangeTemplateView = resourceView(ChangeTemplates, () => ({ version: z.int().min(0) }));

const routes = resourceRoutes(ChangeTemplates, ChangeTemplateView, {
  read: 'signed-in',
  write: ['change-manager'],
  unknown: ['class/unknown', 'change-template/window-too-long', 'change-template/dependants'],
});

/** A template that ships cannot be deleted, only edited, and one that an open change or a patch schedule names cannot be deleted either. */
export const changeTemplates = {
  ...routes,
  remove: { ...routes.remove, problems: { ...routes.remove.problems, 409: ['change-template/shipped', 'change-template/in-use'] } },
};

export const changeTemplateRoutes = Object.values(changeTemplates);
