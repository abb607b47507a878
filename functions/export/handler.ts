import { agreementRepository } from '../../shared/data/agreement/agreement-repository.ts';
import { assetFactRepository } from '../../shared/data/asset/asset-fact-repository.ts';
import { assetRepository } from '../../shared/data/asset/asset-repository.ts';
import { assignmentRepository } from '../../shared/data/assignment/assignment-repository.ts';
import { bookRow, categoryRow } from '../../shared/data/book/book-rows.ts';
import { changeRepository } from '../../shared/data/change/change-repository.ts';
import { configurationItemRepository } from '../../shared/data/configuration-item/configuration-item-repository.ts';
import { costRepository, vendorContractRepository } from '../../shared/data/cost/cost-repository.ts';
import { episodeRepository } from '../../shared/data/episode/episode-repository.ts';
import { eventRepository } from '../../shared/data/event/event-repository.ts';
import { exportRepository } from '../../shared/data/export/export-repository.ts';
import { s3ExportFiles } from '../../shared/data/export/s3-export-files.ts';
import { sqsTransferQueue } from '../../shared/data/import/sqs-transfer-queue.ts';
import { itemReferences } from '../../shared/data/item/item-references.ts';
import { itemRepository } from '../../shared/data/item/item-repository.ts';
import { relationRepository } from '../../shared/data/item/relation-repository.ts';
import { licenseRepository } from '../../shared/data/license/license-repository.ts';
import { monitorRow } from '../../shared/data/monitor/monitor-rows.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { outageRepository } from '../../shared/data/outage/outage-repository.ts';
import { poolRow } from '../../shared/data/pool/pool-rows.ts';
import { accessHistory } from '../../shared/data/resource/access-history.ts';
import { clientRow, contactGroupRow, personRow, teamRow } from '../../shared/data/resource/plain-rows.ts';
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
import { type Team, Teams } from '../../shared/domain/team/team.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { exportFunction } from '../../shared/functions/workers.ts';
import { eachMessage } from '../../shared/runtime/queue-messages.ts';
import { sqsVisibility } from '../../shared/runtime/sqs-visibility.ts';
import { consumerBudget, workerContext } from '../../shared/runtime/worker.ts';
import { onExportMessage } from './on-message.ts';

const env = readEnv(environmentOf(exportFunction));
const context = workerContext(env, consumerBudget);
const { records } = context;
const exportMessage = onExportMessage({
  ...context,
  exports: exportRepository(records),
  exportFiles: s3ExportFiles(env.TRANSFER_BUCKET),
  exportQueue: sqsTransferQueue(env.EXPORT_QUEUE_URL),
  assets: assetRepository(records),
  assetFacts: assetFactRepository(records),
  items: itemRepository(records),
  books: resourceRepository<Book>(records, Books, bookRow),
  categories: resourceRepository<Category>(records, Categories, categoryRow),
  pools: resourceRepository<Pool>(records, Pools, poolRow),
  names: nameRepository(records),
  references: itemReferences(records),
  assignments: assignmentRepository(records),
  licenses: licenseRepository(records),
  costs: costRepository(records),
  contracts: vendorContractRepository(records),
  people: resourceRepository<Person>(records, People, personRow),
  teams: resourceRepository<Team>(records, Teams, teamRow),
  contactGroups: resourceRepository<ContactGroup>(records, ContactGroups, contactGroupRow),
  configurationItems: configurationItemRepository(records),
  relations: relationRepository(records),
  clients: resourceRepository<Client>(records, Clients, clientRow),
  accesses: accessHistory(records),
  agreements: agreementRepository(records),
  changes: changeRepository(records),
  events: eventRepository(records),
  episodes: episodeRepository(records),
  monitors: resourceRepository<Monitor>(records, Monitors, monitorRow),
  outages: outageRepository(records),
  unauthorizedChanges: unauthorizedChangeRepository(records),
  windows: windowRepository(records),
});

export const handler = eachMessage(sqsVisibility(env.EXPORT_QUEUE_URL), ({ body, attributes }) =>
  exportMessage(body, Number(attributes.ApproximateReceiveCount)),
);
