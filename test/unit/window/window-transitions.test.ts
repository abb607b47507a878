import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { everything } from '../../../shared/domain/window/mask.ts';
import { overAt, stateOf, type Window } from '../../../shared/domain/window/window.ts';
import {
  closeWindow,
  finishWindow,
  holdWindow,
  liftWindow,
  newWindow,
  openWindow,
  resumeWindow,
  scheduleWindow,
  settleWindow,
  startWindow,
  type WindowStep,
  withdrawWindow,
} from '../../../shared/domain/window/window-transitions.ts';
import { aWindow } from '../../support/windows.ts';

const { start, end } = aWindow();
const before = plus(start, -hour);
const inside = plus(start, 10 * minute);
const approved = { agreedAt: before, restoreEpoch: 0 };

const steps = {
  schedule: (window, now) => scheduleWindow(window, approved, now),
  open: openWindow,
  start: startWindow,
  hold: holdWindow,
  resume: resumeWindow,
  lift: (window, now) => liftWindow(window, { mask: everything(window.named.length), by: 'person:x', reason: 'done' }, now),
  finish: (window, now) => finishWindow(window, { failed: 0, by: 'person:x' }, now),
  fail: (window, now) => finishWindow(window, { failed: 1, by: 'person:x' }, now),
  close: closeWindow,
  withdraw: withdrawWindow,
  settle: (window, now) => settleWindow(window, false, now),
  'settle for good': (window, now) => settleWindow(window, true, now),
} as const satisfies Record<string, (window: Window, now: string) => WindowStep | undefined>;
const anyStep = fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[]));

it('T2 every transition of a window returns the next version and keeps unknown fields', () => {
  const unknown = { ...aWindow(), addedLater: 'kept' };

  for (const step of Object.values(steps)) {
    const next = step(unknown, inside)?.window;
    expect(next).toMatchObject({ id: unknown.id, version: 2, updatedAt: inside, addedLater: 'kept' });
  }
});

it('W2 the beginning, the end and the settlement of a window are each recorded at most once, in any order of transitions', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 20 }), (names) => {
      let window = aWindow();
      const events: string[] = [];
      for (const name of names) {
        const step = steps[name](window, inside);
        if (!step) continue;
        events.push(...step.events);
        window = step.window;
      }
      expect(events).toHaveLength(new Set(events).size);
    }),
  );
});

it('T6 scheduling puts a planned window in force, but not before the time of scheduling; a start-confirmed window waits for the start', () => {
  const planned = aWindow();
  const confirmed = aWindow({ mode: 'start-confirmed' });

  expect(scheduleWindow(planned, approved, before).window.inForce).toEqual([{ revision: 1, from: start, to: end }]);
  expect(scheduleWindow(planned, approved, inside).window.inForce).toEqual([{ revision: 1, from: inside, to: end }]);
  expect(scheduleWindow(confirmed, approved, before).window.inForce).toEqual([]);
  expect(startWindow(confirmed, inside)).toMatchObject({
    window: { startedAt: inside, inForce: [{ revision: 1, from: inside, to: end }] },
    events: ['WindowOpened'],
  });
});

it('S8 exactly the transitions that end or interrupt the quiet of a scheduled window request a release pass', () => {
  const window = scheduleWindow(aWindow(), approved, before).window;
  const asking = Object.entries(steps).flatMap(([name, step]) => (step(window, inside)?.releaseDue ? [name] : []));

  expect(asking).toEqual(['hold', 'lift', 'finish', 'fail', 'close', 'withdraw']);
  expect(withdrawWindow(aWindow(), inside)).toMatchObject({ releaseDue: false, window: { releaseDue: false, withdrawnAt: inside } });
});

it('W2 finishing ends the window at once, at the latest at its agreed end, and lifts the CIs that failed', () => {
  const finished = finishWindow(aWindow(), { failed: 1, by: 'person:x' }, inside).window;

  expect(finished).toMatchObject({ endedAt: inside, lifts: [{ mask: 1, at: inside, by: 'person:x', reason: 'failed' }] });
  expect(finishWindow(aWindow(), { failed: 0, by: 'person:x' }, plus(end, hour)).window).toMatchObject({ endedAt: end, lifts: [] });
});

it('W2 resuming ends the open hold', () => {
  const held = holdWindow(aWindow({ onHold: [{ from: start, to: start }] }), inside).window;

  expect(resumeWindow(held, plus(inside, minute)).window.onHold).toEqual([
    { from: start, to: start },
    { from: inside, to: plus(inside, minute) },
  ]);
});

it('S8 the last release pass clears the due release of the window, and a completed window does not change again', () => {
  const due = closeWindow(aWindow({ opened: true }), end).window;
  const settled = settleWindow(due, false, end);

  expect(settled).toMatchObject({ window: { settled: true, releaseDue: true }, events: ['WindowSettled'] });
  const last = settled && settleWindow(settled.window, true, end);
  expect(last).toMatchObject({ window: { settled: true, releaseDue: false }, events: [] });
  expect(last && settleWindow(last.window, true, end)).toBeUndefined();
});

it('S5 the quiet of a window ends for good at its agreed end, its finish or its withdrawal, whichever comes first', () => {
  expect(overAt(aWindow())).toBe(end);
  expect(overAt(aWindow({ endedAt: inside }))).toBe(inside);
  expect(overAt(aWindow({ endedAt: inside, withdrawnAt: start }))).toBe(start);
  expect(overAt(aWindow({ endedAt: inside, withdrawnAt: end }))).toBe(inside);
});

it('W1 a new window is pending and is never in force', () => {
  const { id, change, number, revision, mode, suppress, digest, named } = aWindow();
  const window = newWindow({ id, change, number, revision, mode, suppress, start, end, digest, named }, before);

  expect(window).toMatchObject({ version: 1, createdAt: before, inForce: [], opened: false, closed: false, settled: false });
  expect(stateOf(window, inside, 0)).toBe('pending');
});
