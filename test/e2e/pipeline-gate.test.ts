import { beforeAll, expect } from '@jest/globals';
import type { Change } from '../../shared/domain/change/change.ts';
import { runCommand } from '../support/commands.ts';
import { deployedDesk } from '../support/deployed-desk.ts';
import { itWithJq } from '../support/jq.ts';
import { eventually } from '../support/poll.ts';

/** docs/pipeline-gate.sh asks the deployed stack, with the token of a client, as the pipeline of a team does. */
const desk = deployedDesk();
const scene = { client: '', token: '' };

beforeAll(async () => {
  const client = { name: 'pipeline', roles: ['change-requester'], responsible: desk.stack.people['change-requester'].id };
  const { status, body } = await desk.as('admin').post('/v1/clients', client);
  if (status !== 201) throw new Error(`the client was not created: ${status} ${JSON.stringify(body)}`);
  scene.client = body.id;
  scene.token = body.token;
});

/** Waits until the pipeline's change of a CI awaits approval, and approves it. */
const approved = (item: string) =>
  eventually(async () => {
    const [change]: readonly Change[] = (await desk.viewer.get(`/v1/changes?item=${item}&status=awaiting-approval`)).body.items;
    if (!change) throw new Error('no change awaits approval yet');
    const { status, body } = await desk.approve(change);
    if (status !== 200) throw new Error(`not approved: ${status} ${JSON.stringify(body)}`);
    return change;
  });

/** Runs the script for a new CI while the approver approves. The lead is long enough for assessment and approval on a slow machine. */
const deploy = async (command: string) => {
  const item = await desk.ci({ stage: 'live', evidence: 'existing', changeControl: 'enforce' });
  const env = {
    PATH: process.env.PATH ?? '',
    QUIESCE_URL: desk.stack.apiUrl,
    QUIESCE_TOKEN: scene.token,
    QUIESCE_ITEMS: item,
    QUIESCE_LEAD_SECONDS: '8',
    QUIESCE_POLL_SECONDS: '0.5',
  };
  const [result, { id }] = await Promise.all([runCommand('sh', ['docs/pipeline-gate.sh', 'sh', '-c', command], { env }), approved(item)]);
  const lines = result.stdout.trim().split('\n');
  const gate = (await desk.viewer.get(`/v1/gate?item=${item}`)).body;
  return { item, lines, status: result.status, stderr: result.stderr, change: await desk.read(id), gate };
};

itWithJq('H11 a pipeline asks for a change, which the approver approves, deploys, and the change ends successful', async () => {
  const { item, lines, status, stderr, change, gate } = await deploy('echo "deploying under $QUIESCE_CHANGE"');

  expect([status, stderr]).toEqual([0, '']);
  expect(lines).toEqual([
    `${change.number}: asked for approval`,
    `${change.number}: approved`,
    `${change.number}: the gate is open`,
    `deploying under ${change.number}`,
    `${change.number}: finished, successful`,
  ]);
  expect(change).toMatchObject({ client: scene.client, status: 'closed', outcomes: [{ item, outcome: 'successful' }] });
  expect(gate.allowed).toBe(false);
});

itWithJq('H11 a deployment that fails ends its change as failed, and the pipeline with the status of the command', async () => {
  const { item, lines, status, change, gate } = await deploy('exit 7');

  expect([status, lines.at(-1)]).toEqual([7, `${change.number}: finished, failed`]);
  expect(change).toMatchObject({ client: scene.client, status: 'in-review', outcomes: [{ item, outcome: 'failed' }] });
  expect(gate.allowed).toBe(false);
});
