import { licenseApi } from './licenses.ts';

/** The register, and the reminders of an asset: on which day, of what, and how many days were left. It is 2026-11-24. */
export const reminderApi = () => {
  const api = licenseApi();
  const { clock, sweep, world } = api;
  const reminders = async (id: string, type = 'item') =>
    (await world.events.of({ type, id }))
      .filter(({ name }) => name === 'ExpiryReminded')
      .map(({ time, body }) => [time.slice(0, 10), body.kind, body.daysLeft]);
  return {
    ...api,
    reminders,
    /** Lets the sweep run on each day until a date. */
    days: async (...dates: readonly string[]) => {
      for (const date of dates) {
        clock.set(`${date}T00:01:00.000Z`);
        await sweep();
      }
    },
  };
};
