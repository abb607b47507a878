import { approvalPolicyRow } from '../../shared/data/approval/approval-policy-rows.ts';
import { changeTemplateRepository } from '../../shared/data/change-template/change-template-repository.ts';
import { classRepository } from '../../shared/data/class/class-repository.ts';
import { historyRepository } from '../../shared/data/history/history-repository.ts';
import { mailRepository } from '../../shared/data/mail/mail-repository.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { namingRepository } from '../../shared/data/naming/naming-repository.ts';
import { userRepository } from '../../shared/data/naming/user-repository.ts';
import { outageRepository } from '../../shared/data/outage/outage-repository.ts';
import { patchScheduleRow } from '../../shared/data/patch-schedule/patch-schedule-rows.ts';
import { teamRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { ApprovalPolicies, type ApprovalPolicy } from '../../shared/domain/approval/approval-policy.ts';
import { type PatchSchedule, PatchSchedules } from '../../shared/domain/patch-schedule/patch-schedule.ts';
import { type Team, Teams } from '../../shared/domain/team/team.ts';
import { changesFunction } from '../../shared/functions/areas.ts';
import { changeRepositories } from '../../shared/runtime/change-repositories.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { changesEndpoints } from './endpoints.ts';

export const handler = httpFunction(changesFunction, (context, env) =>
  changesEndpoints({
    ...context,
    ...changeRepositories(context.records),
    history: historyRepository(context.records),
    mails: mailRepository(context.records),
    names: nameRepository(context.records),
    namings: namingRepository(context.records),
    users: userRepository(context.records),
    classes: classRepository(context.records),
    outages: outageRepository(context.records),
    changeTemplates: changeTemplateRepository(context.records),
    patchSchedules: resourceRepository<PatchSchedule>(context.records, PatchSchedules, patchScheduleRow),
    approvalPolicies: resourceRepository<ApprovalPolicy>(context.records, ApprovalPolicies, approvalPolicyRow),
    teams: resourceRepository<Team>(context.records, Teams, teamRow),
    approversGroup: env.APPROVERS_GROUP,
  }),
);
