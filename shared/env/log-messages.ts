/** Log messages that alarms count: the functions write them, infra/constructs/alarms.ts looks for them. */
export const unreadableRowMessage = 'unreadable row';
