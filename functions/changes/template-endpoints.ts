import { settleTemplate, type TemplateChecks } from '../../shared/application/change-template/settle-template.ts';
import { assertUnnamed } from '../../shared/application/naming/find-users.ts';
import { changeTemplates as routes } from '../../shared/contracts/change-templates.ts';
import { type ChangeTemplate, ChangeTemplates } from '../../shared/domain/change-template/change-template.ts';
import type { ResourceRepository } from '../../shared/domain/resource/define-resource.ts';
import type { Endpoint } from '../../shared/http/request.ts';
import { resourceEndpoints } from '../../shared/runtime/resource-endpoints.ts';

export interface TemplateAreaContext extends TemplateChecks {
  readonly changeTemplates: ResourceRepository<ChangeTemplate>;
}

/**
 * The endpoints of change templates. A template that an open change or a patch schedule names is not deleted (I8): the change is judged by it
 * when it is submitted, revised or extended, and the schedule raises its next change by it.
 */
export const templateEndpoints = (
  context: TemplateAreaContext & Parameters<typeof resourceEndpoints>[0] & Parameters<typeof assertUnnamed>[0],
): readonly Endpoint[] =>
  Object.values(
    resourceEndpoints(context, {
      definition: ChangeTemplates,
      routes,
      repository: context.changeTemplates,
      settle: settleTemplate(context),
      removal: async ({ id }) => [await assertUnnamed(context)({ noun: 'change-template', id })],
    }),
  );
