import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { runCommand } from '../../support/commands.ts';
import { itWithJq } from '../../support/jq.ts';
import { type PipelineFault, pipelineScene } from '../../support/pipeline.ts';

// Each run of the script starts dozens of programs, which takes seconds on a busy machine.
jest.setTimeout(30_000);

const scenes: { close(): void }[] = [];
afterEach(() => {
  for (const scene of scenes.splice(0)) scene.close();
});

const served = async (...settings: Parameters<typeof pipelineScene>) => {
  const scene = await pipelineScene(...settings);
  scenes.push(scene);
  const run = (command: readonly string[], env = {}) =>
    runCommand('sh', ['docs/pipeline-gate.sh', ...command], { env: { ...scene.env, ...env } });
  /** The requests of a step, such as `finish`. */
  const sentTo = (path: RegExp) => scene.sent.filter(({ request }) => path.test(request));
  return { ...scene, run, sentTo };
};

/** The fault of the first request that matches, or of all. */
const faulty = (fault: PipelineFault, path: RegExp, which: 'first' | 'all' = 'first') => ({
  fault: (request: string, before: number) => (path.test(request) && (which === 'all' || before === 0) ? fault : undefined),
});

const successful = [{ outcome: 'successful' }, { outcome: 'successful' }];
const failed = [{ outcome: 'failed' }, { outcome: 'failed' }];
const [request, finish] = [/^POST \/v1\/changes$/, /\/finish$/];

describe('docs/pipeline-gate.sh', () => {
  itWithJq('H11 asks for a change, waits for its approval, deploys, and finishes it as successful', async () => {
    const { run, changes } = await served();

    const { status, stdout, stderr } = await run(['sh', '-c', 'echo "deploying under $QUIESCE_CHANGE"']);

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
    expect(change).toMatchObject({ title: 'Deployment', outcomes: successful });
  });

  itWithJq('H11 a deployment that fails finishes its change as failed, and the pipeline fails', async () => {
    const { run, changes } = await served();

    expect((await run(['sh', '-c', 'exit 7'])).status).toBe(7);
    expect((await changes())[0]).toMatchObject({ status: 'in-review', outcomes: failed });
  });

  itWithJq('H11 without approval, nothing is deployed', async () => {
    const { run, changes } = await served({ decision: 'reject' });

    const { status, stdout } = await run(['echo', 'deploying']);

    expect(status).toBe(3);
    expect(stdout).not.toContain('deploying');
    expect((await changes())[0].status).toBe('rejected');
  });

  for (const [when, cancelledBefore, lead] of [
    ['while it waits for its start', /^GET/, '600'],
    ['just before its start', /\/start$/, '0'],
  ] as const)
    itWithJq(`H11 a change that is cancelled ${when} ends with 3, and nothing is deployed`, async () => {
      const { run, changes, sentTo } = await served({ cancelledBefore });

      const { status, stdout, stderr } = await run(['echo', 'deploying'], { QUIESCE_LEAD_SECONDS: lead });

      expect(status).toBe(3);
      expect(stdout).toMatch(/: approved\n$/);
      expect(stderr).toMatch(/: cancelled\n$/);
      expect((await changes())[0].status).toBe('cancelled');
      expect(sentTo(/\/cancel$/)).toEqual([]);
    });
});

describe('docs/pipeline-gate.sh when requests fail', () => {
  for (const fault of ['refused', 'lost', 'early'] as const)
    for (const [step, path] of [
      ['the request', request],
      ['the start', /\/start$/],
      ['the report', finish],
    ] as const)
      itWithJq(`I3 sends ${step} again if it is ${fault} once, and there is one change`, async () => {
        const { run, changes, sentTo } = await served(faulty(fault, path));

        const { status, stdout } = await run(['true']);

        const [change, ...more] = await changes();
        expect([status, more]).toEqual([0, []]);
        expect(stdout).toMatch(new RegExp(`^${change.number}: finished, successful$`, 'm'));
        expect(change.outcomes).toMatchObject(successful);
        const [first, again, ...others] = sentTo(path);
        expect(first?.key).toMatch(/^[0-9a-f]{32}-\w+$/);
        expect([again, others]).toEqual([first, []]);
      });

  itWithJq('a request that is wrong is sent once, and the pipeline ends with its problem', async () => {
    const { run, sent } = await served();

    const { status, stderr } = await run(['true'], { QUIESCE_ITEMS: 'nowhere' });

    expect([status, sent.length]).toEqual([1, 1]);
    expect(stderr).toContain('Quiesce answered 400 to POST /v1/changes');
    expect(stderr).toContain('item/unknown');
  });

  itWithJq('I3 each step of each run has a key of its own', async () => {
    const { run, sent } = await served();

    await run(['true']);
    await run(['true']);

    const keys = sent.flatMap(({ key }) => key ?? []);
    expect([keys.length, new Set(keys).size]).toEqual([6, 6]);
  });

  itWithJq('H11 a good deployment whose report is not taken is never reported as failed, and the pipeline fails', async () => {
    const { run, changes, sentTo } = await served(faulty('refused', finish, 'all'));

    const { status, stderr } = await run(['true']);

    expect(status).toBe(1);
    expect(stderr).toContain('not finished. Its outcome is successful');
    expect(sentTo(finish).map(({ body }) => JSON.parse(body))).toEqual(Array.from({ length: 4 }, () => ({ outcome: 'successful' })));
    expect((await changes())[0].status).toBe('implementing');
  });

  itWithJq('H11 a failed deployment whose report is not taken ends with the status of its command', async () => {
    const { run } = await served(faulty('refused', finish, 'all'));

    expect((await run(['sh', '-c', 'exit 7'])).status).toBe(7);
  });

  itWithJq('H11 a gate that cannot be asked deploys nothing, and the change is finished as failed', async () => {
    const { run, changes } = await served(faulty('refused', /\/v1\/gate/, 'all'));

    const { status, stdout } = await run(['echo', 'deploying']);

    expect([status, stdout.includes('deploying')]).toEqual([1, false]);
    expect((await changes())[0].outcomes).toMatchObject(failed);
  });

  itWithJq('H11 an answer that does not come is not waited for without end', async () => {
    const { run, changes } = await served(faulty('silent', /^GET \/v1\/changes\//));

    expect((await run(['true'], { QUIESCE_TIMEOUT_SECONDS: '2' })).status).toBe(0);
    expect((await changes())[0].outcomes).toMatchObject(successful);
  });

  itWithJq('H11 a pipeline that is stopped cancels a change that was not started', async () => {
    const { run, changes } = await served(faulty('refused', /^GET \/v1\/changes\//, 'all'));

    expect((await run(['true'])).status).toBe(1);
    expect((await changes())[0].status).toBe('cancelled');
  });

  itWithJq('H11 a pipeline that is stopped while it deploys reports what became of the command', async () => {
    const { run, changes } = await served();

    // The parent of the command is the script.
    expect((await run(['sh', '-c', 'kill -TERM "$PPID"; true'])).status).toBe(0);
    expect((await changes())[0].outcomes).toMatchObject(successful);
  });
});

it('docs/pipeline-gate.sh asks for its settings before it does anything', async () => {
  const { status, stderr } = await runCommand('sh', ['docs/pipeline-gate.sh', 'true'], { env: { PATH: process.env.PATH ?? '' } });

  expect(status).not.toBe(0);
  expect(stderr).toContain('QUIESCE_URL');
});
