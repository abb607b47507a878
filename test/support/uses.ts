import { calendarUses } from './calendar-uses.ts';
import type { Register } from './directory-register.ts';
import { policyUses } from './policy-uses.ts';
import { star, type Use } from './use.ts';

const person = ({ ada }: Register) => ['people', ada] as const;
const team = (made: Register) => ['teams', made.team] as const;
const group = (made: Register) => ['contact-groups', made.group] as const;
const client = (made: Register) => ['clients', made.client] as const;
const item = ({ ci }: Register) => ['configuration-items', ci] as const;

const server = { name: 'db-1', class: 'server', stage: 'build' };
export const receiver = { url: 'https://pager.example/hook' };

/** Takes the only asset back. */
const endAssignment = async (admin: Register['admin']) => {
  const [asset] = (await admin.get('/v1/assets')).body.items;
  return admin.post(`/v1/assets/${asset.id}/assignments/${asset.assignment.id}/return`, {});
};

/** Who names whom. */
export const uses: readonly Use[] = [
  [
    'person/in-use',
    'a member of a group',
    person,
    ({ admin, group: id, ada }: Register) => admin.patch(`/v1/contact-groups/${id}`, { members: [{ person: ada }] }),
    'contact group on call (',
    ({ admin, group: id }: Register) => admin.patch(`/v1/contact-groups/${id}`, { members: [] }),
  ],
  [
    'person/in-use',
    'the responsible person of a client',
    person,
    ({ admin, client: id, ada }: Register) => admin.patch(`/v1/clients/${id}`, { responsible: ada }),
    'client pipeline (',
    ({ admin, client: id }: Register) => admin.delete(`/v1/clients/${id}`, star),
  ],
  [
    'person/in-use',
    'the owner of an asset',
    person,
    ({ admin, ada }: Register) => admin.post('/v1/assets', { name: 'laptop', kind: 'hardware', owner: { person: ada } }),
    'asset laptop (',
    async ({ admin }: Register) => admin.patch(`/v1/assets/${(await admin.get('/v1/assets')).body.items[0].id}`, { owner: null }),
  ],
  [
    'person/in-use',
    'the holder of an asset',
    person,
    async ({ admin, made, ada }: Register) =>
      admin.post(`/v1/assets/${await made('assets', { name: 'laptop', kind: 'hardware' })}/assignments`, { person: ada }),
    'asset laptop (',
    async ({ admin }: Register) => endAssignment(admin),
  ],
  [
    'person/in-use',
    'the implementer of a draft',
    person,
    ({ asBob, draft, ada }: Register) => asBob.post('/v1/changes', { ...draft, implementer: ada }),
    'and is draft',
    ({ asBob }: Register) => asBob.post('/v1/changes/CHG-000001/cancel', { reason: 'no' }),
  ],
  [
    'person/in-use',
    'the requester of a draft',
    person,
    ({ asCaller, draft, ada }: Register) =>
      asCaller({ kind: 'person', id: ada, roles: ['change-requester'], teams: [] }).post('/v1/changes', draft),
    'and is draft',
    ({ asBob }: Register) => asBob.post('/v1/changes/CHG-000001/cancel', { reason: 'no' }),
  ],
  [
    'configuration-item/in-use',
    'the item that an asset is assigned to',
    item,
    async ({ admin, made, ci }: Register) =>
      admin.post(`/v1/assets/${await made('assets', { name: 'disk', kind: 'hardware' })}/assignments`, { item: ci }),
    'asset disk (',
    async ({ admin }: Register) => endAssignment(admin),
  ],
  [
    'configuration-item/in-use',
    'an item of a draft',
    item,
    ({ asBob, ci }: Register) => asBob.post('/v1/changes', { title: 'Upgrade', items: [ci] }),
    'names it and is draft',
    ({ asBob }: Register) => asBob.post('/v1/changes/CHG-000001/cancel', { reason: 'no' }),
  ],
  [
    'person/in-use',
    'the person on whose behalf a client requests',
    person,
    ({ asClient, draft, ada }: Register) => asClient.post('/v1/changes', { ...draft, onBehalfOf: ada }),
    'change CHG-000001 (',
    ({ asBob }: Register) => asBob.post('/v1/changes/CHG-000001/cancel', { reason: 'no' }),
  ],
  [
    'client/in-use',
    'the client that requested a change',
    client,
    ({ asClient, draft }: Register) => asClient.post('/v1/changes', draft),
    'change CHG-000001 (',
    ({ asBob }: Register) => asBob.post('/v1/changes/CHG-000001/cancel', { reason: 'no' }),
  ],
  [
    'change-template/in-use',
    'the template of a draft',
    ({ template }: Register) => ['change-templates', template] as const,
    ({ asBob, other }: Register) => asBob.post('/v1/changes', { items: [other], template: 'restart' }),
    'was made from this template and is draft',
    ({ asBob }: Register) => asBob.post('/v1/changes/CHG-000001/cancel', { reason: 'no' }),
  ],
  [
    'team/in-use',
    'the team of a person',
    team,
    ({ admin, ada, team: id }: Register) => admin.patch(`/v1/people/${ada}`, { teams: [id] }),
    'person Ada (',
    ({ admin, ada }: Register) => admin.delete(`/v1/people/${ada}`, star),
  ],
  [
    'team/in-use',
    'the owner of a CI',
    team,
    ({ admin, team: id }: Register) => admin.post('/v1/configuration-items', { ...server, ownerTeam: id }),
    'configuration item db-1 (',
    ({ admin }: Register) => admin.delete('/v1/configuration-items/db-1', star),
  ],
  [
    'team/in-use',
    'the owner of an item taken under management',
    team,
    async ({ admin, made, team: id }: Register) =>
      admin.put(
        `/v1/configuration-items/${await made('assets', { name: 'box', kind: 'hardware' })}`,
        { ...server, ownerTeam: id },
        { 'if-none-match': '*' },
      ),
    'configuration item db-1 (',
    ({ admin }: Register) => admin.patch('/v1/configuration-items/db-1', { ownerTeam: null }),
  ],
  [
    'team/in-use',
    'the owner of an asset',
    team,
    ({ admin, ci, team: id }: Register) =>
      admin.put(`/v1/assets/${ci}`, { name: 'rack', kind: 'hardware', owner: { team: id } }, { 'if-none-match': '*' }),
    'asset rack (',
    ({ admin, ci }: Register) => admin.patch(`/v1/assets/${ci}`, { owner: null }),
  ],
  [
    'team/in-use',
    'the owner of a monitor',
    team,
    ({ admin, team: id }: Register) => admin.post('/v1/monitors', { name: 'prometheus', receiver, ownerTeam: id }),
    'monitor prometheus (',
    async ({ admin }: Register) => admin.patch(`/v1/monitors/${(await admin.get('/v1/monitors')).body.items[0].id}`, { ownerTeam: null }),
  ],
  [
    'contact-group/in-use',
    'a group of a CI',
    group,
    ({ admin, other, group: id }: Register) =>
      admin.patch(`/v1/configuration-items/${other}`, { contactGroups: [{ group: id, role: 'on-call' }] }),
    'configuration item web-1 (',
    ({ admin, other }: Register) => admin.patch(`/v1/configuration-items/${other}`, { contactGroups: [] }),
  ],
  [
    'configuration-item/in-use',
    'the whole of an asset',
    item,
    ({ admin, ci }: Register) => admin.post('/v1/assets', { name: 'disk', kind: 'hardware', partOf: ci }),
    'asset disk (',
    async ({ admin }: Register) => admin.patch(`/v1/assets/${(await admin.get('/v1/assets')).body.items[0].id}`, { partOf: null }),
  ],
  [
    'configuration-item/in-use',
    'the target of a relation',
    item,
    ({ admin, ci, other }: Register) => admin.put(`/v1/configuration-items/${other}/relations/depends-on/${ci}`),
    'configuration item web-1 (',
    ({ admin, ci, other }: Register) => admin.delete(`/v1/configuration-items/${other}/relations/depends-on/${ci}`),
  ],
  [
    'class/in-use',
    'the class of a CI',
    () => ['classes', 'volume'] as const,
    async ({ admin, other }: Register) => {
      await admin.put('/v1/classes/volume', {});
      return admin.patch(`/v1/configuration-items/${other}`, { class: 'volume' });
    },
    'configuration item web-1 (',
    ({ admin, other }: Register) => admin.patch(`/v1/configuration-items/${other}`, { class: 'server' }),
  ],
  ...policyUses,
  ...calendarUses,
];
