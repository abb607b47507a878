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

/** A stack of its own: the one that all share is not to be stopped under others. What the run's setup bundled is taken as it is. */
const directory = mkdtempSync(join(tmpdir(), 'quiesce-restart-'));
const ownStack = async (): Promise<LocalStack> => {
  try {
    const stack = await bringUp({ directory, bundled: true });
    // Seen by this file only: jest gives each an environment of its own.
    announceStack(directory, stack, await createDemoPeople(stack));
    return stack;
  } catch (error) {
    await stopStack(directory);
    throw error;
  }
};
const stack = alertmanagerIsMissing ? undefined : await ownStack();
const scene = alertScene();
const { desk, fires, recovers, told, reaches } = scene;

afterAll(async () => {
  await stopStack(directory);
  rmSync(directory, { recursive: true, force: true });
});

/** Nothing that waits survives a restart of the emulator: the sweep finds what is due, once a minute. */
const bySweep = { within: 3 * minute };

itWithAlertmanager(
  'S8 AWS stops and starts again while an alert is held: it is still sent, once, at the end of its window',
  async () => {
    const cis = await Promise.all([desk.ci(), desk.ci(), desk.ci()]);
    const work = await scene.quiet(cis.slice(0, 2), 40_000);
    const [staying, recovering] = await Promise.all([fires(cis[0] ?? ''), fires(cis[1] ?? '')]);
    await Promise.all([reaches(staying, 'held'), reaches(recovering, 'held')]);

    const restarted = stack?.restartEmulator();
    // Alertmanager keeps what it is not answered for, and tells it again.
    const meanwhile = await fires(cis[2] ?? '');
    await recovers(recovering);
    await restarted;

    await reaches(recovering, 'absorbed');
    await eventually(() => expect(told(meanwhile)).toEqual(['firing']), bySweep);
    expect(await desk.quiet(cis[0] ?? '')).toMatchObject({ suppressed: true });
    expect(told(staying)).toEqual([]);
    await until(work.end);

    const reason = `unsuppressed: ${work.number} ended ${clockTime(work.end)}, firing since ${clockTime(staying.startsAt)}`;
    await eventually(() => expect(told(staying)).toEqual([`firing ${reason}`]), bySweep);
    await Promise.all([recovers(staying), recovers(meanwhile)]);
    await eventually(
      () =>
        expect([told(staying), told(meanwhile)]).toEqual([
          [`firing ${reason}`, 'resolved'],
          ['firing', 'resolved'],
        ]),
      soon,
    );
    expect(told(recovering)).toEqual([]);
    expect(await scene.tallyOf(work)).toMatchObject({ quiet: 2, held: 0, forwarded: 0, absorbed: 1, released: 1 });
    const { sent, stored } = await scene.ledger();
    expect(stored).toEqual(sent);
  },
  6 * minute,
);
