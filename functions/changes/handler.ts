import { mailRepository } from '../../shared/data/mail/mail-repository.ts';
import { monitorRow } from '../../shared/data/monitor/monitor-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { type Monitor, Monitors } from '../../shared/domain/monitor/monitor.ts';
import { changesFunction } from '../../shared/functions/areas.ts';
import { changeRepositories } from '../../shared/runtime/change-repositories.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { changesEndpoints } from './endpoints.ts';

export const handler = httpFunction(changesFunction, (context, env) =>
  changesEndpoints({
    ...context,
    ...changeRepositories(context.records),
    mails: mailRepository(context.records),
    monitors: resourceRepository<Monitor>(context.records, Monitors, monitorRow),
    approversGroup: env.APPROVERS_GROUP,
  }),
);
