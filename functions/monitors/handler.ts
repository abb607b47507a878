import { changeRepository } from '../../shared/data/change/change-repository.ts';
import { configurationItemRepository } from '../../shared/data/configuration-item/configuration-item-repository.ts';
import { episodeRepository } from '../../shared/data/episode/episode-repository.ts';
import { itemReferences } from '../../shared/data/item/item-references.ts';
import { kmsSealer } from '../../shared/data/monitor/kms-sealer.ts';
import { monitorRow } from '../../shared/data/monitor/monitor-rows.ts';
import { truncationRepository } from '../../shared/data/monitor/truncation-repository.ts';
import { teamRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { type Monitor, Monitors } from '../../shared/domain/monitor/monitor.ts';
import { type Team, Teams } from '../../shared/domain/team/team.ts';
import { monitorsFunction } from '../../shared/functions/areas.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { monitorsEndpoints } from './endpoints.ts';

export const handler = httpFunction(monitorsFunction, (context, env) =>
  monitorsEndpoints({
    ...context,
    monitors: resourceRepository<Monitor>(context.records, Monitors, monitorRow),
    teams: resourceRepository<Team>(context.records, Teams, teamRow),
    truncations: truncationRepository(context.records),
    episodes: episodeRepository(context.records),
    references: itemReferences(context.records),
    configurationItems: configurationItemRepository(context.records),
    changes: changeRepository(context.records),
    sealer: kmsSealer(env.SEAL_KEY_ID),
    allowPrivate: env.ALLOW_PRIVATE_RECEIVERS === 'true',
    publicUrl: env.PUBLIC_URL,
  }),
);
