import { classRepository } from '../../shared/data/class/class-repository.ts';
import { historyRepository } from '../../shared/data/history/history-repository.ts';
import { mailRepository } from '../../shared/data/mail/mail-repository.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { userRepository } from '../../shared/data/naming/user-repository.ts';
import { outageRepository } from '../../shared/data/outage/outage-repository.ts';
import { teamRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { type Team, Teams } from '../../shared/domain/team/team.ts';
import { changesFunction } from '../../shared/functions/areas.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { submitRepositories } from '../../shared/runtime/submit-repositories.ts';
import { changesEndpoints } from './endpoints.ts';

export const handler = httpFunction(changesFunction, (context, env) =>
  changesEndpoints({
    ...context,
    ...submitRepositories(context.records),
    history: historyRepository(context.records),
    mails: mailRepository(context.records),
    names: nameRepository(context.records),
    users: userRepository(context.records),
    classes: classRepository(context.records),
    outages: outageRepository(context.records),
    teams: resourceRepository<Team>(context.records, Teams, teamRow),
    approversGroup: env.APPROVERS_GROUP,
  }),
);
