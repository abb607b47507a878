import { expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { withdrawDecision } from '../../../shared/application/approval/withdraw-decision.ts';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { closeSettled } from '../../../shared/application/change/close-change.ts';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { endQuiet } from '../../../shared/application/change/end-quiet.ts';
import { extendChange } from '../../../shared/application/change/extend-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { holdChange, resumeChange } from '../../../shared/application/change/hold-change.ts';
import { overrideConflict } from '../../../shared/application/change/override-conflict.ts';
import { reopenChange } from '../../../shared/application/change/reopen-change.ts';
import { reviewChange } from '../../../shared/application/change/review-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { submitChange } from '../../../shared/application/change/submit-change.ts';
import { recordSettlement } from '../../../shared/application/episode/settle-window.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { nextStatuses } from '../../../shared/domain/change/change-transitions.ts';
import { changeStatuses } from '../../../shared/domain/change/change-values.ts';
import { type TransitionName, transitions } from '../../../shared/domain/change/transition-table.ts';
import { day, hour, minute, plus } from '../../../shared/domain/clock.ts';
import { isDomainError } from '../../../shared/domain/errors.ts';
import { deskWithMachine } from '../../support/workflow.ts';

type Desk = Awaited<ReturnType<typeof deskWithMachine>>;
type Action = (desk: Desk, change: Change) => Promise<unknown>;

/** The decision of a person on the present revision of a change. A text that is no id if there is none. */
const decisionOf = async ({ world }: Desk, { id, revision }: Change, { id: person }: Desk['anna']): Promise<string> =>
  (await world.changes.decisions(id, revision)).find((decision) => decision.person === person)?.id ?? 'none';

/**
 * Everything that people, the workflow and the sweep can do to a change, and the passing of time. A transition whose guard does not hold throws
 * an error that is no DomainError, and so fails the test.
 */
const actions = {
  edit: ({ context, rita }, { id }) => editChange(context)(id, { title: 'Another title' }, { ifMatch: 'any', caller: rita }),
  submit: ({ context, rita }, { id }) => submitChange(context)(id, rita),
  approve: (desk, change) => desk.vote(change, desk.anna),
  abstain: (desk, change) => desk.vote(change, desk.abe, 'abstain'),
  reject: (desk, change) => desk.vote(change, desk.ada, 'reject', 'not now'),
  hold: ({ context, rita }, { id }) => holdChange(context)(id, undefined, rita),
  resume: ({ context, rita }, { id }) => resumeChange(context)(id, rita),
  withdraw: async (desk, change) =>
    withdrawDecision(desk.context)(change.id, { decision: await decisionOf(desk, change, desk.anna), reason: 'a mistake' }, desk.anna),
  override: ({ context, max }, { id }) => overrideConflict(context)(id, { conflict: 'same-ci', reason: 'other schemas' }, max),
  start: ({ context, ian }, { id }) => startChange(context)(id, ian),
  'start unapproved': ({ context, max }, { id }) => startChange(context)(id, max),
  extend: ({ context, ian, clock }, { id, window }) =>
    extendChange(context)(id, { end: plus(window?.end ?? clock.now(), 10 * minute), reason: 'the restore takes longer' }, ian),
  finish: ({ context, ian }, { id }) => finishChange(context)(id, { outcome: 'successful' }, ian),
  fail: ({ context, ian }, { id }) => finishChange(context)(id, { outcome: 'failed' }, ian),
  review: ({ context, max }, { id }) => reviewChange(context)(id, 'fine', max),
  reopen: ({ context, max }, { id, items }) =>
    reopenChange(context)(id, { outcomes: items.map((item) => ({ item, outcome: 'failed' })), reason: 'orders were lost' }, max),
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

/** The code of a refusal. */
const refusal = (error: unknown): string => {
  if (!isDomainError(error)) throw error;
  return error.code;
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

interface Step {
  readonly action: ActionName;
  readonly rival: boolean;
}

/** An emergency, which has a length and no start. */
const emergency = { type: 'emergency', window: { length: 'PT30M' } } as const;

/** Applies these actions to a change and to a conflicting change on the same CI. @returns every status move that was written, and what was refused */
const walk = async (steps: readonly Step[], fields: Parameters<Desk['request']>[0] = {}) => {
  const desk = await deskWithMachine();
  const moves = watchMoves(desk);
  const ids = [(await desk.request(fields)).id, (await desk.request()).id];
  const refused: string[] = [];
  for (const { action, rival } of steps) {
    const change = await desk.world.changes.get(ids[rival ? 1 : 0] ?? '');
    await (actions[action] as Action)(desk, change).catch((error) => refused.push(`${action}: ${refusal(error)}`));
  }
  return { moves: moves(), refused };
};

const step = fc.record({ action: fc.constantFrom(...(Object.keys(actions) as ActionName[])), rival: fc.boolean() });

it('H10 every sequence of actions only makes the status moves of the table', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), fc.boolean(), fc.boolean(), async (steps, submit, isEmergency) => {
      const { moves } = await walk(steps, { submit, ...(isEmergency ? emergency : {}) });
      expect(moves.filter((move) => !inTable.has(move))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

/** The steps of a change. Those of its rival have a `~` before their name. */
const along = (names: readonly StepName[]): readonly Step[] =>
  names.map((name) => ({ action: name.replace('~', '') as ActionName, rival: name.startsWith('~') }));
type StepName = ActionName | `~${ActionName}`;
const approved = ['submit', 'workflow', 'approve'] as const;
const started = [...approved, 'an hour', 'start'] as const;

it.each<[string, readonly StepName[], string]>([
  ['lapses', ['submit', 'workflow', 'an hour', 'sweep'], 'awaiting-approval > lapsed'],
  ['is rejected', ['submit', 'workflow', 'reject'], 'awaiting-approval > rejected'],
  ['is cancelled', ['cancel'], 'draft > cancelled'],
  ['is finished and closed', [...started, 'finish'], 'implementing > closed'],
  ['fails and is reviewed', [...started, 'fail', 'review'], 'in-review > closed'],
  ['is reopened', [...started, 'finish', 'reopen'], 'closed > in-review'],
  ['loses its approval', [...approved, 'withdraw'], 'scheduled > awaiting-approval'],
  ['is extended', [...started, 'extend', 'approve'], 'implementing > implementing'],
  ['is never started', [...approved, 'an hour', 'an hour', 'sweep'], 'scheduled > in-review'],
])('H10 a change that %s makes the status move of the table', async (_, names, move) => {
  const { moves, refused } = await walk(along(names), { submit: false });
  expect(refused).toEqual([]);
  expect(moves).toContain(move);
});

it.each<[string, readonly StepName[], string]>([
  ['is started before its approval', ['workflow', 'start unapproved'], 'awaiting-approval > implementing'],
  ['is approved after its start', ['workflow', 'start unapproved', 'approve'], 'implementing > implementing'],
  ['is approved too late', ['workflow', 'sweep', 'start unapproved', 'fail', 'a week', 'sweep'], 'in-review > in-review'],
])('H10 an emergency that %s makes the status move of the table', async (_, names, move) => {
  const { moves, refused } = await walk(along(names), emergency);
  expect(refused).toEqual([]);
  expect(moves).toContain(move);
});

it('H10 a change whose conflict is overridden is scheduled beside its rival', async () => {
  const { moves, refused } = await walk(along(['workflow', '~approve', 'approve', 'override']));
  expect(refused).toEqual([]);
  expect(moves.filter((move) => move === 'awaiting-approval > scheduled')).toHaveLength(2);
});
