import { assetRepository } from '../../shared/data/asset/asset-repository.ts';
import { assignmentRepository } from '../../shared/data/assignment/assignment-repository.ts';
import { costRepository } from '../../shared/data/cost/cost-repository.ts';
import { exportRepository } from '../../shared/data/export/export-repository.ts';
import { s3ExportFiles } from '../../shared/data/export/s3-export-files.ts';
import { sqsTransferQueue } from '../../shared/data/import/sqs-transfer-queue.ts';
import { itemReferences } from '../../shared/data/item/item-references.ts';
import { licenseRepository } from '../../shared/data/license/license-repository.ts';
import { clientRow, personRow, teamRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { type Client, Clients } from '../../shared/domain/client/client.ts';
import { People, type Person } from '../../shared/domain/person/person.ts';
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
  references: itemReferences(records),
  assignments: assignmentRepository(records),
  licenses: licenseRepository(records),
  costs: costRepository(records),
  people: resourceRepository<Person>(records, People, personRow),
  teams: resourceRepository<Team>(records, Teams, teamRow),
  clients: resourceRepository<Client>(records, Clients, clientRow),
});

export const handler = eachMessage(sqsVisibility(env.EXPORT_QUEUE_URL), ({ body, attributes }) =>
  exportMessage(body, Number(attributes.ApproximateReceiveCount)),
);
