import type { Register } from './directory-register.ts';
import type { Use } from './use.ts';

/** Deletes the only approval policy. */
const endPolicy = async ({ asBob }: Register) => {
  const [policy] = (await asBob.get('/v1/approval-policies')).body.items;
  return asBob.delete(`/v1/approval-policies/${policy.id}`, { 'if-match': '*' });
};

/** What approval policies name. */
export const policyUses: readonly Use[] = [
  [
    'contact-group/in-use',
    'a group that a policy asks',
    ({ group }) => ['contact-groups', group],
    async ({ admin, asBob, group: id, bob }: Register) => {
      await admin.patch(`/v1/contact-groups/${id}`, { members: [{ person: bob }] });
      return asBob.post('/v1/approval-policies', { name: 'databases', order: 1, levels: [{ group: id, needs: 1 }] });
    },
    'approval policy databases (',
    endPolicy,
  ],
  [
    'configuration-item/in-use',
    'the service of a policy',
    ({ ci }) => ['configuration-items', ci],
    ({ asBob, ci }: Register) => asBob.post('/v1/approval-policies', { name: 'shop', order: 1, match: { service: ci }, levels: [] }),
    'approval policy shop (',
    endPolicy,
  ],
  [
    'class/in-use',
    'the class of a policy',
    () => ['classes', 'volume'] as const,
    async ({ admin, asBob, world }: Register) => {
      await admin.put('/v1/classes/volume', {});
      // The name differs each time, because the tests of races may do this twice.
      return asBob.post('/v1/approval-policies', { name: `volumes ${world.ids.next()}`, order: 1, match: { class: 'volume' }, levels: [] });
    },
    'approval policy volumes ',
    endPolicy,
  ],
  [
    'person/in-use',
    'a person whose approval a policy needs',
    ({ ada }) => ['people', ada],
    async ({ admin, asBob, group: id, ada }: Register) => {
      await admin.patch(`/v1/contact-groups/${id}`, { members: [{ person: ada }] });
      const made = await asBob.post('/v1/approval-policies', {
        ...{ name: 'by Ada', order: 1 },
        levels: [{ group: id, needs: 1, mandatory: [ada] }],
      });
      await admin.patch(`/v1/contact-groups/${id}`, { members: [] });
      return made;
    },
    'approval policy by Ada (',
    endPolicy,
  ],
];
