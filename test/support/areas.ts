import { approvalsEndpoints } from '../../functions/approvals/endpoints.ts';
import { assetsEndpoints } from '../../functions/assets/endpoints.ts';
import { calendarsEndpoints } from '../../functions/calendars/endpoints.ts';
import { changesEndpoints } from '../../functions/changes/endpoints.ts';
import { configurationItemsEndpoints } from '../../functions/configuration-items/endpoints.ts';
import { evaluateEndpoints } from '../../functions/evaluate/endpoints.ts';
import { importsEndpoints } from '../../functions/imports/endpoints.ts';
import { ingestEndpoints } from '../../functions/ingest/endpoints.ts';
import { monitorsEndpoints } from '../../functions/monitors/endpoints.ts';
import { peopleEndpoints } from '../../functions/people/endpoints.ts';
import { reportsEndpoints } from '../../functions/reports/endpoints.ts';
import { servicesEndpoints } from '../../functions/services/endpoints.ts';
import { systemEndpoints } from '../../functions/system/endpoints.ts';
import { decideOnChange } from '../../shared/application/approval/decide-on-change.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import type { AreaName } from '../../shared/functions/all-functions.ts';
import type { Endpoint } from '../../shared/http/request.ts';
import { lettersFrom } from '../../shared/mail/letters.ts';
import { inMemoryExportFiles, inMemoryImportFiles } from './transfer-files.ts';
import type { World } from './world.ts';

const publicUrl = 'https://quiesce.test';
const noQueue = { send: async () => undefined };

const site = {
  document: () => '{}',
  page: () => '<!doctype html>',
  asset: () => {
    throw new DomainError('missing', 'path/unknown', 'no such path');
  },
};

/** The endpoints of every area, without mails, queues and keys: for tests that walk through all routes. */
export const areaEndpoints: Readonly<Record<AreaName, (world: World) => readonly Endpoint[]>> = {
  system: () => systemEndpoints({ stage: 'test', ...site }),
  people: peopleEndpoints,
  assets: assetsEndpoints,
  reports: reportsEndpoints,
  imports: (world) =>
    importsEndpoints({
      ...world,
      files: inMemoryImportFiles(),
      exportFiles: inMemoryExportFiles(),
    }),
  'configuration-items': configurationItemsEndpoints,
  changes: (world) => changesEndpoints({ ...world, approversGroup: 'approvers' }),
  calendars: (world) => calendarsEndpoints({ ...world, publicUrl }),
  services: servicesEndpoints,
  approvals: (world) =>
    approvalsEndpoints({
      ...world,
      mailer: { send: async () => ({ messageId: 'message' }) },
      letters: lettersFrom(publicUrl),
      decide: decideOnChange(world),
    }),
  monitors: (world) =>
    monitorsEndpoints({
      ...world,
      sealer: { seal: async (text) => text, open: async (text) => text },
      allowPrivate: false,
      allowsTopic: () => false,
      queue: noQueue,
      ownAlarms: 'arn:',
      publicUrl,
    }),
  ingest: (world) => ingestEndpoints({ ...world, queue: noQueue, countTruncated: () => undefined, ownAlarms: 'arn:' }),
  evaluate: evaluateEndpoints,
};
