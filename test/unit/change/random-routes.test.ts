import { expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { closeSettled } from '../../../shared/application/change/close-change.ts';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { endQuiet } from '../../../shared/application/change/end-quiet.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { holdChange, resumeChange } from '../../../shared/application/change/hold-change.ts';
import { reviewChange } from '../../../shared/application/change/review-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { submitChange } from '../../../shared/application/change/submit-change.ts';
import { recordSettlement } from '../../../shared/application/episode/settle-window.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { nextStatuses } from '../../../shared/domain/change/change-transitions.ts';
import { changeStatuses } from '../../../shared/domain/change/change-values.ts';
import { type TransitionName, transitions } from '../../../shared/domain/change/transition-table.ts';
import { day, hour, minute } from '../../../shared/domain/clock.ts';
import { isDomainError } from '../../../shared/domain/errors.ts';
import { deskWithMachine } from '../../support/workflow.ts';

type Desk = Awaited<ReturnType<typeof deskWithMachine>>;
type Action = (desk: Desk, change: Change) => Promise<unknown>;

/** Everything that people, the workflow and the sweep can do to a change, and the passing of time. */
const actions = {
  edit: ({ context, rita }, { id }) => editChange(context)(id, { title: 'Another title' }, { ifMatch: 'any', caller: rita }),
  submit: ({ context, rita }, { id }) => submitChange(context)(id, rita),
  approve: (desk, change) => desk.vote(change, desk.anna),
  abstain: (desk, change) => desk.vote(change, desk.abe, 'abstain'),
  reject: (desk, change) => desk.vote(change, desk.ada, 'reject', 'not now'),
  hold: ({ context, rita }, { id }) => holdChange(context)(id, undefined, rita),
  resume: ({ context, rita }, { id }) => resumeChange(context)(id, rita),
  start: ({ context, ian }, { id }) => startChange(context)(id, ian),
  finish: ({ context, ian }, { id }) => finishChange(context)(id, { outcome: 'successful' }, ian),
  fail: ({ context, ian }, { id }) => finishChange(context)(id, { outcome: 'failed' }, ian),
  review: ({ context, max }, { id }) => reviewChange(context)(id, 'fine', max),
  cancel: ({ context, rita }, { id }) => cancelChange(context)(id, 'no longer needed', rita),
  'end the quiet': async ({ context, rita }, { windowId }) => windowId && endQuiet(context)(windowId, { reason: 'enough' }, rita),
  'settle the window': async ({ context, world }, { windowId }) => {
    if (windowId === undefined) return;
    await recordSettlement(world)(windowId, true);
    await closeSettled(context)(windowId);
  },
  workflow: ({ machine }) => machine.settle(3),
  sweep: ({ machine }) => machine.sweep(),
  'clock and store': (desk, change) => desk.advance(change),
  'a minute': async ({ clock }) => clock.advance(minute),
  'an hour': async ({ clock }) => clock.advance(hour),
  'a week': async ({ clock }) => clock.advance(7 * day),
} as const satisfies Record<string, Action>;
type ActionName = keyof typeof actions;

const refusedIsFine = (error: unknown): void => {
  if (!isDomainError(error)) throw error;
};

/** The status moves that were written, in order, as `from > to`. A new change is a draft, or is submitted in the same call. */
const watchMoves = (desk: Desk): (() => readonly string[]) => {
  const save = jest.spyOn(desk.world.changes, 'save');
  return () => save.mock.calls.map(([next, before]) => `${before?.status ?? 'new'} > ${next.status}`);
};

const inTable: ReadonlySet<string> = new Set([
  'new > draft',
  'new > assessing',
  ...(Object.keys(transitions) as TransitionName[]).flatMap((name) =>
    changeStatuses.flatMap((from) => nextStatuses(name, from).map((to) => `${from} > ${to}`)),
  ),
]);

/** Applies these actions to a change and to a conflicting change on the same CI. @returns every status move that was written */
const movesOf = async (steps: readonly { readonly action: ActionName; readonly rival: boolean }[], submit: boolean) => {
  const desk = await deskWithMachine();
  const moves = watchMoves(desk);
  const ids = [(await desk.request({ submit })).id, (await desk.request()).id];
  for (const { action, rival } of steps) {
    const change = await desk.world.changes.get(ids[rival ? 1 : 0] ?? '');
    await (actions[action] as Action)(desk, change).catch(refusedIsFine);
  }
  return moves();
};

const step = fc.record({ action: fc.constantFrom(...(Object.keys(actions) as ActionName[])), rival: fc.boolean() });

it('H10 every sequence of actions only makes the status moves of the table', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), fc.boolean(), async (steps, submit) => {
      const strange = (await movesOf(steps, submit)).filter((move) => !inTable.has(move));
      expect(strange).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

const along = (...names: readonly ActionName[]) => names.map((action) => ({ action, rival: false }));
const approved = ['submit', 'workflow', 'approve'] as const;

it.each<[string, readonly ActionName[], string]>([
  ['lapses', ['submit', 'workflow', 'an hour', 'sweep'], 'awaiting-approval > lapsed'],
  ['is rejected', ['submit', 'workflow', 'reject'], 'awaiting-approval > rejected'],
  ['is cancelled', ['cancel'], 'draft > cancelled'],
  ['is finished and closed', [...approved, 'an hour', 'start', 'finish'], 'implementing > closed'],
  ['fails and is reviewed', [...approved, 'an hour', 'start', 'fail', 'review'], 'in-review > closed'],
  ['is never started', [...approved, 'an hour', 'an hour', 'sweep'], 'scheduled > in-review'],
])('H10 a change that %s makes the status move of the table', async (_, names, move) => {
  expect(await movesOf(along(...names), false)).toContain(move);
});
