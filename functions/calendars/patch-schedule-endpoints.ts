import { withAuthor } from '../../shared/application/change/change-authors.ts';
import { type ChangeContext, dueAt } from '../../shared/application/change/context.ts';
import { requesterOf } from '../../shared/application/change/settle-fields.ts';
import type { TemplateReads } from '../../shared/application/change-template/use-template.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import {
  listOccurrences,
  settlePatchSchedule,
  showPatchSchedules,
} from '../../shared/application/patch-schedule/manage-patch-schedules.ts';
import { manageResource, patched, type ResourceContext } from '../../shared/application/resource/manage-resource.ts';
import * as contract from '../../shared/contracts/patch-schedules.ts';
import type { Caller } from '../../shared/domain/access.ts';
import { type PatchSchedule, PatchSchedules } from '../../shared/domain/patch-schedule/patch-schedule.ts';
import type { ResourceRepository } from '../../shared/domain/resource/define-resource.ts';
import { hasSameContent } from '../../shared/domain/resource/same-value.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';
import { resourceEndpoints } from '../../shared/runtime/resource-endpoints.ts';

export type PatchSchedulesContext = Pick<ResourceContext<PatchSchedule>, 'namings' | 'store' | 'events' | 'clock' | 'ids'> &
  ChangeContext &
  NamesContext &
  TemplateReads & { readonly patchSchedules: ResourceRepository<PatchSchedule> };

/** The endpoints of patch schedules. What is created or edited is due at once: the sweep raises the changes of its next occurrences. */
export const patchScheduleEndpoints = (context: PatchSchedulesContext): readonly Endpoint[] => {
  const { patchSchedules: repository, clock } = context;
  const settle = settlePatchSchedule(context);
  const show = showPatchSchedules(context);
  const raiseNow = ({ id }: PatchSchedule) => [dueAt(context, 'raise', id, clock.now())];
  const { list, read, remove } = resourceEndpoints<PatchSchedule>(context, {
    definition: PatchSchedules,
    routes: contract.patchSchedules,
    repository,
    removal: async () => [],
    show,
  });
  const manage = manageResource<PatchSchedule>({ ...context, definition: PatchSchedules, repository, also: raiseNow });
  /** The schedule after an edit. Who edits it does not decide on its changes (P2). */
  const edited = async (before: PatchSchedule, body: unknown, caller: Caller) => {
    const { id, createdAt, requester, authors, responsibles, standing } = before;
    const fields = await settle(patched<PatchSchedule>(PatchSchedules, before, body), before);
    const next = { ...fields, requester, authors, responsibles, standing };
    return hasSameContent({ ...next, id, createdAt }, before) ? next : { ...next, ...withAuthor(before, caller) };
  };
  return [
    on(contract.patchSchedules.create, async ({ body, caller }) => {
      const requester = await requesterOf(context)(caller, undefined);
      const fields = { ...(await settle(body as unknown as PatchSchedule)), requester, ...withAuthor({}, caller) };
      return (await show([await manage.create(fields, caller, raiseNow)]))[0];
    }),
    list,
    read,
    on(contract.patchSchedules.patch, async ({ params, body, ifMatch, caller }) => {
      const next = await manage.patch(params.id, (before) => edited(before, body, caller), ifMatch, caller);
      return (await show([next]))[0];
    }),
    remove,
    on(contract.listOccurrences, async ({ params, query }) => ({
      items: await listOccurrences(context)(await repository.get(params.id), query.count),
    })),
  ];
};
