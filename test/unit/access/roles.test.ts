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

/** A request of the route that is sound as far as access goes; what it would do does not matter. */
const pathOf = ({ path }: Contract): string => path.replace(/\{[^}]+\}/g, idOf(1));

/** What access control said, and nothing of what came after. */
const saidOf = ({ status, body }: ApiAnswer): string => {
  if (status === 401) return 'who are you?';
  return body?.code === 'access/role-missing' ? 'not with this role' : 'come in';
};

const expectedOf = ({ access }: Contract, role: Role): string =>
  access === 'anyone' || access === 'signed-in' || access.includes(role) ? 'come in' : 'not with this role';

it.each(areas)('X2 every route of %s lets in the roles that its contract names, and nobody else', async (area) => {
  const all = everything();
  const wrong: string[] = [];
  for (const contract of routesOf(area)) {
    const path = pathOf(contract);
    for (const role of roles) {
      const said = saidOf(await all.as(role).send(contract.method, path, sent));
      if (said !== expectedOf(contract, role)) wrong.push(`${contract.name} as ${role}: ${said}`);
    }
    const said = saidOf(await all.anonymous(contract.method, path, sent));
    if (said !== (contract.access === 'anyone' ? 'come in' : 'who are you?')) wrong.push(`${contract.name} without a token: ${said}`);
  }
  expect(wrong).toEqual([]);
});

it.each(areas)('X2 function %s answers the routes of its contracts, each once', (area) => {
  const { world } = everything();
  const answered = areaEndpoints[area](world).map(({ contract }) => `${contract.method} ${contract.path}`);

  expect(answered.sort()).toEqual(
    routesOf(area)
      .map(({ method, path }) => `${method} ${path}`)
      .sort(),
  );
});

it('X2 only what is said to be so takes no token', () => {
  const open = allAreas
    .flatMap(({ routes }) => routes)
    .filter(({ access }) => access === 'anyone')
    .map(({ path }) => path);

  expect([...new Set(open)].sort()).toEqual([
    '/approvals/{token}',
    '/approvals/{token}/code',
    '/approvals/{token}/decision',
    '/docs',
    '/docs/{file}',
    '/health',
    '/openapi.json',
  ]);
});
