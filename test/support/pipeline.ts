import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decideOnChange } from '../../shared/application/approval/decide-on-change.ts';
import { assessChange } from '../../shared/application/change/assess-change.ts';
import { plus } from '../../shared/domain/clock.ts';
import { changeDesk } from './changes.ts';
import { deskApi, ok } from './desk-api.ts';

/**
 * What goes wrong with a request: it is refused with 503, it is handled and its answer is lost, it is taken for the repetition of a request
 * that is still being processed, or it is never answered.
 */
export type PipelineFault = 'refused' | 'lost' | 'early' | 'silent';

/** A request as the script sent it. */
interface SentRequest {
  readonly request: string;
  readonly key: string | undefined;
  readonly body: string;
}

interface PipelineScene {
  /** What the approver decides. Default: approve */
  readonly decision?: 'approve' | 'reject';
  /** Max cancels the scheduled change before a request that matches. */
  readonly cancelledBefore?: RegExp;
  /** The fault of a request such as `POST /v1/changes`, and of how many like it there were before. */
  readonly fault?: (request: string, before: number) => PipelineFault | undefined;
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

/**
 * The API over a table in memory, at an address of this machine, for docs/pipeline-gate.sh. Whenever the script reads its change, the
 * workflow assesses it, Anna decides, and its start comes.
 */
export const pipelineScene = async ({ decision = 'approve', cancelledBefore, fault = () => undefined }: PipelineScene = {}) => {
  const desk = await changeDesk();
  const { world } = desk;
  const base = { id: world.ids.next(), version: 1, createdAt: desk.clock.now(), updatedAt: desk.clock.now() };
  const client = { ...base, name: 'pipeline', roles: ['change-requester' as const], responsible: desk.rita.id };
  await world.store.commit(world.clients.save(client));
  const api = await deskApi(desk);
  // A few seconds behind the script, so that a change may be requested for now.
  api.clock.set(plus(new Date().toISOString(), -10_000));
  const pipeline = api.asCaller({ ...client, kind: 'client', teams: [] });
  const read = async (id: string) => (await pipeline.get(`/v1/changes/${id}`)).body;
  const decide = async (id: string): Promise<void> => {
    const { status, revision } = await read(id);
    if (status !== 'assessing') return;
    await assessChange(api.world)(id);
    await decideOnChange(api.world)(id, { decision, revision, ...(decision === 'reject' ? { reason: 'No.' } : {}) }, desk.anna);
    const { window } = await read(id);
    api.clock.set(window.start);
  };
  /** What people do with the change before a request about it is handled. */
  const goOn = async (request: string): Promise<void> => {
    const id = /\/v1\/changes\/([^/?]+)/.exec(request)?.[1];
    if (id === undefined) return;
    const { status } = await read(id);
    if (status === 'scheduled' && cancelledBefore?.test(request))
      await ok(api.asCaller(desk.max).post(`/v1/changes/${id}/cancel`, { reason: 'No.' }));
    else if (request.startsWith('GET')) await decide(id);
  };

  const sent: SentRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const [method = '', path = ''] = [incoming.method, incoming.url];
    const request = `${method} ${path}`;
    const body = await textOf(incoming);
    const key = incoming.headers['idempotency-key']?.toString();
    const wrong = fault(request, sent.filter((one) => one.request === request).length);
    sent.push({ request, key, body });
    if (wrong === 'silent') return;
    const answer = (status: number, text: string) => response.writeHead(status, { 'content-type': 'application/json' }).end(text);
    const refusal = () => answer(503, '{"code":"store/busy"}');
    if (wrong === 'refused') return refusal();
    if (wrong === 'early') return answer(409, '{"code":"idempotency/in-progress"}');
    await goOn(request);
    const headers = { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) };
    const { status, body: answered } = await pipeline.send(method, path, body === '' ? {} : { headers, body });
    return wrong === 'lost' ? refusal() : answer(status, JSON.stringify(answered));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    /** The settings of the script, for an approval without delay. */
    env: {
      PATH: process.env.PATH ?? '',
      QUIESCE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      QUIESCE_TOKEN: 'token',
      QUIESCE_ITEMS: `${desk.server} ${desk.database}`,
      QUIESCE_LEAD_SECONDS: '0',
      QUIESCE_POLL_SECONDS: '0.1',
    },
    sent,
    changes: async () => (await api.as('viewer').get('/v1/changes')).body.items,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
