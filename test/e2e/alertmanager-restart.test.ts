import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from '@jest/globals';
import { createDemoPeople } from '../../infra/local/demo-people.ts';
import { bringUp, type LocalStack, stopStack } from '../../infra/local/stack.ts';
import { minute } from '../../shared/domain/clock.ts';
import { alertScene, clockTime, soon, until } from '../support/alert-scene.ts';
import { alertmanagerIsMissing, itWithAlertmanager } from '../support/alertmanager.ts';
import { eventually } from '../support/poll.ts';
import { announceStack } from '../support/stack.ts';

/** This file has its own stack, because it kills the emulator. It uses the functions that the run's setup bundled. */
const directory = mkdtempSync(join(tmpdir(), 'quiesce-restart-'));
const ownStack = async (): Promise<LocalStack> => {
  try {
    const stack = await bringUp({ directory, bundled: true });
    // Only this file sees the change of the environment: jest gives each file its own.
    announceStack(directory, stack, await createDemoPeople(stack));
    return stack;
  } catch (error) {
    await stopStack(directory);
    throw error;
  }
};
const stack = alertmanagerIsMissing ? undefined : await ownStack();
const scene = alertScene();
const { desk, fires, recovers, pageTexts, reaches } = scene;

afterAll(async () => {
  await stopStack(directory);
  rmSync(directory, { recursive: true, force: true });
});

/** The death of the emulator loses all waiting messages and executions. The sweep finds due work once a minute. */
const bySweep = { within: 3 * minute };

/** Changes whose workflow waits: for a decision, and for the start of the window. The workflow of the change with the alerts waits for its end. */
const waitingChanges = async () => {
  const asked = await desk.awaiting();
  const agreed = await desk.scheduled({ window: desk.window({}, minute, minute / 6) });
  return { asked, agreed };
};

/** Expects that a decision starts a new execution in place of the lost one, and that what nobody started in its window ends as not started. */
const expectToGoOn = async ({ asked, agreed }: Awaited<ReturnType<typeof waitingChanges>>): Promise<void> => {
  expect(await desk.approve(asked)).toMatchObject({ status: 200, body: { status: 'scheduled' } });
  await eventually(async () => expect((await desk.world.changes.run(asked.id))?.attempt).toBe(2), bySweep);
  const ended = await desk.reaches(agreed.id, 'in-review', bySweep.within);
  expect(ended.notStarted).toBe(true);
  const { reasons } = await desk.suppressionOf(agreed.items[0] ?? '', agreed.window?.start);
  expect(reasons).toMatchObject([{ change: agreed.id }]);
};

itWithAlertmanager(
  'S8 W5 W6 while AWS is killed and starts again, a held alert is sent once, after the end of its window, and changes go on from where they waited',
  async () => {
    if (!stack) throw new Error('there is an Alertmanager, but no stack');
    const cis = await Promise.all([desk.ci(), desk.ci(), desk.ci()]);
    const waiting = await waitingChanges();
    const work = await scene.suppress(cis.slice(0, 2), 40_000);
    const [staying, recovering] = await Promise.all([fires(cis[0] ?? ''), fires(cis[1] ?? '')]);
    await Promise.all([reaches(staying, 'held'), reaches(recovering, 'held')]);

    // Alertmanager repeats a message until it gets an answer.
    const meanwhile = await stack.killEmulator(async () => {
      await recovers(recovering);
      return fires(cis[2] ?? '');
    });

    await reaches(recovering, 'absorbed');
    await eventually(() => expect(pageTexts(meanwhile)).toEqual(['firing']), bySweep);
    expect(await desk.suppressionOf(cis[0] ?? '')).toMatchObject({ suppressed: true });
    expect(pageTexts(staying)).toEqual([]);
    await until(work.end);

    const reason = `unsuppressed: ${work.number} ended ${clockTime(work.end)}, firing since ${clockTime(staying.startsAt)} UTC`;
    await eventually(() => expect(pageTexts(staying)).toEqual([`firing ${reason}`]), bySweep);
    await Promise.all([recovers(staying), recovers(meanwhile)]);
    await eventually(
      () =>
        expect([pageTexts(staying), pageTexts(meanwhile)]).toEqual([
          [`firing ${reason}`, 'resolved'],
          ['firing', 'resolved'],
        ]),
      soon,
    );
    expect(pageTexts(recovering)).toEqual([]);
    expect(await scene.tallyOf(work)).toMatchObject({ quiet: 2, held: 0, forwarded: 0, absorbed: 1, released: 1 });
    const { sent, stored } = await scene.ledger();
    expect(stored).toEqual(sent);
    await expectToGoOn(waiting);
  },
  6 * minute,
);
