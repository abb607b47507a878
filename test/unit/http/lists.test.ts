import { beforeAll, expect, it } from '@jest/globals';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { type ApiAnswer, apiOf } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';

const api = apiOf((world) => [...peopleEndpoints(world), ...areaEndpoints.assets(world)]);
const admin = api.as('admin', 'asset-manager');
const ids: string[] = [];

beforeAll(async () => {
  for (let n = 0; n < 120; n += 1) ids.push((await admin.post('/v1/teams', { name: `team ${n}` })).body.id);
});

const idsOf = ({ body }: ApiAnswer): string[] => body.items.map(({ id }: { id: string }) => id);

/** All pages of a list, each read with the cursor of the page before. */
const walk = async (path: string): Promise<string[][]> => {
  const pages: string[][] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await admin.get(`${path}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    pages.push(idsOf(page));
    cursor = page.body.nextCursor;
  }
  return pages;
};

it.each([1, 7, 50, 119, 120, 200])('I4 pages of %i contain each of 120 resources once, in the order of creation', async (limit) => {
  const pages = await walk(`/v1/teams?limit=${limit}`);

  expect(pages.flat()).toEqual(ids);
  expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
  expect(pages).toHaveLength(Math.ceil(120 / limit));
});

it('I4 a page has 50 items by default', async () => {
  expect(idsOf(await admin.get('/v1/teams'))).toEqual(ids.slice(0, 50));
});

it('I4 a resource that is created while a client reads pages is listed at the end, and nothing is listed twice', async () => {
  const other = apiOf(peopleEndpoints);
  const caller = other.as('admin');
  for (const name of ['a', 'b', 'c']) await caller.post('/v1/teams', { name });
  const first = await caller.get('/v1/teams?limit=2');
  await caller.post('/v1/teams', { name: 'd' });

  const second = await caller.get(`/v1/teams?limit=2&cursor=${first.body.nextCursor}`);

  expect(second.body.items.map(({ name }: { name: string }) => name)).toEqual(['c', 'd']);
  expect(second.body).not.toHaveProperty('nextCursor');
});

it.each(['0', '201', '-1', '1.5', 'all'])('I4 a limit of %s is refused', async (limit) => {
  const { status, body } = await admin.get(`/v1/teams?limit=${limit}`);

  expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'query/invalid', '/query/limit']);
});

it('I4 a cursor that is damaged, invented or of another list is refused', async () => {
  const { nextCursor: cursor } = (await admin.get('/v1/teams?limit=2')).body;
  const [mark, position, check] = cursor.split('.');
  const other = Buffer.from(ids[100] ?? '').toString('base64url');

  for (const bad of ['x', '..', `${cursor}x`, cursor.slice(1), `${mark}.${other}.${check}`, `${mark}.${position}`]) {
    const { status, body } = await admin.get(`/v1/teams?limit=2&cursor=${encodeURIComponent(bad)}`);
    expect([status, body.code]).toEqual([400, 'cursor/invalid']);
  }
  const foreign = await admin.get(`/v1/people?cursor=${cursor}`);
  expect([foreign.status, foreign.body.code]).toEqual([400, 'cursor/invalid']);
});

it('I4 a cursor is valid only with the filters of its list; the limit may change', async () => {
  for (const name of ['a', 'b', 'c']) await admin.post('/v1/assets', { name, kind: 'hardware', location: 'Berlin' });
  const { nextCursor } = (await admin.get('/v1/assets?location=Berlin&limit=1')).body;
  expect(nextCursor).toBeDefined();

  const otherFilter = await admin.get(`/v1/assets?location=Bonn&cursor=${nextCursor}`);
  const otherLimit = await admin.get(`/v1/assets?location=Berlin&limit=2&cursor=${nextCursor}`);

  expect([otherFilter.status, otherFilter.body.code]).toEqual([400, 'cursor/invalid']);
  expect(otherLimit.body.items.map(({ name }: { name: string }) => name)).toEqual(['b', 'c']);
});
