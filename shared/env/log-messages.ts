/** Log messages that metrics count. The functions write them, and the metric filters in infra/constructs/alarms.ts match them. */
export const unreadableRowMessage = 'unreadable row';
export const alarmOfNoMonitorMessage = 'alarm of no monitor';
export const truncatedMessage = 'a message left alerts out';
