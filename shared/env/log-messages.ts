/** Log messages that alarms count. The functions write them, and the metric filters in infra/constructs/alarms.ts match them. */
export const unreadableRowMessage = 'unreadable row';
export const truncatedMessage = 'a message left alerts out';
