import { expect, it } from '@jest/globals';
import type { Change } from '../../../shared/domain/change/change.ts';
import { minute, plus } from '../../../shared/domain/clock.ts';
import type { Episode } from '../../../shared/domain/episode/episode.ts';
import { apiOf, idOf } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';
import { changeDesk } from '../../support/changes.ts';

const first = '2026-11-01T00:00:00.000Z';
const [changes, episodes] = [5_000, 20_000];

/** A year of 5,000 changes or 20,000 held alerts, of which a twelfth is in November. */
const apiAtEndOfNovember = () => apiOf((world) => areaEndpoints.reports(world), { start: '2026-11-30T23:59:59.000Z' });
type Api = ReturnType<typeof apiAtEndOfNovember>;

/** Reads all pages of a report of November. */
const allPages = async ({ as, records }: Api, path: string) => {
  const pages: { body: { items: readonly unknown[]; checked?: number; nextCursor?: string }; requests: number }[] = [];
  for (let cursor = ''; ; ) {
    const before = records.usage.requests;
    const { body } = await as('auditor').get(`/v1/reports/${path}?from=2026-11-01&to=2026-11-30&limit=200${cursor}`);
    pages.push({ body, requests: records.usage.requests - before });
    if (body.nextCursor === undefined) return pages;
    cursor = `&cursor=${body.nextCursor}`;
  }
};

const inSteps = async (count: number, work: (n: number) => Promise<unknown>): Promise<void> => {
  for (let n = 0; n < count; n += 1) await work(n);
};

it('S4 the account of a month with a twelfth of 20,000 held alerts takes a bounded number of requests a page', async () => {
  const api = apiAtEndOfNovember();
  const { world } = api;
  const base = { version: 1, monitor: idOf(1), fingerprint: 'f', state: 'absorbed', open: false, labels: {}, annotations: {} } as const;
  const rest = { items: [], windows: [idOf(2)], changes: [], repeats: 0, stale: 0, remindedFor: [], deliveries: 0 };
  await inSteps(episodes, async (n) => {
    const at = plus(first, (n - (episodes * 11) / 12) * 25 * minute);
    const episode: Episode = { ...base, ...rest, id: idOf(100_000 + n), startsAt: at, receivedAt: at, lastReceivedAt: at, closedAt: at };
    await world.store.commit([world.episodes.save(episode)]);
  });

  const pages = await allPages(api, 'suppression-account');

  expect(pages.flatMap(({ body }) => body.items).length).toBeGreaterThan(1_600);
  expect(pages.length).toBeLessThanOrEqual(15);
  expect(Math.max(...pages.map(({ requests }) => requests))).toBeLessThanOrEqual(200);
}, 120_000);

it('P2 the duties of a month with a twelfth of 5,000 changes take a query for each change, and some for each page', async () => {
  const desk = await changeDesk();
  const plan = await desk.implementing();
  const api = apiAtEndOfNovember();
  const { world } = api;
  await inSteps(changes, async (n) => {
    const finishedAt = plus(first, (n - (changes * 11) / 12) * 100 * minute);
    const fields = { id: idOf(100_000 + n), number: `CHG-${n}`, version: 1, finishedAt, closedAt: finishedAt, status: 'closed' };
    await world.store.commit(world.changes.save({ ...plan, ...fields } as Change));
  });

  const pages = await allPages(api, 'segregation-of-duties');

  const checked = pages.reduce((sum, { body }) => sum + (body.checked ?? 0), 0);
  expect(checked).toBeGreaterThan(400);
  expect(pages.length).toBe(Math.ceil(checked / 200));
  expect(Math.max(...pages.map(({ requests }) => requests))).toBeLessThanOrEqual(200 + 30);
}, 120_000);
