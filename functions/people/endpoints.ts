import { listHoldings } from '../../shared/application/assignment/list-holdings.ts';
import { showAssignments } from '../../shared/application/assignment/show-assignments.ts';
import { resolveMembers } from '../../shared/application/contact-group/resolve-members.ts';
import { listEvents } from '../../shared/application/event/list-events.ts';
import { showEvents } from '../../shared/application/event/show-events.ts';
import { departingPerson } from '../../shared/application/license/departing-person.ts';
import { freeingWrite } from '../../shared/application/license/free-seats.ts';
import { showSeats } from '../../shared/application/license/show-licenses.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import { showClients, showContactGroups, showPeople } from '../../shared/application/name/show-directory.ts';
import { assertUnnamed } from '../../shared/application/naming/find-users.ts';
import { changeAddress } from '../../shared/application/person/change-address.ts';
import { resolvePerson } from '../../shared/application/person/resolve-person.ts';
import { resolveTeams } from '../../shared/application/person/resolve-teams.ts';
import { whoAmI } from '../../shared/application/person/who-am-i.ts';
import { manageResource } from '../../shared/application/resource/manage-resource.ts';
import { issueToken, rotateToken } from '../../shared/application/token/issue-token.ts';
import { readHoldings } from '../../shared/contracts/assignments.ts';
import { listAuditEvents } from '../../shared/contracts/audit-events.ts';
import * as contract from '../../shared/contracts/people.ts';
import { type Client, Clients } from '../../shared/domain/client/client.ts';
import { day } from '../../shared/domain/clock.ts';
import { deletionRefusal, renamingRefusal } from '../../shared/domain/contact-group/approvers-group.ts';
import { type ContactGroup, ContactGroups } from '../../shared/domain/contact-group/contact-group.ts';
import type { NamedNoun } from '../../shared/domain/naming/mention.ts';
import type { NamingRepository } from '../../shared/domain/naming/naming.ts';
import { People, type Person, withAddressVersion } from '../../shared/domain/person/person.ts';
import type { ResourceRepository } from '../../shared/domain/resource/define-resource.ts';
import { type Team, Teams } from '../../shared/domain/team/team.ts';
import { durationMillis } from '../../shared/domain/values.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';
import { resourceEndpoints } from '../../shared/runtime/resource-endpoints.ts';

/** The context of the endpoints: the context of tokens and of address changes, and the repositories of the resources. */
type PeopleContext = Parameters<typeof listHoldings>[0] &
  Parameters<typeof listEvents>[0] &
  Parameters<typeof rotateToken>[0] &
  Parameters<typeof changeAddress>[0] &
  Parameters<typeof freeingWrite>[0] &
  NamesContext &
  Parameters<typeof assertUnnamed>[0] & {
    readonly namings: NamingRepository;
    readonly people: ResourceRepository<Person>;
    readonly teams: ResourceRepository<Team>;
    readonly contactGroups: ResourceRepository<ContactGroup>;
    readonly clients: ResourceRepository<Client>;
    /** The name of the group that the shipped approval policy asks. */
    readonly approversGroup: string;
  };

/** The writes that delete a resource which nobody names. @throws DomainError conflict `<noun>/in-use` */
const removalOf =
  (context: PeopleContext, noun: NamedNoun) =>
  async ({ id }: { readonly id: string }) => [await assertUnnamed(context)({ noun, id })];

/** The endpoints of clients. They differ from those of other resources because of the client's token, which is shown only once. */
const clientEndpoints = (context: PeopleContext): readonly Endpoint[] => {
  const { clients, people, credentials } = context;
  const resolve = resolvePerson(people);
  const settle = async (fields: Client, before?: Client) => ({
    ...fields,
    responsible: fields.responsible === before?.responsible ? before.responsible : await resolve(fields.responsible, '/responsible'),
  });
  const removal = removalOf(context, 'client');
  const defaults = resourceEndpoints(context, {
    definition: Clients,
    routes: contract.clients,
    repository: clients,
    settle,
    removal,
    show: showClients(context),
  });
  const manage = manageResource<Client>({ ...context, definition: Clients, repository: clients });
  return [
    defaults.list,
    defaults.read,
    defaults.patch,
    on(contract.createClient, async ({ body, caller }) => {
      let token = '';
      const client = await manage.create(await settle(body as Client), caller, ({ id }) => {
        const issued = issueToken(context)('client', id);
        token = issued.token;
        return [issued.write];
      });
      return new Answer({ ...(await showClients(context)([client]))[0], token }, { secret: true });
    }),
    on(contract.clients.remove, ({ params, ifMatch, caller }) =>
      manage.remove(params.id, ifMatch, caller, async (client) => {
        const credential = await credentials.find('client', client.id);
        return [...(await removal(client)), ...(credential ? [credentials.remove(credential)] : [])];
      }),
    ),
    on(contract.rotateClientToken, async ({ params, body }) => {
      const client = await clients.get(params.id);
      const token = await rotateToken(context)('client', client.id, body.overlap === undefined ? day : durationMillis(body.overlap));
      return new Answer({ ...(await showClients(context)([client]))[0], token }, { secret: true });
    }),
  ];
};

/** The endpoints of contact groups. The group that the shipped approval policy asks is neither deleted nor renamed. */
const contactGroupEndpoints = (context: PeopleContext): readonly Endpoint[] => {
  const { contactGroups, people, approversGroup } = context;
  const removal = removalOf(context, 'contact-group');
  const settled = resolveMembers(people);
  return Object.values(
    resourceEndpoints(context, {
      definition: ContactGroups,
      routes: contract.contactGroups,
      repository: contactGroups,
      settle: async (fields: ContactGroup, before?: ContactGroup) => {
        const refusal = before && renamingRefusal(before, fields.name, approversGroup);
        if (refusal) throw refusal;
        return settled(fields, before);
      },
      show: showContactGroups(context),
      removal: async (group) => {
        const refusal = deletionRefusal(group, approversGroup);
        if (refusal) throw refusal;
        return removal(group);
      },
    }),
  );
};

/** The endpoints of people, teams, contact groups, clients, the caller's identity and audit events. */
export const peopleEndpoints = (context: PeopleContext): readonly Endpoint[] => [
  ...Object.values(
    resourceEndpoints(context, {
      definition: People,
      routes: contract.people,
      repository: context.people,
      settle: async (fields: Person, before?: Person) =>
        withAddressVersion(await resolveTeams(context.teams)(fields, before), before, context.clock.now()),
      also: (next, before, caller) => [...changeAddress(context)(next, before, caller), ...departingPerson(context)(next, before)],
      show: showPeople(context),
      removal: async (person) => [
        ...(await removalOf(context, 'person')(person)),
        freeingWrite(context, { type: 'person', id: person.id }),
      ],
    }),
  ),
  ...Object.values(
    resourceEndpoints(context, {
      definition: Teams,
      routes: contract.teams,
      repository: context.teams,
      removal: removalOf(context, 'team'),
    }),
  ),
  ...contactGroupEndpoints(context),
  ...clientEndpoints(context),
  on(readHoldings, async ({ params }) => {
    const { assets, seats, overdue } = await listHoldings(context)(params.id);
    const show = showAssignments(context);
    return { assets: await show(assets), seats: await showSeats(context)(seats), overdue: await show(overdue) };
  }),
  on(contract.readMe, ({ caller }) => whoAmI(context)(caller)),
  on(listAuditEvents, async ({ query, caller }) => {
    const page = await listEvents(context)(pageRequest('audit-events', query), query);
    return pageAnswer('audit-events', query, { ...page, items: await showEvents(context)(page.items, caller) }, (event) => event);
  }),
];
