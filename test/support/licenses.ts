import { checkBreach } from '../../shared/application/agreement/check-breach.ts';
import { checkTermsBreach, checkWindowBreach } from '../../shared/application/agreement/check-past-breaches.ts';
import { remindOverdue } from '../../shared/application/assignment/remind-overdue.ts';
import { checkLicense } from '../../shared/application/license/check-license.ts';
import { freeSeats } from '../../shared/application/license/free-seats.ts';
import { remind } from '../../shared/application/reminder/remind.ts';
import { sweep } from '../../shared/application/sweep/sweep.ts';
import type { Duty } from '../../shared/domain/due/due.ts';
import { itemsApi } from './items-api.ts';
import { runningAs } from './table-calls.ts';
import type { World } from './world.ts';

const noDuty = async () => undefined;
const nothing = { advance: noDuty, workflow: noDuty, release: noDuty, deliver: noDuty, 'expire-scope': noDuty, restore: noDuty };

/** The sweep of a world with the duties of the register. @throws the first error of a duty */
export const registerSweep = (world: World) =>
  runningAs('sweep', async (): Promise<void> => {
    const errors: unknown[] = [];
    const duties: Record<Duty, (subject: string) => Promise<unknown>> = {
      ...nothing,
      reconsider: noDuty,
      overdue: remindOverdue(world),
      'free-seats': freeSeats(world),
      license: checkLicense(world),
      'hold-dependants': noDuty,
      remind: remind(world),
      raise: noDuty,
      prompt: noDuty,
      digest: noDuty,
      'alert-outage': noDuty,
      'change-outage': noDuty,
      breach: checkBreach(world),
      'window-breach': checkWindowBreach(world),
      'terms-breach': checkTermsBreach(world),
    };
    const failed = (_: unknown, error: unknown) => errors.push(error);
    const unreported = { failed, notPublished: () => undefined, measured: () => undefined };
    await sweep({ ...world, ...unreported, duties, publish: async () => [], budgetMillis: 40_000 })();
    if (errors.length > 0) throw errors[0];
  });

const cost = { amount: '12000.00', currency: 'EUR' };

/** The register with licenses. It is 2026-11-24. */
export const licenseApi = () => {
  const api = itemsApi();
  const { assets, admin, asset, world } = api;
  const made = async (path: string, body: object): Promise<string> => {
    const answer = await (path === '/v1/people' ? admin : assets).post(path, body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body.id;
  };
  const term = (license: string, quantity: number, overrides: object = {}): Promise<string> =>
    made(`/v1/assets/${license}/terms`, { start: '2026-01-01', end: '2026-12-31', quantity, cost, ...overrides });
  return {
    ...api,
    term,
    /** Registers a license with one term. @returns its id */
    license: async (quantity: number, overrides: object = {}): Promise<string> => {
      const { id } = await asset({ name: 'Draw Pro', kind: 'software-license', ...overrides });
      await term(id, quantity);
      return id;
    },
    person: (name: string): Promise<string> => made('/v1/people', { name, email: `${name.toLowerCase()}@quiesce.test`, zone: 'UTC' }),
    seat: (license: string, body: object) => assets.post(`/v1/assets/${license}/seats`, body),
    seats: async (license: string, at?: string) =>
      (await assets.get(`/v1/assets/${license}/seats${at === undefined ? '' : `?at=${at}`}`)).body,
    sweep: registerSweep(world),
  };
};
