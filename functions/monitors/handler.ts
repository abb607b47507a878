import { changeRepository } from '../../shared/data/change/change-repository.ts';
import { episodeRepository } from '../../shared/data/episode/episode-repository.ts';
import { itemReferences } from '../../shared/data/item/item-references.ts';
import { kmsSealer } from '../../shared/data/monitor/kms-sealer.ts';
import { monitorRow } from '../../shared/data/monitor/monitor-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { windowRepository } from '../../shared/data/window/window-repository.ts';
import { type Monitor, Monitors } from '../../shared/domain/monitor/monitor.ts';
import { topicRule } from '../../shared/domain/monitor/topics.ts';
import { monitorsFunction } from '../../shared/functions/areas.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { monitorsEndpoints } from './endpoints.ts';

export const handler = httpFunction(monitorsFunction, (context, env) =>
  monitorsEndpoints({
    ...context,
    monitors: resourceRepository<Monitor>(context.records, Monitors, monitorRow),
    episodes: episodeRepository(context.records),
    windows: windowRepository(context.records),
    references: itemReferences(context.records),
    changes: changeRepository(context.records),
    sealer: kmsSealer(env.SEAL_KEY_ID),
    allowPrivate: env.ALLOW_PRIVATE_RECEIVERS === 'true',
    allowsTopic: topicRule(env.RECEIVER_TOPICS, env.STAGE),
    publicUrl: env.PUBLIC_URL,
  }),
);
