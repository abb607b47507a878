import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { CreateBackupCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { decideOnChange } from '../../shared/contracts/change-actions.ts';
import { requestChange } from '../../shared/contracts/changes.ts';
import { apiClient } from '../../shared/contracts/client.ts';
import { registerConfigurationItem } from '../../shared/contracts/configuration-items.ts';
import { confirmWindow, readSuppression } from '../../shared/contracts/suppression.ts';
import { callOrThrow } from '../local/calls.ts';
import { createDemoPeople } from '../local/demo-people.ts';
import { clientFor, unsignedHeaders } from '../local/emulator.ts';
import type { HandOut } from '../local/hand-out.ts';
import { openPager, type Pager } from '../local/pager.ts';
import { bringUp, type LocalStack, type LocalStackOptions, stopStack } from '../local/stack.ts';
import { ensureMonitor } from '../local/story/monitor.ts';
import { eventually } from '../local/story/narrator.ts';
import { untilStatus } from '../local/story/planned-work.ts';
import { recordedAlertmanager } from '../local/story/recorded-alertmanager.ts';
import { pagesOf, type Scene, untilState } from '../local/story/scene.ts';
import { loseUserPool, returnPeople } from './drill-pool.ts';
import { completeTable, copyTable } from './restore-table.ts';

const host = 'drill-1.example.com';

const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();

const sceneOf = async (local: HandOut, pager: Pager): Promise<Scene> => {
  const manager = apiClient(local.apiUrl, local.tokens['configuration-manager']);
  const aliases = [{ scheme: 'hostname', value: host }];
  const body = { name: 'drill-1', class: 'server', stage: 'live', aliases } as const;
  await callOrThrow(() => manager.call(registerConfigurationItem, { body }));
  const monitor = await ensureMonitor(local, pager.url);
  pager.trust(monitor.secret);
  return { local, pager, monitor, alerts: recordedAlertmanager({ local, monitor }), run: randomUUID() };
};

const fire = (scene: Scene, alertname: string): Promise<void> => {
  const labels = { alertname, instance: `${host}:9100`, demo_run: scene.run };
  return scene.alerts.fire({ labels, summary: `${alertname} of ${host}`, startsAt: new Date().toISOString() });
};

/** Waits until alerts of the host are suppressed, or until they are not. */
const untilSuppressed = async ({ local }: Scene, expected: boolean): Promise<void> => {
  const viewer = apiClient(local.apiUrl, local.tokens.viewer);
  const what = `alerts of ${host} to be ${expected ? '' : 'not '}suppressed`;
  await eventually({ what, seconds: 60, see: `GET ${local.apiUrl}/v1/suppression?alias=hostname=${host}` }, async () => {
    const { suppressed } = await callOrThrow(() => viewer.call(readSuppression, { query: { alias: `hostname=${host}` } }));
    return suppressed === expected ? true : undefined;
  });
};

const untilPaged = (scene: Scene, alertname: string) =>
  eventually(
    { what: `the page about ${alertname}`, seconds: 60, see: 'ministack.log' },
    () => pagesOf(scene, alertname, 'alert.firing')[0],
  );

/** A change of the host that is approved and whose window is in force. @returns the id of its window */
const windowInForce = async (scene: Scene): Promise<string> => {
  const { apiUrl, tokens } = scene.local;
  const window = { start: inSeconds(8), end: inSeconds(3_600), mode: 'planned' } as const;
  const body = { title: 'Drill of a restore', items: [`hostname=${host}`], window, submit: true };
  const change = await callOrThrow(() => apiClient(apiUrl, tokens['change-requester']).call(requestChange, { body }));
  await untilStatus(scene.local, { ...change, ...window }, 'awaiting-approval');
  const decision = { decision: 'approve', revision: 1 } as const;
  await callOrThrow(() => apiClient(apiUrl, tokens.approver).call(decideOnChange, { params: { id: change.id }, body: decision }));
  await untilSuppressed(scene, true);
  return change.windowId ?? '';
};

/** Runs the sweep now, as the schedule does each minute. */
const sweepNow = async ({ awsEndpoint }: LocalStack): Promise<void> => {
  const path = '/2015-03-31/functions/quiesce-local-sweep/invocations';
  const answer = await fetch(`${awsEndpoint}${path}`, { method: 'POST', headers: unsignedHeaders('lambda'), body: '{}' });
  if (!answer.ok) throw new Error(`the sweep was not run: ${answer.status} ${await answer.text()}`);
};

type DrillOptions = Pick<LocalStackOptions, 'directory' | 'bundled'> & {
  /** Called after each step. */
  readonly tell: (step: string) => void;
};

const drill = async (options: DrillOptions, pager: Pager): Promise<void> => {
  const { tell } = options;
  const stack = await bringUp(options);
  const first = await sceneOf(await createDemoPeople(stack), pager);
  const windowId = await windowInForce(first);
  await fire(first, 'HeldBefore');
  await untilState(first, 'HeldBefore', 'held');
  tell('a window is in force, and an alert is held under it');

  const dynamo = new DynamoDBClient(clientFor(stack.awsEndpoint));
  const { BackupDetails } = await dynamo.send(new CreateBackupCommand({ TableName: stack.tableName, BackupName: 'drill' }));
  await dynamo.send(new DeleteTableCommand({ TableName: stack.tableName }));
  const people = await loseUserPool(stack);
  tell(`the table ${stack.tableName} and the user pool ${stack.outputs.UserPoolId} are backed up and then lost`);

  const request = { source: stack.tableName, target: `quiesce-local-${Date.now()}`, isProtected: false };
  await copyTable(dynamo, { ...request, from: { backup: BackupDetails?.BackupArn ?? '' } });
  const restored = await completeTable(dynamo, request);
  const resumed = await completeTable(dynamo, request);
  if (!isDeepStrictEqual(resumed, restored)) throw new Error(`a resumed restore says ${JSON.stringify(resumed)}`);
  tell(`it is restored as ${restored.tableName}, and a restore that is run again changes nothing`);
  const again = await bringUp({ ...options, bundled: true, restored: { ...restored, userPoolNumber: '2' } });
  if (again.tableName !== restored.tableName) throw new Error(`the stack uses ${again.tableName}, not ${restored.tableName}`);
  tell(`it is put in place with the restore epoch ${restored.restoreEpoch}, and with the user pool ${again.outputs.UserPoolId}`);
  const scene = { ...first, local: await returnPeople(again, people, first.local) };
  tell('people are imported and sign in as the same persons as before; tokens of the lost pool are refused');

  await untilSuppressed(scene, false);
  await sweepNow(again);
  await untilPaged(scene, 'HeldBefore');
  await fire(scene, 'BeforeConfirmation');
  await untilPaged(scene, 'BeforeConfirmation');
  tell('no window is in force: the held alert and a new one went out');

  const manager = apiClient(scene.local.apiUrl, scene.local.tokens['change-manager']);
  await callOrThrow(() => manager.call(confirmWindow, { params: { id: windowId } }));
  await untilSuppressed(scene, true);
  await fire(scene, 'AfterConfirmation');
  await untilState(scene, 'AfterConfirmation', 'held');
  tell('a change manager has confirmed the window, and alerts are held again');
};

/**
 * The drill of a restore, on a local stack of its own that it starts and stops: an alert is held, the table is backed up, lost, restored and
 * put in place. Alerts go out until a change manager confirms the window. The user pool is lost, too, and people sign in to a new one. @throws Error at the first step that does not happen
 */
export const drillRestore = async (options: DrillOptions): Promise<void> => {
  const pager = await openPager();
  try {
    await drill(options, pager);
  } finally {
    pager.close();
    await stopStack(options.directory);
  }
};
