import { resolveMembers } from '../../shared/application/contact-group/resolve-members.ts';
import { changeAddress } from '../../shared/application/person/change-address.ts';
import { resolvePerson } from '../../shared/application/person/resolve-person.ts';
import { resolveTeams } from '../../shared/application/person/resolve-teams.ts';
import { whoAmI } from '../../shared/application/person/who-am-i.ts';
import { manageResource } from '../../shared/application/resource/manage-resource.ts';
import { issueToken, rotateToken } from '../../shared/application/token/issue-token.ts';
import * as contract from '../../shared/contracts/people.ts';
import { type Client, Clients } from '../../shared/domain/client/client.ts';
import { day } from '../../shared/domain/clock.ts';
import { ContactGroups } from '../../shared/domain/contact-group/contact-group.ts';
import { People } from '../../shared/domain/person/person.ts';
import { Teams } from '../../shared/domain/team/team.ts';
import { durationMillis } from '../../shared/domain/values.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';
import { resourceEndpoints } from '../../shared/runtime/resource-endpoints.ts';
import type { World } from '../../shared/runtime/world.ts';

/** Clients are plain but for their tokens, which are shown once. */
const clientEndpoints = (world: World): readonly Endpoint[] => {
  const { clients, people, credentials } = world;
  const resolve = resolvePerson(people);
  const settle = async (fields: Client) => ({ ...fields, responsible: await resolve(fields.responsible, '/responsible') });
  const plain = resourceEndpoints(world, { definition: Clients, routes: contract.clients, repository: clients, settle });
  const manage = manageResource<Client>({ ...world, definition: Clients, repository: clients });
  return [
    plain.list,
    plain.read,
    plain.patch,
    on(contract.createClient, async ({ body, caller }) => {
      let token = '';
      const client = await manage.create(await settle(body as Client), caller, ({ id }) => {
        const issued = issueToken(world)('client', id);
        token = issued.token;
        return [issued.write];
      });
      return new Answer({ ...client, token }, { secret: true });
    }),
    on(contract.clients.remove, async ({ params, ifMatch, caller }) => {
      const credential = await credentials.find('client', params.id);
      await manage.remove(params.id, ifMatch, caller, credential ? [credentials.remove(credential)] : []);
    }),
    on(contract.rotateClientToken, async ({ params, body }) => {
      const client = await clients.get(params.id);
      const token = await rotateToken(world)('client', client.id, body.overlap === undefined ? day : durationMillis(body.overlap));
      return new Answer({ ...client, token }, { secret: true });
    }),
  ];
};

/** People, teams, contact groups, clients, and who asks. */
export const peopleEndpoints = (world: World): readonly Endpoint[] => [
  ...Object.values(
    resourceEndpoints(world, {
      definition: People,
      routes: contract.people,
      repository: world.people,
      settle: resolveTeams(world.teams),
      also: changeAddress(world),
    }),
  ),
  ...Object.values(resourceEndpoints(world, { definition: Teams, routes: contract.teams, repository: world.teams })),
  ...Object.values(
    resourceEndpoints(world, {
      definition: ContactGroups,
      routes: contract.contactGroups,
      repository: world.contactGroups,
      settle: resolveMembers(world.people),
    }),
  ),
  ...clientEndpoints(world),
  on(contract.readMe, ({ caller }) => whoAmI(world)(caller)),
];
