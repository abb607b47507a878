import { afterEach, expect, it, jest } from '@jest/globals';
import { httpLog } from '../../../shared/observability/log.ts';
import { apiOf, idOf } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';

const lines: object[] = [];
jest.spyOn(httpLog, 'access').mockImplementation((line) => void lines.push(line));
afterEach(() => void lines.splice(0));

it('X3 an access line has the route, never the path, its parameters or a token', async () => {
  const api = apiOf(areaEndpoints.people);
  const admin = api.as('admin');

  await admin.get(`/v1/teams/${idOf(7)}`);
  await admin.post('/v1/teams', { name: 'a private name' });

  expect(lines).toEqual([
    expect.objectContaining({ route: 'GET /v1/teams/{id}', status: 404 }),
    expect.objectContaining({ route: 'POST /v1/teams', status: 201 }),
  ]);
  expect(JSON.stringify(lines)).not.toMatch(new RegExp(`${idOf(7)}|private`));
  for (const line of lines) expect(Object.keys(line).sort()).toEqual(['caller', 'millis', 'requestId', 'route', 'status']);
});

it('X3 the token in the path of an approval page is in no access line and in no answer', async () => {
  const api = apiOf(areaEndpoints.approvals);

  const pages = [await api.anonymous('GET', '/approvals/s3cret'), await api.anonymous('DELETE', '/approvals/s3cret')];

  expect(pages.map(({ status }) => status)).toEqual([404, 405]);
  expect(JSON.stringify([lines, pages])).not.toContain('s3cret');
});
