/** Log messages that metrics count. The functions write them, and the metric filters in infra/constructs/log-metrics.ts match them. */
export const unreadableRowMessage = 'unreadable row';
export const alarmOfNoMonitorMessage = 'alarm of no monitor';
export const resourceOfNoItemMessage = 'resource of no configuration item';
export const truncatedMessage = 'a message left alerts out';
/** One line for each request, with its status. */
export const requestMessage = 'request';
/** The caller in the line of a request without a valid token. */
export const stranger = 'anyone:anyone';
/** Failures that a function handles itself, so that its invocation succeeds: Lambda does not count them as errors. */
export const messageFailedMessage = 'message failed';
export const dutyFailedMessage = 'duty failed';
export const notPublishedMessage = 'events not published';
export const failureMessages = [messageFailedMessage, dutyFailedMessage, notPublishedMessage] as const;
/** A line with delays, in seconds. */
export const measuredMessage = 'measured';

/** The metric of each field of such a line. The fields are described in shared/domain/measurement.ts. */
export const measurementMetrics = {
  unsentSeconds: 'OldestUnsentSeconds',
  pendingSeconds: 'OldestPendingEventSeconds',
  heldSeconds: 'HeldPastEndSeconds',
  lagSeconds: 'SweepLagSeconds',
} as const;
