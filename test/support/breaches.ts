import { minute } from '../../shared/domain/clock.ts';
import { ok } from './desk-api.ts';
import { registerSweep } from './licenses.ts';
import { serviceApi } from './services.ts';

/** When the outages of these tests begin, unless a test says otherwise. */
export const breachStart = '2026-11-10T10:00:00.000Z';

/** A service with a target of 99.9 per cent: 43 min 12 s are allowed in November, and 80 per cent of that are 34 min 33.6 s. */
export const breachApi = async (terms: object = {}) => {
  const api = await serviceApi();
  await ok(api.agree(terms));
  const sweep = registerSweep(api.world);
  const events = async () => (await api.world.events.of({ type: 'item', id: api.service })).filter(({ name }) => /Breach/.test(name));
  return {
    ...api,
    sweep,
    events,
    /** Reports an outage, lets the sweep look at it, and returns the names of all events of breaches. */
    told: async (end: string | undefined, more: object = {}) => {
      const outage = await ok(api.report({ start: breachStart, end, ...more }));
      await sweep();
      return { outage, names: (await events()).map(({ name }) => name) };
    },
    /** Waits for minutes, and lets the sweep run in each of them. */
    wait: async (minutes: number) => {
      for (let passed = 0; passed < minutes; passed += 1) {
        api.clock.advance(minute);
        await sweep();
      }
      return (await events()).map(({ name, body }) => [name, body.month]);
    },
    correct: async (outage: string, end: string) => {
      await ok(api.manager.patch(`${api.path}/outages/${outage}`, { end, reason: 'from the log' }));
      await sweep();
      return (await events()).map(({ name }) => name);
    },
  };
};
