import { calendarRepository } from '../../shared/data/calendar/calendar-repository.ts';
import { classRepository } from '../../shared/data/class/class-repository.ts';
import { configurationItemRepository } from '../../shared/data/configuration-item/configuration-item-repository.ts';
import { itemReferences } from '../../shared/data/item/item-references.ts';
import { relationRepository } from '../../shared/data/item/relation-repository.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { namingRepository } from '../../shared/data/naming/naming-repository.ts';
import { reservationRepository } from '../../shared/data/reservation/reservation-repository.ts';
import { windowRepository } from '../../shared/data/window/window-repository.ts';
import { calendarsFunction } from '../../shared/functions/areas.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { calendarsEndpoints } from './endpoints.ts';

export const handler = httpFunction(calendarsFunction, (context) =>
  calendarsEndpoints({
    ...context,
    calendars: calendarRepository(context.records),
    classes: classRepository(context.records),
    configurationItems: configurationItemRepository(context.records),
    references: itemReferences(context.records),
    relations: relationRepository(context.records),
    reservations: reservationRepository(context.records),
    windows: windowRepository(context.records),
    names: nameRepository(context.records),
    namings: namingRepository(context.records),
  }),
);
