import { agreementRepository } from '../../shared/data/agreement/agreement-repository.ts';
import { assetFactRepository } from '../../shared/data/asset/asset-fact-repository.ts';
import { assetRepository } from '../../shared/data/asset/asset-repository.ts';
import { bookRow } from '../../shared/data/book/book-rows.ts';
import { changeRepository } from '../../shared/data/change/change-repository.ts';
import { classRepository } from '../../shared/data/class/class-repository.ts';
import { configurationItemRepository } from '../../shared/data/configuration-item/configuration-item-repository.ts';
import { sightingRepository } from '../../shared/data/configuration-item/sighting-repository.ts';
import { driftRepository } from '../../shared/data/drift/drift-repository.ts';
import { dueRepository } from '../../shared/data/due/due-repository.ts';
import { historyRepository } from '../../shared/data/history/history-repository.ts';
import { s3Seals } from '../../shared/data/history/s3-seals.ts';
import { itemReferences } from '../../shared/data/item/item-references.ts';
import { itemRepository } from '../../shared/data/item/item-repository.ts';
import { relationRepository } from '../../shared/data/item/relation-repository.ts';
import { licenseRepository } from '../../shared/data/license/license-repository.ts';
import { monitorRow } from '../../shared/data/monitor/monitor-rows.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { namingRepository } from '../../shared/data/naming/naming-repository.ts';
import { userRepository } from '../../shared/data/naming/user-repository.ts';
import { outageRepository } from '../../shared/data/outage/outage-repository.ts';
import { reminderRepository } from '../../shared/data/reminder/reminder-repository.ts';
import { teamRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { unauthorizedChangeRepository } from '../../shared/data/unauthorized-change/unauthorized-change-repository.ts';
import { windowRepository } from '../../shared/data/window/window-repository.ts';
import { type Book, Books } from '../../shared/domain/book/book.ts';
import { type Monitor, Monitors } from '../../shared/domain/monitor/monitor.ts';
import { type Team, Teams } from '../../shared/domain/team/team.ts';
import { configurationItemsFunction } from '../../shared/functions/areas.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { configurationItemsEndpoints } from './endpoints.ts';

export const handler = httpFunction(configurationItemsFunction, (context, env) =>
  configurationItemsEndpoints({
    ...context,
    items: itemRepository(context.records),
    history: historyRepository(context.records),
    seals: s3Seals(env.SEAL_BUCKET),
    references: itemReferences(context.records),
    relations: relationRepository(context.records),
    configurationItems: configurationItemRepository(context.records),
    sightings: sightingRepository(context.records),
    drift: driftRepository(context.records),
    assets: assetRepository(context.records),
    agreements: agreementRepository(context.records),
    assetFacts: assetFactRepository(context.records),
    books: resourceRepository<Book>(context.records, Books, bookRow),
    outages: outageRepository(context.records),
    licenses: licenseRepository(context.records),
    monitors: resourceRepository<Monitor>(context.records, Monitors, monitorRow),
    classes: classRepository(context.records),
    names: nameRepository(context.records),
    teams: resourceRepository<Team>(context.records, Teams, teamRow),
    windows: windowRepository(context.records),
    changes: changeRepository(context.records),
    namings: namingRepository(context.records),
    unauthorizedChanges: unauthorizedChangeRepository(context.records),
    reminders: reminderRepository(context.records),
    dues: dueRepository(context.records),
    users: userRepository(context.records),
  }),
);
