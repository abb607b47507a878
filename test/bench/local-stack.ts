import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDemoPeople } from '../../infra/local/demo-people.ts';
import { clientFor } from '../../infra/local/emulator.ts';
import type { HandOut } from '../../infra/local/hand-out.ts';
import { bringUp } from '../../infra/local/stack.ts';
import { dynamoRecords } from '../../shared/data/dynamo-records.ts';
import { hour, plus } from '../../shared/domain/clock.ts';
import { systemIds } from '../../shared/runtime/system.ts';
import { table } from '../support/cost/document.ts';
import { callerAt, sendTo } from '../support/http-caller.ts';
import { worldOn } from '../support/world.ts';
import { figure, timeInTurn } from './timing.ts';

const bodyOf = async (answer: ReturnType<typeof sendTo>) => {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  return body;
};

/** Registers a CI whose alerts are suppressed for two hours, with the rows of an approved change. */
const suppressedCi = async (local: HandOut): Promise<string> => {
  const records = dynamoRecords({
    table: local.tableName,
    unreadable: () => undefined,
    client: new DynamoDBClient(clientFor(local.awsEndpoint)),
  });
  const { windows, store } = worldOn(records);
  const body = { name: 'bench-db', class: 'database', stage: 'live', aliases: [{ scheme: 'hostname', value: 'bench-db' }] };
  const { id } = await bodyOf(callerAt(local, 'configuration-manager').post('/v1/configuration-items', body));
  const [window, change, now] = [systemIds.next(), systemIds.next(), new Date().toISOString()];
  const [start, end, agreedAt] = [plus(now, -hour), plus(now, 2 * hour), now];
  await store.commit([
    windows.save({
      ...{
        id: window,
        version: 1,
        createdAt: now,
        updatedAt: now,
        change,
        number: 'CHG-BENCH',
        revision: 1,
        mode: 'planned',
        suppress: true,
      },
      ...{ start, end, digest: 'd', named: [id], agreedAt, scheduledAt: agreedAt, inForce: [{ revision: 1, from: start, to: end }] },
      ...{ onHold: [], lifts: [], opened: true, closed: false, releaseDue: false, settled: false },
    }),
    windows.saveEntry({
      ...{ item: id, window, change, revision: 1, notBefore: start, latestEnd: end, mask: 1, digest: 'd', suppress: true, version: 1 },
    }),
  ]);
  return id;
};

/** Returns the messages of alerts that are held, each with another name. */
const alerts = () => {
  let sent = 0;
  return () => {
    sent += 1;
    const labels = { alertname: `Bench${sent}`, ci: 'hostname=bench-db' };
    const alert = { status: 'firing', labels, annotations: {}, startsAt: new Date().toISOString(), endsAt: '0001-01-01T00:00:00Z' };
    return JSON.stringify({ version: '4', truncatedAlerts: 0, alerts: [{ ...alert, fingerprint: `bench-${sent}` }] });
  };
};

const measured = async (local: HandOut) => {
  const id = await suppressedCi(local);
  const monitor = { name: 'bench', receiver: { url: 'http://127.0.0.1:9/unused' } };
  const { id: monitorId, token } = await bodyOf(callerAt(local, 'admin').post('/v1/monitors', monitor));
  const nextAlert = alerts();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return timeInTurn(
    {
      empty: () => bodyOf(sendTo(`${local.apiUrl}/health`)),
      evaluate: () => bodyOf(callerAt(local, 'viewer').get(`/v1/suppression?ci=${id}`)),
      ingest: () => bodyOf(sendTo(`${local.apiUrl}/v1/monitors/${monitorId}/alerts`, { method: 'POST', headers, body: nextAlert() })),
    },
    { rounds: 200, warmUp: 20 },
  );
};

/** The time of whole requests to the deployed product on this machine. `/health` is the baseline: the same frame without table and token. */
export const localStackFigures = async (): Promise<string> => {
  const directory = mkdtempSync(join(tmpdir(), 'quiesce-bench-'));
  const stack = await bringUp({ directory, bundled: true });
  try {
    const { empty, evaluate, ingest } = await measured(await createDemoPeople(stack));
    const line = (name: string, { p50, p95 }: typeof empty) => [name, figure(p50), figure(p95), figure(p50 / empty.p50)];
    return table(['Whole request, warm', 'ms p50', 'ms p95', 'Relative to the first'], 1, [
      line('`GET /health`, the empty handler', empty),
      line('`GET /v1/suppression`, a suppressed CI', evaluate),
      line('`POST …/alerts`, one alert that is held', ingest),
    ]);
  } finally {
    await stack.stop();
    rmSync(directory, { recursive: true, force: true });
  }
};
