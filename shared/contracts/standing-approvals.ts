import { submissionErrors } from './change-errors.ts';
import { ChangeView } from './change-view.ts';
import { route } from './contract.ts';

export const submitPatchSchedule = route({
  name: 'submitPatchSchedule',
  method: 'POST',
  path: '/v1/patch-schedules/{id}/submit',
  summary: 'Ask for the standing approval of a patch schedule, with the change of its next occurrence (H5)',
  access: ['change-manager'],
  success: { status: 201, schema: ChangeView },
  problems: {
    404: ['patch-schedule/not-found'],
    409: [
      'patch-schedule/not-standing',
      'patch-schedule/pre-approved',
      'patch-schedule/approved',
      'patch-schedule/approval-pending',
      'patch-schedule/no-occurrence',
      'change/external-reference-taken',
      ...submissionErrors,
    ],
  },
  idempotent: true,
  passing: true,
  /** The area of changes answers it, because it makes one. */
  explicitKey: true,
});
