import type { FunctionRecord } from './function-record.ts';

/**
 * Functions that are invoked by queues, the table's stream, rules, the schedule or the state machine. Messages of queues stay invisible for
 * 60 s, so who consumes a queue has a timeout a little under that.
 */

export const changeWorkflowFunction = {
  name: 'change-workflow',
  description: 'Does the tasks of the change workflow; starts and resumes its executions.',
  triggers: ['workflow-tasks', 'workflow-events'],
  needs: ['table', 'workflow-start', 'workflow-answer'],
  memoryMegabytes: 1024,
  timeoutSeconds: 120,
} as const satisfies FunctionRecord;

export const publishFunction = {
  name: 'publish',
  description: 'Puts recorded events on the bus.',
  triggers: ['pending-events'],
  needs: ['table', 'bus'],
  timeoutSeconds: 30,
  alarms: { subject: 'Publishing', errors: 0, lagMinutes: 2 },
} as const satisfies FunctionRecord;

export const notifyFunction = {
  name: 'notify',
  description: 'Tells people by mail what happened; sends a mail that came back to the second address.',
  triggers: ['notify-events', 'bounced-mails'],
  needs: ['table', 'mail', 'public-url'],
  timeoutSeconds: 60,
} as const satisfies FunctionRecord;

export const releaseFunction = {
  name: 'release',
  description: 'Decides what becomes of the alerts that a window held, when it ends and after the grace period.',
  triggers: ['release-queue'],
  needs: ['table', 'send-queue', 'release-queue'],
  timeoutSeconds: 50,
  alarms: { subject: 'Releasing', errors: 0 },
} as const satisfies FunctionRecord;

export const sendFunction = {
  name: 'send',
  description: 'Sends alerts to receivers as signed webhooks, each in order and until it is accepted.',
  triggers: ['send-queue'],
  needs: ['table', 'send-queue-delay', 'unseal', 'receivers'],
  timeoutSeconds: 50,
  concurrency: 'sending',
  alarms: { subject: 'Sending', errors: 0 },
} as const satisfies FunctionRecord;

export const sweepFunction = {
  name: 'sweep',
  description: 'Each minute: does what is due, and publishes events that still wait.',
  triggers: ['minute'],
  needs: ['table', 'send-queue', 'release-queue', 'bus', 'workflow-start'],
  timeoutSeconds: 55,
  alarms: { subject: 'Sweep', errors: 2, silence: true },
} as const satisfies FunctionRecord;
