import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { decideOnChange } from '../../../shared/application/approval/decide-on-change.ts';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { changeDesk } from '../../support/changes.ts';
import { runCommand } from '../../support/commands.ts';
import { deskApi } from '../../support/desk-api.ts';

const servers: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/**
 * The API over a table in memory, at an address of this machine. Whenever the script reads its change, the workflow assesses it, Anna decides,
 * and its start comes.
 */
const served = async (decision: 'approve' | 'reject') => {
  const desk = await changeDesk();
  const { world } = desk;
  const base = { id: world.ids.next(), version: 1, createdAt: desk.clock.now(), updatedAt: desk.clock.now() };
  const client = { ...base, name: 'pipeline', roles: ['change-requester' as const], responsible: desk.rita.id };
  await world.store.commit(world.clients.save(client));
  const api = await deskApi(desk);
  api.clock.set(new Date().toISOString());
  const pipeline = api.asCaller({ ...client, kind: 'client', teams: [] });
  const read = async (id: string) => (await pipeline.get(`/v1/changes/${id}`)).body;
  const goOn = async (id: string): Promise<void> => {
    const { status, revision } = await read(id);
    if (status !== 'assessing') return;
    await assessChange(api.world)(id);
    await decideOnChange(api.world)(id, { decision, revision, ...(decision === 'reject' ? { reason: 'No.' } : {}) }, desk.anna);
    const { window } = await read(id);
    api.clock.set(window.start);
  };
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const id = request.method === 'GET' ? /^\/v1\/changes\/([^/?]+)$/.exec(path)?.[1] : undefined;
    if (id !== undefined) await goOn(id);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const sent = text === '' ? {} : { headers: { 'content-type': 'application/json' }, body: text };
    const answer = await pipeline.send(request.method ?? 'GET', path, sent);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const env = {
    PATH: process.env.PATH ?? '',
    QUIESCE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    QUIESCE_TOKEN: 'token',
    QUIESCE_ITEMS: `${desk.server} ${desk.database}`,
    QUIESCE_LEAD_SECONDS: '1',
    QUIESCE_POLL_SECONDS: '0.1',
  };
  const changes = async () => (await api.as('viewer').get('/v1/changes')).body.items;
  return { run: (...command: string[]) => runCommand('sh', ['docs/pipeline-gate.sh', ...command], { env }), changes };
};

describe('docs/pipeline-gate.sh', () => {
  it('H11 asks for a change, waits for its approval, deploys, and finishes it as successful', async () => {
    const { run, changes } = await served('approve');

    const { status, stdout, stderr } = await run('sh', '-c', 'echo "deploying under $QUIESCE_CHANGE"');

    expect([status, stderr]).toEqual([0, '']);
    const [change, ...more] = await changes();
    const { number } = change;
    expect(more).toEqual([]);
    expect(stdout.trim().split('\n')).toEqual([
      `${number}: asked for approval`,
      `${number}: approved`,
      `${number}: the gate is open`,
      `deploying under ${number}`,
      `${number}: finished, successful`,
    ]);
    expect(change).toMatchObject({ title: 'Deployment', outcomes: [{ outcome: 'successful' }, { outcome: 'successful' }] });
  });

  it('H11 a deployment that fails finishes its change as failed, and the pipeline fails', async () => {
    const { run, changes } = await served('approve');

    expect((await run('sh', '-c', 'exit 7')).status).toBe(7);
    expect((await changes())[0]).toMatchObject({ status: 'in-review', outcomes: [{ outcome: 'failed' }, { outcome: 'failed' }] });
  });

  it('H11 without approval, nothing is deployed', async () => {
    const { run, changes } = await served('reject');

    const { status, stdout } = await run('echo', 'deploying');

    expect(status).toBe(3);
    expect(stdout).not.toContain('deploying');
    expect((await changes())[0].status).toBe('rejected');
  });

  it('docs/pipeline-gate.md runs the script in each of its pipelines', () => {
    const text = readFileSync('docs/pipeline-gate.md', 'utf8');

    for (const title of ['GitHub Actions', 'GitLab CI', 'AWS CodePipeline'])
      expect(text.split(`## ${title}\n`)[1]?.split('\n## ')[0]).toContain('docs/pipeline-gate.sh ./deploy.sh');
  });
});
