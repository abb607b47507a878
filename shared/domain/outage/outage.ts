/** How a service is in an outage. What is degraded is reported, and does not count as downtime. */
export const outageStates = ['down', 'degraded'] as const;
export type OutageState = (typeof outageStates)[number];
