/** What is counted by a license: people, devices, simultaneous users, processor cores, or installations (A5). */
export const licenseMetrics = ['named-user', 'device', 'concurrent', 'core', 'instance'] as const;
