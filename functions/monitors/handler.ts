import { sqsSendQueue } from '../../shared/data/episode/sqs-send-queue.ts';
import { kmsSealer } from '../../shared/data/monitor/kms-sealer.ts';
import { retiredReceiverRepository } from '../../shared/data/monitor/retired-receiver-repository.ts';
import { truncationRepository } from '../../shared/data/monitor/truncation-repository.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { namingRepository } from '../../shared/data/naming/naming-repository.ts';
import { teamRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { topicRule } from '../../shared/domain/monitor/topics.ts';
import { type Team, Teams } from '../../shared/domain/team/team.ts';
import { monitorsFunction } from '../../shared/functions/areas.ts';
import { alertRepositories } from '../../shared/runtime/alert-repositories.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { monitorsEndpoints } from './endpoints.ts';

export const handler = httpFunction(monitorsFunction, (context, env) =>
  monitorsEndpoints({
    ...context,
    ...alertRepositories(context.records),
    names: nameRepository(context.records),
    namings: namingRepository(context.records),
    teams: resourceRepository<Team>(context.records, Teams, teamRow),
    retiredReceivers: retiredReceiverRepository(context.records),
    truncations: truncationRepository(context.records),
    queue: sqsSendQueue(env.SEND_QUEUE_URL),
    ownAlarms: env.OWN_ALARMS,
    sealer: kmsSealer(env.SEAL_KEY_ID),
    allowPrivate: env.ALLOW_PRIVATE_RECEIVERS === 'true',
    allowsTopic: topicRule(env.RECEIVER_TOPICS, env.STAGE),
    publicUrl: env.PUBLIC_URL,
  }),
);
