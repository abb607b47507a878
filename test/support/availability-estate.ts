import type { Agreement } from '../../shared/domain/agreement/agreement.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import { day, hour, instantOf, millis, minute, plus } from '../../shared/domain/clock.ts';
import { apiOf, idOf } from './api.ts';
import { areaEndpoints } from './areas.ts';
import { changeDesk } from './changes.ts';
import { ok } from './desk-api.ts';

const begin = '2026-01-01T00:00:00.000Z';
const year = 365 * day;

/** How large a year is. Each alert is an outage of a service. */
interface YearSize {
  readonly services: number;
  readonly changes: number;
  readonly alerts: number;
}

const terms = { validFrom: '2026-01-01', target: '99.9', zone: 'Europe/Berlin', plannedDowntime: 'excluded', version: 1 } as const;

/** A year in which changes and outages are spread evenly over services and days. It is the last minute of it. */
export const availabilityYear = async ({ services, changes, alerts }: YearSize) => {
  const desk = await changeDesk();
  const plan = await desk.implementing();
  const template = await desk.world.windows.get(plan.windowId ?? '');
  const api = apiOf((world) => [...areaEndpoints['configuration-items'](world), ...areaEndpoints.reports(world)]);
  const { world, clock, as, records } = api;
  clock.set(plus(begin, year - minute));
  const [manager, auditor] = [as('configuration-manager'), as('auditor')];

  let ids = 100_000;
  const nextId = (): string => {
    ids += 1;
    return idOf(ids);
  };
  /** The time of the n-th of so many events of a service. Those of the services follow each other. */
  const timeOf = (n: number, count: number, place: number): string => instantOf(millis(begin) + ((n + place / services) / count) * year);

  const agree = async (service: string): Promise<unknown> =>
    world.store.commit([world.agreements.add({ ...terms, service, createdAt: begin } as Agreement)]);
  const change = async (service: string, id: string, start: string): Promise<void> => {
    const times = { start, end: plus(start, 2 * hour), scheduledAt: begin, agreedAt: begin, startedAt: start };
    const window = { ...template, ...times, id: nextId(), version: 1, change: id };
    const done = { status: 'closed', finishedAt: times.end, closedAt: times.end, actualStart: start, actualEnd: times.end };
    const closed = {
      ...plan,
      ...done,
      id,
      number: `CHG-${id}`,
      version: 1,
      windowId: window.id,
      window: { ...times, mode: 'planned', agreedDowntime: 'PT1H' },
    };
    const { digest, revision } = window;
    await world.store.commit([
      ...world.changes.save(closed as unknown as Change),
      world.windows.save(window),
      world.windows.saveServiceWindow({ service, window: window.id, change: id, revision, start, end: times.end, digest, version: 1 }),
    ]);
  };
  const alert = async (service: string, id: string, start: string): Promise<void> => {
    const stamps = { id, version: 1, createdAt: start, updatedAt: start };
    const facts = { start, end: plus(start, 5 * minute), state: 'down' as const };
    const told = { source: 'alert' as const, reportedBy: 'system', corrections: [] };
    await world.store.commit([world.outages.save({ ...stamps, ...facts, ...told, service })]);
  };

  for (let place = 0; place < services; place += 1) {
    const { id: service } = await ok(manager.post('/v1/configuration-items', { name: `service ${place}`, class: 'service' }));
    await agree(service);
    const [changesOf, alertsOf] = [changes / services, alerts / services];
    for (let n = 0; n < changesOf; n += 1) await change(service, nextId(), timeOf(n, changesOf, place));
    for (let n = 0; n < alertsOf; n += 1) await alert(service, nextId(), timeOf(n, alertsOf, place));
  }
  return {
    /** Reads all pages of the report of a period. @returns the rows, and what each page took */
    read: async (from: string, to: string, limit = 50) => {
      const rows: { readonly month: string; readonly agreedDowntimeUsed: string; readonly outageTime: string }[] = [];
      const pages: { readonly requests: number; readonly readUnits: number; readonly writeUnits: number; readonly seconds: number }[] = [];
      for (let cursor = ''; ; ) {
        const before = { ...records.usage };
        const startedAt = process.cpuUsage();
        const { items, nextCursor } = await ok(auditor.get(`/v1/reports/availability?from=${from}&to=${to}&limit=${limit}${cursor}`));
        const { user, system } = process.cpuUsage(startedAt);
        const { requests, readUnits, writeUnits } = records.usage;
        pages.push({
          requests: requests - before.requests,
          readUnits: readUnits - before.readUnits,
          writeUnits: writeUnits - before.writeUnits,
          seconds: (user + system) / 1e6,
        });
        rows.push(...items);
        if (nextCursor === undefined) return { rows, pages };
        cursor = `&cursor=${nextCursor}`;
      }
    },
  };
};
