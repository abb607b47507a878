import { approvalPolicyRow } from '../data/approval/approval-policy-rows.ts';
import { changeTemplateRepository } from '../data/change-template/change-template-repository.ts';
import { namingRepository } from '../data/naming/naming-repository.ts';
import { patchScheduleRow } from '../data/patch-schedule/patch-schedule-rows.ts';
import type { Records } from '../data/records.ts';
import { resourceRepository } from '../data/resource/resource-repository.ts';
import { ApprovalPolicies, type ApprovalPolicy } from '../domain/approval/approval-policy.ts';
import { type PatchSchedule, PatchSchedules } from '../domain/patch-schedule/patch-schedule.ts';
import { changeRepositories } from './change-repositories.ts';

/** The repositories of the functions that submit changes. */
export const submitRepositories = (records: Records) => ({
  ...changeRepositories(records),
  namings: namingRepository(records),
  approvalPolicies: resourceRepository<ApprovalPolicy>(records, ApprovalPolicies, approvalPolicyRow),
  changeTemplates: changeTemplateRepository(records),
  patchSchedules: resourceRepository<PatchSchedule>(records, PatchSchedules, patchScheduleRow),
});
