import { agreementRepository } from '../../shared/data/agreement/agreement-repository.ts';
import { assetFactRepository } from '../../shared/data/asset/asset-fact-repository.ts';
import { assetRepository } from '../../shared/data/asset/asset-repository.ts';
import { bookRow, categoryRow } from '../../shared/data/book/book-rows.ts';
import { changeRepository } from '../../shared/data/change/change-repository.ts';
import { configurationItemRepository } from '../../shared/data/configuration-item/configuration-item-repository.ts';
import { costRepository, vendorContractRepository } from '../../shared/data/cost/cost-repository.ts';
import { episodeRepository } from '../../shared/data/episode/episode-repository.ts';
import { exportRepository } from '../../shared/data/export/export-repository.ts';
import { sqsTransferQueue } from '../../shared/data/import/sqs-transfer-queue.ts';
import { itemReferences } from '../../shared/data/item/item-references.ts';
import { itemRepository } from '../../shared/data/item/item-repository.ts';
import { relationRepository } from '../../shared/data/item/relation-repository.ts';
import { licenseRepository } from '../../shared/data/license/license-repository.ts';
import { monitorRow } from '../../shared/data/monitor/monitor-rows.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { outageRepository } from '../../shared/data/outage/outage-repository.ts';
import { poolRow } from '../../shared/data/pool/pool-rows.ts';
import { reminderRepository } from '../../shared/data/reminder/reminder-repository.ts';
import { accessHistory } from '../../shared/data/resource/access-history.ts';
import { clientRow, contactGroupRow, personRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { unauthorizedChangeRepository } from '../../shared/data/unauthorized-change/unauthorized-change-repository.ts';
import { windowRepository } from '../../shared/data/window/window-repository.ts';
import { type Book, Books } from '../../shared/domain/book/book.ts';
import { Categories, type Category } from '../../shared/domain/category/category.ts';
import { type Client, Clients } from '../../shared/domain/client/client.ts';
import { type ContactGroup, ContactGroups } from '../../shared/domain/contact-group/contact-group.ts';
import { type Monitor, Monitors } from '../../shared/domain/monitor/monitor.ts';
import { People, type Person } from '../../shared/domain/person/person.ts';
import { type Pool, Pools } from '../../shared/domain/pool/pool.ts';
import { reportsFunction } from '../../shared/functions/areas.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { reportsEndpoints } from './endpoints.ts';

export const handler = httpFunction(reportsFunction, (context, env) =>
  reportsEndpoints({
    ...context,
    assets: assetRepository(context.records),
    assetFacts: assetFactRepository(context.records),
    items: itemRepository(context.records),
    books: resourceRepository<Book>(context.records, Books, bookRow),
    categories: resourceRepository<Category>(context.records, Categories, categoryRow),
    pools: resourceRepository<Pool>(context.records, Pools, poolRow),
    agreements: agreementRepository(context.records),
    outages: outageRepository(context.records),
    changes: changeRepository(context.records),
    configurationItems: configurationItemRepository(context.records),
    references: itemReferences(context.records),
    relations: relationRepository(context.records),
    unauthorizedChanges: unauthorizedChangeRepository(context.records),
    episodes: episodeRepository(context.records),
    windows: windowRepository(context.records),
    monitors: resourceRepository<Monitor>(context.records, Monitors, monitorRow),
    people: resourceRepository<Person>(context.records, People, personRow),
    contactGroups: resourceRepository<ContactGroup>(context.records, ContactGroups, contactGroupRow),
    clients: resourceRepository<Client>(context.records, Clients, clientRow),
    accesses: accessHistory(context.records),
    names: nameRepository(context.records),
    costs: costRepository(context.records),
    contracts: vendorContractRepository(context.records),
    licenses: licenseRepository(context.records),
    reminders: reminderRepository(context.records),
    retentionDays: env.RETENTION_DAYS,
    exports: exportRepository(context.records),
    exportQueue: sqsTransferQueue(env.EXPORT_QUEUE_URL),
  }),
);
