import { randomUUID } from 'node:crypto';
import type { HandOut } from '../../infra/local/hand-out.ts';
import { mailsOf } from '../../infra/local/mails.ts';
import type { DemoRole } from '../../infra/local/people.ts';
import type { Words } from './fuzz-settings.ts';
import { callerAt } from './http-caller.ts';
import { eventually } from './poll.ts';

/** Fills the fuzzer's stack with some resources of each kind, draft and scheduled changes, windows, and a monitor with its token. */
export const fuzzEstate = async (stack: HandOut): Promise<{ readonly words: Words; readonly monitorToken: string }> => {
  const as = (role: DemoRole) => callerAt(stack, role);
  const make = async (role: DemoRole, path: string, body: object) => {
    const answer = await as(role).post(path, body);
    if (answer.status > 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const some = async (role: DemoRole, path: string, body: (n: number) => object, count = 4) =>
    Promise.all(Array.from({ length: count }, (_, n) => make(role, path, body(n))));
  const ids = (resources: readonly { id: string }[]): string[] => resources.map(({ id }) => id);
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const name = () => randomUUID();

  const people = ids(await some('admin', '/v1/people', () => ({ name: name(), email: `${name()}@quiesce.test`, zone: 'UTC' })));
  const teams = ids(await some('admin', '/v1/teams', () => ({ name: name() })));
  const groups = await some('admin', '/v1/contact-groups', (n) => ({ name: name(), members: [{ person: people[n] }] }));
  const clients = await some('admin', '/v1/clients', (n) => ({ name: name(), roles: ['viewer'], responsible: people[n] }));
  // No receiver listens at this address.
  const monitors = await some('admin', '/v1/monitors', () => ({ name: name(), receiver: { url: 'http://127.0.0.1:1/' } }));
  const items = ids(await some('configuration-manager', '/v1/configuration-items', () => ({ name: name(), class: 'database' }), 8));
  const assets = ids(await some('asset-manager', '/v1/assets', () => ({ name: name(), kind: 'hardware' }), 8));
  const window = { start: inHours(1), end: inHours(2), mode: 'planned' };
  const changeBody = (n: number) => ({ title: `fuzzed ${name()}`, items: [items[n]], window, submit: n % 2 === 0 });
  const changes = ids(await some('change-manager', '/v1/changes', changeBody, 8));

  for (const id of changes.filter((_, n) => n % 4 === 0))
    await eventually(
      async () => {
        const { status, body } = await as('approver').post(`/v1/changes/${id}/decisions`, { decision: 'approve', revision: 1 });
        if (status !== 200) throw new Error(`no approval of ${id}: ${status} ${body.code}`);
      },
      { within: 60_000 },
    );
  const windows = await as('viewer').get(`/v1/windows?from=${inHours(0)}&to=${inHours(3)}`);
  const mails = await mailsOf(stack.awsEndpoint);
  const links = new Set(mails.flatMap(({ text }) => [...text.matchAll(/\/approvals\/([0-9a-f]{64})/g)].map(([, token = '']) => token)));

  const words = {
    ...{ people, teams, 'contact-groups': ids(groups), clients: ids(clients), monitors: ids(monitors), assets, changes },
    ...{ 'configuration-items': items, items: [...items, ...assets], windows: ids(windows.body.items), links: [...links].slice(0, 12) },
  };
  return { words, monitorToken: monitors[0].token };
};
