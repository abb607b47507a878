import { type ChangeContext, dueAt } from '../../shared/application/change/context.ts';
import { requesterOf } from '../../shared/application/change/settle-fields.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import {
  listOccurrences,
  settlePatchSchedule,
  showPatchSchedules,
} from '../../shared/application/patch-schedule/manage-patch-schedules.ts';
import { manageResource, type ResourceContext } from '../../shared/application/resource/manage-resource.ts';
import * as contract from '../../shared/contracts/patch-schedules.ts';
import { type PatchSchedule, PatchSchedules } from '../../shared/domain/patch-schedule/patch-schedule.ts';
import type { ResourceRepository } from '../../shared/domain/resource/define-resource.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';
import { resourceEndpoints } from '../../shared/runtime/resource-endpoints.ts';

export type PatchSchedulesContext = Pick<ResourceContext<PatchSchedule>, 'namings' | 'store' | 'events' | 'clock' | 'ids'> &
  ChangeContext &
  NamesContext & { readonly patchSchedules: ResourceRepository<PatchSchedule> };

/** The endpoints of patch schedules. What is created or edited is due at once: the sweep raises the changes of its next occurrences. */
export const patchScheduleEndpoints = (context: PatchSchedulesContext): readonly Endpoint[] => {
  const { patchSchedules: repository, clock } = context;
  const settle = settlePatchSchedule(context);
  const show = showPatchSchedules(context);
  const raiseNow = ({ id }: PatchSchedule) => [dueAt(context, 'raise', id, clock.now())];
  const { list, read, patch, remove } = resourceEndpoints<PatchSchedule>(context, {
    definition: PatchSchedules,
    routes: contract.patchSchedules,
    repository,
    settle: async (fields: PatchSchedule, before?: PatchSchedule) => ({
      ...(await settle(fields, before)),
      ...(before ? { requester: before.requester } : {}),
    }),
    also: raiseNow,
    removal: async () => [],
    show,
  });
  const manage = manageResource<PatchSchedule>({ ...context, definition: PatchSchedules, repository });
  return [
    on(contract.patchSchedules.create, async ({ body, caller }) => {
      const requester = await requesterOf(context)(caller, undefined);
      const fields = { ...(await settle(body as unknown as PatchSchedule)), requester };
      return (await show([await manage.create(fields, caller, raiseNow)]))[0];
    }),
    list,
    read,
    patch,
    remove,
    on(contract.listOccurrences, async ({ params, query }) => ({
      items: await listOccurrences(context)(await repository.get(params.id), query.count),
    })),
  ];
};
