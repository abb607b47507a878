import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createDemoPeople } from '../../infra/local/demo-people.ts';
import type { HandOut } from '../../infra/local/hand-out.ts';
import type { DemoRole } from '../../infra/local/people.ts';
import { bringUp } from '../../infra/local/stack.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import { day, hour, plus } from '../../shared/domain/clock.ts';
import { table, writeSection } from '../support/cost/document.ts';
import { callerAt } from '../support/http-caller.ts';
import { eventually } from '../support/poll.ts';

/**
 * Approves changes of one month that share no CI, all at the same moment, on the deployed stack of this machine, and writes into
 * docs/performance.md how long it takes until all of them are scheduled (`npm run bench:approvals`, which bundles first). In the first round
 * the emulator starts a process for almost each of the requests; in the second one these run already.
 */
const count = 24;

const desk = (local: HandOut) => {
  const call = async (role: DemoRole, path: string, body?: object) => {
    const caller = callerAt(local, role);
    const { status, body: answer } = await (body ? caller.post(path, body) : caller.get(path));
    if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const awaiting = async (place: number) => {
    const ci = await call('configuration-manager', '/v1/configuration-items', { name: `bench-${place}`, class: 'database' });
    const start = plus(new Date().toISOString(), day + place * hour);
    const window = { start, end: plus(start, hour), mode: 'planned' };
    const change = await call('change-requester', '/v1/changes', { title: `Patch ${place}`, items: [ci.id], window, submit: true });
    return eventually(
      async () => {
        const found = await call('viewer', `/v1/changes/${change.id}`);
        if (found.status !== 'awaiting-approval') throw new Error(`${found.number} is ${found.status}`);
        return found;
      },
      { within: 60_000 },
    );
  };
  return { call, awaiting };
};

const measured = async (local: HandOut, round: string, from: number): Promise<readonly (string | number)[]> => {
  const { call, awaiting } = desk(local);
  const changes: Change[] = [];
  for (let place = from; place < from + count; place += 1) changes.push(await awaiting(place));
  const began = performance.now();
  const decide = async ({ id, revision }: Change) => {
    const decided = await call('approver', `/v1/changes/${id}/decisions`, { decision: 'approve', revision });
    return { status: decided.status, after: performance.now() - began };
  };
  const decided = await Promise.all(changes.map(decide));
  const seconds = Math.max(...decided.map(({ after }) => after)) / 1_000;
  const scheduled = decided.filter(({ status }) => status === 'scheduled').length;
  return [round, count, scheduled, seconds.toFixed(1), (scheduled / seconds).toFixed(1)];
};

const directory = mkdtempSync(join(tmpdir(), 'quiesce-approvals-'));
const stack = await bringUp({ directory, bundled: true });
try {
  const local = await createDemoPeople(stack);
  const lines = [await measured(local, 'first', 0), await measured(local, 'second', count)];
  const heads = ['Round', 'Approved at the same moment', 'Scheduled in that request', 'Seconds until the last', 'Approvals a second'];
  const text = table(heads, 1, lines);
  console.log(text);
  writeSection('approvals', text);
} finally {
  await stack.stop();
  rmSync(directory, { recursive: true, force: true });
}
process.exit(0);
