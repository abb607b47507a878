import { agreementRepository } from '../../shared/data/agreement/agreement-repository.ts';
import { sightingRepository } from '../../shared/data/configuration-item/sighting-repository.ts';
import { costRepository } from '../../shared/data/cost/cost-repository.ts';
import { driftRepository } from '../../shared/data/drift/drift-repository.ts';
import { eventRepository } from '../../shared/data/event/event-repository.ts';
import { historyRepository } from '../../shared/data/history/history-repository.ts';
import { assetMatches } from '../../shared/data/import/asset-matches.ts';
import { importRepository } from '../../shared/data/import/import-repository.ts';
import { s3ImportFiles } from '../../shared/data/import/s3-import-files.ts';
import { sqsTransferQueue } from '../../shared/data/import/sqs-transfer-queue.ts';
import { relationRepository } from '../../shared/data/item/relation-repository.ts';
import { licenseRepository } from '../../shared/data/license/license-repository.ts';
import { monitorRow } from '../../shared/data/monitor/monitor-rows.ts';
import { outageRepository } from '../../shared/data/outage/outage-repository.ts';
import { addressChangeRepository } from '../../shared/data/person/address-change-repository.ts';
import { clientRow, contactGroupRow, personRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { windowRepository } from '../../shared/data/window/window-repository.ts';
import { type Client, Clients } from '../../shared/domain/client/client.ts';
import { type ContactGroup, ContactGroups } from '../../shared/domain/contact-group/contact-group.ts';
import { type Monitor, Monitors } from '../../shared/domain/monitor/monitor.ts';
import { People, type Person } from '../../shared/domain/person/person.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { importFunction } from '../../shared/functions/workers.ts';
import { assetRepositories } from '../../shared/runtime/asset-repositories.ts';
import { eachMessage } from '../../shared/runtime/queue-messages.ts';
import { sqsVisibility } from '../../shared/runtime/sqs-visibility.ts';
import { consumerBudget, workerContext } from '../../shared/runtime/worker.ts';
import { onImportMessage } from './on-message.ts';

const env = readEnv(environmentOf(importFunction));
const context = workerContext(env, consumerBudget);
const { records } = context;
const repositories = assetRepositories(records);
const importMessage = onImportMessage({
  ...context,
  ...repositories,
  agreements: agreementRepository(records),
  imports: importRepository(records),
  files: s3ImportFiles(env.TRANSFER_BUCKET),
  importQueue: sqsTransferQueue(env.IMPORT_QUEUE_URL),
  assetMatches: assetMatches(records, repositories.items),
  events: eventRepository(records),
  people: resourceRepository<Person>(records, People, personRow),
  licenses: licenseRepository(records),
  costs: costRepository(records),
  outages: outageRepository(records),
  windows: windowRepository(records),
  clients: resourceRepository<Client>(records, Clients, clientRow),
  addressChanges: addressChangeRepository(records),
  contactGroups: resourceRepository<ContactGroup>(records, ContactGroups, contactGroupRow),
  monitors: resourceRepository<Monitor>(records, Monitors, monitorRow),
  relations: relationRepository(records),
  history: historyRepository(records),
  sightings: sightingRepository(records),
  drift: driftRepository(records),
});

export const handler = eachMessage(sqsVisibility(env.IMPORT_QUEUE_URL), ({ body }) => importMessage(body));
