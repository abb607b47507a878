import { findSlots, type SlotContext } from '../../shared/application/calendar/find-slots.ts';
import { type SettleCalendarContext, settleFreeze, settleMaintenanceHours } from '../../shared/application/calendar/settle-calendars.ts';
import { showCalendars } from '../../shared/application/calendar/show-calendars.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import type { ResourceContext } from '../../shared/application/resource/manage-resource.ts';
import * as contract from '../../shared/contracts/calendars.ts';
import type { CalendarRepository } from '../../shared/domain/calendar/calendar-repository.ts';
import { type Freeze, Freezes } from '../../shared/domain/calendar/freeze.ts';
import { MaintenanceHours } from '../../shared/domain/calendar/maintenance-hours.ts';
import type { Resource } from '../../shared/domain/resource/define-resource.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';
import { resourceEndpoints } from '../../shared/runtime/resource-endpoints.ts';
import { type FeedsContext, feedEndpoints } from './feed-endpoints.ts';
import { type PatchSchedulesContext, patchScheduleEndpoints } from './patch-schedule-endpoints.ts';

type CalendarsContext = PatchSchedulesContext &
  FeedsContext &
  Pick<ResourceContext<Resource>, 'namings' | 'store' | 'events' | 'clock' | 'ids'> &
  SettleCalendarContext &
  SlotContext &
  NamesContext & { readonly calendars: CalendarRepository };

/** The endpoints of freezes, maintenance hours, patch schedules, free slots and calendar feeds. */
export const calendarsEndpoints = (context: CalendarsContext): readonly Endpoint[] => {
  const { calendars } = context;
  const common = { everyTime: async () => [await calendars.moved()], removal: async () => [], show: showCalendars(context) };
  return [
    ...patchScheduleEndpoints(context),
    ...feedEndpoints(context),
    on(contract.findSlots, async ({ query }) => ({ items: await findSlots(context)(query) })),
    ...Object.values(
      resourceEndpoints<Freeze>(context, {
        ...common,
        definition: Freezes,
        routes: contract.freezes,
        repository: calendars.freezes,
        settle: settleFreeze(context),
      }),
    ),
    ...Object.values(
      resourceEndpoints<MaintenanceHours>(context, {
        ...common,
        definition: MaintenanceHours,
        routes: contract.maintenanceHours,
        repository: calendars.maintenanceHours,
        settle: settleMaintenanceHours(context),
      }),
    ),
  ];
};
