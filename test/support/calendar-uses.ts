import type { Register } from './directory-register.ts';
import { star, type Use } from './use.ts';

const recurrence = { rrule: 'FREQ=DAILY', zone: 'UTC', length: 'PT1H' };
/** A request that is sent twice at the same moment makes one resource. */
const key = { 'idempotency-key': 'once' };

/** What freezes, maintenance hours, patch schedules and calendar feeds name. */
export const calendarUses: readonly Use[] = [
  [
    'configuration-item/in-use',
    'the item of a freeze',
    ({ ci }: Register) => ['configuration-items', ci] as const,
    ({ asBob, ci }: Register) => asBob.post('/v1/freezes', { name: 'Year end', recurrence, match: { item: ci } }, key),
    'freeze Year end (',
    async ({ asBob }: Register) => asBob.patch(`/v1/freezes/${(await asBob.get('/v1/freezes')).body.items[0].id}`, { match: null }),
  ],
  [
    'class/in-use',
    'the class of maintenance hours',
    () => ['classes', 'volume'] as const,
    async ({ admin, asBob }: Register) => {
      await admin.put('/v1/classes/volume', {});
      return asBob.post('/v1/maintenance-hours', { name: 'nights', recurrence, match: { class: 'volume' } }, key);
    },
    'maintenance hours nights (',
    async ({ asBob }: Register) =>
      asBob.delete(`/v1/maintenance-hours/${(await asBob.get('/v1/maintenance-hours')).body.items[0].id}`, star),
  ],
  [
    'configuration-item/in-use',
    'an item of a patch schedule',
    ({ ci }: Register) => ['configuration-items', ci] as const,
    ({ asBob, ci }: Register) => asBob.post('/v1/patch-schedules', { name: 'patches', items: [ci], recurrence }, key),
    'patch schedule patches (',
    async ({ asBob }: Register) => asBob.delete(`/v1/patch-schedules/${(await asBob.get('/v1/patch-schedules')).body.items[0].id}`, star),
  ],
  [
    'person/in-use',
    'the requester of a patch schedule',
    ({ ada }: Register) => ['people', ada] as const,
    ({ asCaller, ada, other }: Register) =>
      asCaller({ kind: 'person', id: ada, roles: ['change-manager'], teams: [] }).post(
        '/v1/patch-schedules',
        { name: 'patches', items: [other], recurrence },
        key,
      ),
    'patch schedule patches (',
    async ({ asBob }: Register) => asBob.delete(`/v1/patch-schedules/${(await asBob.get('/v1/patch-schedules')).body.items[0].id}`, star),
  ],
  [
    'change-template/in-use',
    'the template of a patch schedule',
    ({ template }: Register) => ['change-templates', template] as const,
    ({ asBob, other }: Register) =>
      asBob.post('/v1/patch-schedules', { name: 'patches', items: [other], recurrence, template: 'restart' }, key),
    'patch schedule patches (',
    async ({ asBob }: Register) =>
      asBob.patch(`/v1/patch-schedules/${(await asBob.get('/v1/patch-schedules')).body.items[0].id}`, { template: null }),
  ],
  [
    'team/in-use',
    'the team of a calendar feed',
    ({ team }: Register) => ['teams', team] as const,
    ({ asBob, team }: Register) => asBob.post('/v1/calendar-feeds', { name: 'work', team }, key),
    'calendar feed work (',
    async ({ asBob }: Register) => asBob.delete(`/v1/calendar-feeds/${(await asBob.get('/v1/calendar-feeds')).body.items[0].id}`, star),
  ],
  [
    'configuration-item/in-use',
    'the service of a calendar feed',
    ({ shop }: Register) => ['configuration-items', shop] as const,
    ({ asBob, shop }: Register) => asBob.post('/v1/calendar-feeds', { name: 'work', service: shop }, key),
    'calendar feed work (',
    async ({ asBob }: Register) => asBob.delete(`/v1/calendar-feeds/${(await asBob.get('/v1/calendar-feeds')).body.items[0].id}`, star),
  ],
];
