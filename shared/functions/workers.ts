import type { FunctionRecord } from './function-record.ts';

/**
 * Functions that are invoked by queues, the table's stream, event rules, the schedule or the state machine. The visibility timeout of the
 * queues is 60 s, so functions that consume a queue have a shorter timeout.
 */

export const changeWorkflowFunction = {
  name: 'change-workflow',
  description: 'Runs the tasks of the change workflow. Starts and resumes its executions.',
  triggers: ['workflow-tasks', 'workflow-events'],
  needs: ['table', 'approvers', 'workflow-start', 'workflow-answer'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['inOrder', 'bySelector', 'byTime'],
    checks: true,
    writes: ['changes', 'windows', 'reservations', 'dues', 'events', 'unauthorized-changes'],
    batches: ['changes', 'items', 'service-windows', 'reservations', 'namings', 'dues'],
  },
  memoryMegabytes: 1024,
  timeoutSeconds: 120,
} as const satisfies FunctionRecord;

export const publishFunction = {
  name: 'publish',
  description: 'Publishes recorded events to the event bus.',
  triggers: ['pending-events'],
  needs: ['table', 'bus'],
  rows: { writes: ['events'] },
  timeoutSeconds: 30,
  alarms: { subject: 'Publishing', work: true, lagMinutes: 2 },
} as const satisfies FunctionRecord;

export const notifyFunction = {
  name: 'notify',
  description: 'Notifies people by mail. Sends a mail that could not be delivered to the second address of the person.',
  triggers: ['notify-events', 'mail-feedback'],
  needs: ['table', 'mail', 'public-url'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['inOrder'],
    writes: ['mailed-links', 'mails', 'address-changes', 'truncations', 'dues'],
  },
  timeoutSeconds: 60,
} as const satisfies FunctionRecord;

export const cloudwatchFunction = {
  name: 'cloudwatch',
  description: 'Receives the state changes of CloudWatch alarms, as alerts of the monitors that list their account and region.',
  triggers: ['alarm-queue'],
  needs: ['table', 'send-queue', 'alarm-queue-delay', 'own-alarms'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['inOrder'],
    checks: true,
    writes: ['episodes', 'pending-deliveries', 'open-alerts', 'closed-alerts', 'holds', 'unmapped-alerts', 'dues'],
    removes: ['open-alerts'],
  },
  timeoutSeconds: 50,
  concurrency: 'queues',
  alarms: { subject: 'CloudWatch intake', work: true, throttles: true },
} as const satisfies FunctionRecord;

export const driftFunction = {
  name: 'drift',
  description: 'Receives the changes of resources that AWS Config sees, and records those of configuration items that no change allowed.',
  triggers: ['config-queue'],
  needs: ['table', 'config-queue-delay', 'config-files'],
  rows: {
    reads: ['one', 'many', 'partition'],
    checks: true,
    writes: ['items', 'history', 'unauthorized-changes', 'changes', 'change-names', 'reminders', 'dues', 'events'],
    batches: ['namings'],
    counts: true,
  },
  timeoutSeconds: 50,
  concurrency: 'queues',
  alarms: { subject: 'Drift intake', work: true, throttles: true },
} as const satisfies FunctionRecord;

export const releaseFunction = {
  name: 'release',
  description: 'Runs release passes: decides on the held alerts of a window when it ends and after the grace period.',
  triggers: ['release-queue'],
  needs: ['table', 'send-queue', 'release-queue'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['inOrder'],
    writes: ['episodes', 'pending-deliveries', 'open-alerts', 'holds', 'windows', 'changes', 'dues', 'events'],
  },
  timeoutSeconds: 50,
  concurrency: 'queues',
  alarms: { subject: 'Releasing', work: true, throttles: true },
} as const satisfies FunctionRecord;

