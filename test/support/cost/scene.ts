import { approvalsEndpoints } from '../../../functions/approvals/endpoints.ts';
import { decideOnChange } from '../../../shared/application/approval/decide-on-change.ts';
import { advanceChange } from '../../../shared/application/change/advance-change.ts';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { askHolder } from '../../../shared/application/notification/ask-holder.ts';
import { tellPeople } from '../../../shared/application/notification/tell-people.ts';
import type { Role } from '../../../shared/domain/access.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { hour, plus } from '../../../shared/domain/clock.ts';
import type { MailMessage } from '../../../shared/domain/mail/mail.ts';
import { allAreas } from '../../../shared/functions/all-functions.ts';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { type ApiAnswer, type ApiCaller, apiOf } from '../api.ts';
import { areaEndpoints } from '../areas.ts';
import type { World } from '../world.ts';
import { costsOn } from './cost.ts';

const noon = '2026-11-24T12:00:00.000Z';
const publicUrl = 'https://quiesce.test';
const plainAreas = allAreas.map(({ name }) => name).filter((area) => area !== 'approvals');

const bodyOf = async (answer: Promise<ApiAnswer>) => {
  const { status, body } = await answer;
  if (status >= 400) throw new Error(`a request of the scene was refused: ${status} ${JSON.stringify(body)}`);
  return body;
};

/**
 * All areas over one metered table, with a CI, an approvers group and the people of a change: Rita requests, Ian implements, Anna approves,
 * Max manages. Everything is created through the API.
 */
const costScene = async () => {
  const mails: MailMessage[] = [];
  const outside = {
    mailer: { send: async (mail: MailMessage) => ({ messageId: `message-${mails.push(mail)}` }) },
    letters: lettersFrom(publicUrl),
  };
  const approvals = (world: World) => approvalsEndpoints({ ...world, ...outside, decide: decideOnChange(world) });
  const api = apiOf((world) => [...plainAreas.flatMap((area) => areaEndpoints[area](world)), ...approvals(world)], { start: noon });
  const { world, clock, records, as, asCaller, anonymous } = api;
  const admin = as('admin');

  const person = async (name: string, ...roles: readonly Role[]): Promise<ApiCaller> => {
    const fields = { name, email: `${name.toLowerCase()}@quiesce.test`, zone: 'Europe/Berlin', roles };
    const { id } = await bodyOf(admin.post('/v1/people', fields));
    return asCaller({ kind: 'person', id, roles, teams: [] });
  };
  const [rita, ian, anna, max] = [
    await person('Rita', 'change-requester'),
    await person('Ian', 'change-requester'),
    await person('Anna', 'approver'),
    await person('Max', 'change-manager'),
  ];
  const members = [anna, max].map(({ caller }) => ({ person: caller.id }));
  await bodyOf(admin.post('/v1/contact-groups', { name: 'approvers', members }));
  const [assets, cis, viewer] = [as('asset-manager'), as('configuration-manager'), as('viewer')];

  const ci = async (name: string, overrides: object = {}): Promise<string> => {
    const aliases = [{ scheme: 'hostname', value: name }];
    return (await bodyOf(cis.post('/v1/configuration-items', { name, class: 'server', stage: 'live', aliases, ...overrides }))).id;
  };
  const asset = async (name: string, overrides: object = {}): Promise<string> =>
    (await bodyOf(assets.post('/v1/assets', { name, kind: 'hardware', ...overrides }))).id;
  // Changes of it have high risk, so that a finished one awaits its review.
  const database = await ci('orders-db-1', { class: 'database', criticality: 'high' });

  const changeBody = (overrides: object = {}) => {
    const start = plus(clock.now(), hour);
    return {
      ...{ title: 'Upgrade PostgreSQL', plan: 'Stop, upgrade, start.', items: [database], implementer: ian.caller.id },
      window: { start, end: plus(start, hour), mode: 'planned' },
      ...overrides,
    };
  };
  const read = (change: Pick<Change, 'id'>): Promise<Change> => world.changes.get(change.id);
  const draft = (overrides?: object): Promise<Change> => bodyOf(rita.post('/v1/changes', changeBody(overrides)));
  const assessing = (overrides?: object): Promise<Change> => draft({ submit: true, ...overrides });
  const awaiting = async (overrides?: object): Promise<Change> => assessChange(world)((await assessing(overrides)).id);
  const decide = ({ id, revision }: Change) => anna.post(`/v1/changes/${id}/decisions`, { decision: 'approve', revision });
  const scheduled = async (overrides?: object): Promise<Change> => bodyOf(decide(await awaiting(overrides)));
  /** A scheduled change whose start has come and whose window the sweep has opened. */
  const begun = async (overrides?: object): Promise<Change> => {
    const change = await scheduled(overrides);
    clock.set(change.window?.start ?? noon);
    return advanceChange(world)(change.id);
  };
  const start = ({ id }: Change) => ian.post(`/v1/changes/${id}/start`);
  const finish = ({ id }: Change) => ian.post(`/v1/changes/${id}/finish`, { outcome: 'successful' });
  const implementing = async (overrides?: object): Promise<Change> => bodyOf(start(await begun(overrides)));
  const inReview = async (overrides?: object): Promise<Change> => bodyOf(finish(await implementing(overrides)));

  const notify = { ...world, ...outside, tallyOf: async () => ({ quiet: 0, absorbed: 0, released: 0 }) };
  const mailedLink = (reader: string, area: string): string => {
    const mail = mails.find(({ to, text }) => to === reader && text.includes(`/${area}/`));
    return new RegExp(`/${area}/[0-9a-f]{64}`).exec(mail?.text ?? '')?.[0] ?? '';
  };
  /** The path of the approval link in the mail to Anna. */
  const link = async (change: Pick<Change, 'id'>): Promise<string> => {
    await tellPeople(notify)('approval-request', change.id);
    return mailedLink('anna@quiesce.test', 'approvals');
  };
  /** The path of the link in the mail to Rita, who was asked to accept an asset. */
  const acceptanceLink = async (asset: string): Promise<string> => {
    const event = (await world.events.of({ type: 'item', id: asset })).find(({ name }) => name === 'AssetCheckedOut');
    if (event) await askHolder({ ...notify, links: world.acceptances })(event);
    return mailedLink('rita@quiesce.test', 'acceptances');
  };
  const form = (path: string, fields: Readonly<Record<string, string>> = {}) =>
    anonymous('POST', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  const code = async (path: string): Promise<string> => {
    await bodyOf(form(`${path}/code`));
    return mails.at(-1)?.subject.slice(0, 6) ?? '';
  };

  return {
    ...{ world, records, clock, anonymous, notify, bodyOf },
    ...{ admin, viewer, assets, cis, rita, ian, anna, max, as },
    ...{ person, ci, asset, database, changeBody, read, link, acceptanceLink, form, code },
    ...{ draft, assessing, awaiting, decide, scheduled, begun, start, implementing, finish, inReview },
  };
};

export type CostScene = Awaited<ReturnType<typeof costScene>>;

export const cost = costsOn(costScene);
