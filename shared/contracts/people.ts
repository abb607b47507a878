import * as z from 'zod';
import { roles } from '../domain/access.ts';
import { Clients } from '../domain/client/client.ts';
import { ContactGroups } from '../domain/contact-group/contact-group.ts';
import { lazily } from '../domain/lazily.ts';
import { People } from '../domain/person/person.ts';
import { Teams } from '../domain/team/team.ts';
import { Duration, Id } from '../domain/values.ts';
import { readHoldings } from './assignments.ts';
import { listAuditEvents } from './audit-events.ts';
import { route } from './contract.ts';
import { nameView, personNamesView, teamNamesView } from './names.ts';
import { resourceRoutes, resourceView } from './resource-routes.ts';

const byAdmins = { read: 'signed-in', write: ['admin'] } as const;

const PersonView = resourceView(People, () => ({ teamNames: teamNamesView() }));
const TeamView = resourceView(Teams, () => ({}));
const ContactGroupView = resourceView(ContactGroups, () => ({ memberNames: personNamesView() }));
const ClientView = resourceView(Clients, () => ({ responsibleName: nameView() }));

export const people = resourceRoutes(People, PersonView, { ...byAdmins, unique: 'email', unknown: ['team/unknown'] });
export const teams = resourceRoutes(Teams, TeamView, byAdmins);
export const contactGroups = resourceRoutes(ContactGroups, ContactGroupView, {
  ...byAdmins,
  unknown: ['person/unknown', 'contact-group/member-doubled'],
  refusedEdits: ['contact-group/in-use'],
});
export const clients = resourceRoutes(Clients, ClientView, { read: ['admin', 'auditor'], write: ['admin'], unknown: ['person/unknown'] });

/** A client with its token, which is shown only once. */
export const ClientWithToken = lazily(() => ClientView().extend({ token: z.string() }).meta({ id: 'ClientWithToken' }));

export const createClient = route({ ...clients.create, success: { status: 201, schema: ClientWithToken } });

export const rotateClientToken = route({
  name: 'rotateClientToken',
  method: 'POST',
  path: '/v1/clients/{id}/rotate-token',
  summary: 'Issue a new token; the old ones expire after the overlap, by default a day',
  access: ['admin'],
  body: lazily(() => z.strictObject({ overlap: Duration().optional() })),
  success: { status: 200, schema: ClientWithToken },
  problems: { 404: ['client/not-found'] },
  idempotent: true,
});

export const Me = lazily(() =>
  z
    .strictObject({
      kind: z.enum(['person', 'client', 'monitor']),
      id: Id(),
      name: z.string(),
      email: z.string().optional(),
      zone: z.string().optional(),
      roles: z.array(z.enum(roles)),
      teams: z.array(Id()),
      teamNames: teamNamesView().optional(),
      responsible: Id().optional(),
      responsibleName: nameView(),
    })
    .meta({ id: 'Me' }),
);

export const readMe = route({
  name: 'readMe',
  method: 'GET',
  path: '/v1/me',
  summary: 'Read the caller: a person, client or monitor, with roles and teams',
  access: 'signed-in',
  success: { status: 200, schema: Me },
  problems: { 403: ['access/deleted'], 404: ['client/not-found', 'monitor/not-found'] },
});

export const peopleRoutes = [
  ...Object.values(people),
  ...Object.values(teams),
  ...Object.values(contactGroups),
  createClient,
  clients.list,
  clients.read,
  clients.patch,
  clients.remove,
  rotateClientToken,
  readMe,
  readHoldings,
  listAuditEvents,
];