export const sendFunction = {
  name: 'send',
  description: 'Sends alerts to receivers, as signed webhooks or to SNS topics, in order, and retries until they are accepted.',
  triggers: ['send-queue'],
  needs: ['table', 'send-queue-delay', 'unseal', 'receivers', 'topics'],
  rows: { reads: ['one', 'many', 'partition'], writes: ['episodes', 'dues'], removes: ['pending-deliveries'] },
  timeoutSeconds: 50,
  concurrency: 'queues',
  isDeployedGradually: true,
  alarms: { subject: 'Sending', work: true, throttles: true, measures: ['unsentSeconds'] },
} as const satisfies FunctionRecord;

export const sweepFunction = {
  name: 'sweep',
  description:
    'Runs each minute. Does the work that is due, such as raising the changes of patch schedules and recording the outages of alerts, and publishes events that are still pending.',
  triggers: ['minute'],
  needs: ['table', 'approvers', 'send-queue', 'release-queue', 'bus', 'workflow-start'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['inOrder', 'bySelector', 'byTime', 'pending'],
    checks: true,
    writes: [
      ...(['changes', 'change-names', 'windows', 'reservations', 'episodes', 'items', 'reminders'] as const),
      ...(['dues', 'events', 'sweep-positions', 'standing-requests', 'unauthorized-changes', 'outages', 'breach-notices'] as const),
    ],
    removes: ['dues', 'items', 'held-seats'],
    batches: ['changes', 'items', 'namings', 'dues'],
    counts: true,
  },
  timeoutSeconds: 55,
  concurrency: 'sweep',
  alarms: {
    ...{ subject: 'Sweep', work: true, throttles: true, silence: true },
    measures: ['unsentSeconds', 'pendingSeconds', 'heldSeconds', 'lagSeconds'],
  },
} as const satisfies FunctionRecord;

export const sealFunction = {
  name: 'seal',
  description:
    'Seals the histories of each day that is over: writes a root over its events, and its newest versions, where nobody can change them.',
  triggers: ['hour'],
  needs: ['table', 'seal-history'],
  rows: { reads: ['many'], lists: ['byTime'] },
  memoryMegabytes: 1024,
  timeoutSeconds: 120,
  alarms: { subject: 'Sealing', work: true },
} as const satisfies FunctionRecord;

export const importFunction = {
  name: 'import',
  description: 'Imports uploaded files, row by row, and goes on by itself until the file ends.',
  triggers: ['import-queue'],
  needs: ['table', 'import-files', 'import-queue'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['inOrder', 'bySelector'],
    checks: true,
    writes: [
      ...(['imports', 'items', 'history', 'postings', 'asset-names', 'persons', 'address-changes', 'events'] as const),
      ...(['pool-members', 'used-books', 'reminders', 'dues', 'holders', 'held-seats', 'unauthorized-changes'] as const),
      ...(['aliases', 'sightings', 'outages', 'changes', 'change-names', 'windows', 'success-records'] as const),
    ],
    removes: ['items', 'postings', 'person-names', 'holders', 'held-seats', 'reminders'],
    batches: ['import-results', 'namings', 'postings', 'service-windows'],
    counts: true,
  },
  memoryMegabytes: 1024,
  timeoutSeconds: 50,
  concurrency: 'queues',
  alarms: { subject: 'Importing', work: true, throttles: true },
} as const satisfies FunctionRecord;

export const exportFunction = {
  name: 'export',
  description: 'Writes the files of exports and of large reports, page by page, and goes on by itself until the list ends.',
  triggers: ['export-queue'],
  needs: ['table', 'export-files', 'export-queue', 'export-queue-delay'],
  rows: { reads: ['one', 'many', 'partition'], lists: ['inOrder', 'bySelector', 'byTime'], writes: ['exports'] },
  // A whole processor, as for reports.
  memoryMegabytes: 1769,
  timeoutSeconds: 50,
  concurrency: 'queues',
  alarms: { subject: 'Exporting', work: true, throttles: true },
} as const satisfies FunctionRecord;
