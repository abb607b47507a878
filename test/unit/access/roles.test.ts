import { expect, it } from '@jest/globals';
import type { Contract } from '../../../shared/contracts/contract.ts';
import { type Role, roles } from '../../../shared/domain/access.ts';
import { type AreaName, allAreas } from '../../../shared/functions/all-functions.ts';
import { type ApiAnswer, apiOf, idOf } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';

const areas = allAreas.map(({ name }) => name);
const routesOf = (area: AreaName): readonly Contract[] => allAreas.find(({ name }) => name === area)?.routes ?? [];

const everything = () => apiOf((world) => areas.flatMap((area) => areaEndpoints[area](world)));

const sent = { body: {}, headers: { 'if-match': '"1"', 'if-none-match': '*' } };

/** A path of the route. Access control accepts or refuses it before the ids matter. */
const pathOf = ({ path }: Contract): string => path.replace(/\{[^}]+\}/g, idOf(1));

/** The outcome of access control, whatever the answer of the route itself. */
const outcomeOf = ({ status, body }: ApiAnswer): string => {
  if (status === 401) return 'no caller';
  return body?.code === 'access/role-missing' ? 'role missing' : 'allowed';
};

const expectedOf = ({ access }: Contract, role: Role): string =>
  access === 'anyone' || access === 'signed-in' || access.includes(role) ? 'allowed' : 'role missing';

it.each(areas)('X2 every route of %s accepts exactly the roles that its contract names', async (area) => {
  const all = everything();
  const wrong: string[] = [];
  for (const contract of routesOf(area)) {
    const path = pathOf(contract);
    for (const role of roles) {
      const outcome = outcomeOf(await all.as(role).send(contract.method, path, sent));
      if (outcome !== expectedOf(contract, role)) wrong.push(`${contract.name} as ${role}: ${outcome}`);
    }
    const outcome = outcomeOf(await all.anonymous(contract.method, path, sent));
    if (outcome !== (contract.access === 'anyone' ? 'allowed' : 'no caller')) wrong.push(`${contract.name} without a token: ${outcome}`);
  }
  expect(wrong).toEqual([]);
});

it.each(areas)('X2 function %s has one endpoint for each route of its contracts', (area) => {
  const { world } = everything();
  const answered = areaEndpoints[area](world).map(({ contract }) => `${contract.method} ${contract.path}`);

  expect(answered.sort()).toEqual(
    routesOf(area)
      .map(({ method, path }) => `${method} ${path}`)
      .sort(),
  );
});

it('X2 only the listed routes need no token', () => {
  const open = allAreas
    .flatMap(({ routes }) => routes)
    .filter(({ access }) => access === 'anyone')
    .map(({ path }) => path);

  expect([...new Set(open)].sort()).toEqual([
    '/acceptances/{token}',
    '/acceptances/{token}/answer',
    '/acceptances/{token}/code',
    '/approvals/{token}',
    '/approvals/{token}/code',
    '/approvals/{token}/decision',
    '/approvals/{token}/question',
    '/approvals/{token}/requests',
    '/approvals/{token}/requests/code',
    '/approvals/{token}/requests/decision',
    '/calendar/{token}',
    '/docs',
    '/docs/{file}',
    '/health',
    '/openapi.json',
  ]);
});
