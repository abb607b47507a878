import { jest } from '@jest/globals';
import { withdrawDecision } from '../../shared/application/approval/withdraw-decision.ts';
import { cancelChange } from '../../shared/application/change/cancel-change.ts';
import { closeSettled } from '../../shared/application/change/close-change.ts';
import { editChange } from '../../shared/application/change/edit-change.ts';
import { endQuiet } from '../../shared/application/change/end-quiet.ts';
import { extendChange } from '../../shared/application/change/extend-change.ts';
import { finishChange } from '../../shared/application/change/finish-change.ts';
import { holdChange, resumeChange } from '../../shared/application/change/hold-change.ts';
import { overrideConflict } from '../../shared/application/change/override-conflict.ts';
import { reopenChange } from '../../shared/application/change/reopen-change.ts';
import { reviewChange } from '../../shared/application/change/review-change.ts';
import { startChange } from '../../shared/application/change/start-change.ts';
import { submitChange } from '../../shared/application/change/submit-change.ts';
import { recordSettlement } from '../../shared/application/episode/settle-window.ts';
import { type Change, isWalking } from '../../shared/domain/change/change.ts';
import { nextStatuses } from '../../shared/domain/change/change-transitions.ts';
import type { ChangeStatus } from '../../shared/domain/change/change-values.ts';
import type { Transition } from '../../shared/domain/change/transition.ts';
import { type TransitionName, transitions } from '../../shared/domain/change/transition-table.ts';
import { day, hour, minute, plus } from '../../shared/domain/clock.ts';
import { isDomainError } from '../../shared/domain/errors.ts';
import { walkingSlowly } from './slow-walk.ts';
import { deskWithMachine } from './workflow.ts';

type Desk = Awaited<ReturnType<typeof deskWithMachine>>;
type Action = (desk: Desk, change: Change) => Promise<unknown>;

/** The decision of a person on the present revision of a change. A text that is no id if there is none. */
const decisionOf = async ({ world }: Desk, { id, revision }: Change, { id: person }: Desk['anna']): Promise<string> =>
  (await world.changes.decisions(id, revision)).find((decision) => decision.person === person)?.id ?? 'none';

/** Something that is done to a change: the transitions by which it may move this change, and those by which it may move others. */
interface Deed {
  readonly act: Action;
  readonly makes: readonly TransitionName[];
  readonly others: readonly TransitionName[];
}

const deed = (act: Action, makes: readonly TransitionName[] = [], others: readonly TransitionName[] = []): Deed => ({ act, makes, others });

/** What happens at once to a change that is approved, or whose extension is, and to one that was blocked by a change that is over. */
const scheduling = ['schedule', 'block', 'open', 'remind', 'extend'] as const;
/** What follows from the passing of time alone. */
const clockwork = [...scheduling, 'agree by policy', 'lapse', 'miss the start', 'miss the approval'] as const;
const workflow = [...clockwork, 'ask', 'assess', 'refuse'] as const;
/** What a vote can lead to, also one on an extension, or on an emergency that was started before. */
const voting = ['decide', 'agree', 'judge', ...scheduling] as const;

/**
 * Everything that people, the workflow and the sweep can do to a change, and the passing of time, each with the transitions that it may make. A
 * transition whose guard does not hold throws an error that is no DomainError.
 */
export const deeds = {
  edit: deed(
    ({ context, rita }, { id }) => editChange(context)(id, { title: 'Another title' }, { ifMatch: 'any', caller: rita }),
    ['edit'],
  ),
  revise: deed(
    ({ context, rita }, { id, revision }) => editChange(context)(id, { plan: `plan ${revision}` }, { ifMatch: 'any', caller: rita }),
    ['edit', 'revise'],
    scheduling,
  ),
  narrow: deed(
    ({ context, rita }, { id, window }) =>
      editChange(context)(id, { window: { ...window, agreedDowntime: 'PT10M' } }, { ifMatch: 'any', caller: rita }),
    ['edit', 'narrow'],
    scheduling,
  ),
  submit: deed(({ context, rita }, { id }) => submitChange(context)(id, rita), ['submit']),
  'submit slowly': deed((desk, { id }) => walkingSlowly(desk, () => submitChange(desk.context)(id, desk.rita)), ['submit']),
  approve: deed((desk, change) => desk.vote(change, desk.anna), voting),
  abstain: deed((desk, change) => desk.vote(change, desk.abe, 'abstain'), voting),
  reject: deed((desk, change) => desk.vote(change, desk.ada, 'reject', 'not now'), ['reject', 'judge', 'extend']),
  hold: deed(({ context, rita }, { id }) => holdChange(context)(id, undefined, rita), ['hold']),
  resume: deed(({ context, rita }, { id }) => resumeChange(context)(id, rita), ['resume', ...clockwork]),
  withdraw: deed(
    async (desk, change) =>
      withdrawDecision(desk.context)(change.id, { decision: await decisionOf(desk, change, desk.anna), reason: 'a mistake' }, desk.anna),
    ['withdraw'],
    scheduling,
  ),
  override: deed(
    ({ context, max }, { id }) => overrideConflict(context)(id, { conflict: 'same-ci', reason: 'other schemas' }, max),
    ['override', ...scheduling],
  ),
  start: deed(({ context, ian }, { id }) => startChange(context)(id, ian), ['start', 'ask', ...clockwork]),
  'start unapproved': deed(
    ({ context, max }, { id }) => startChange(context)(id, max),
    ['start', 'start before approval', 'ask', ...clockwork],
  ),
  extend: deed(
    ({ context, ian, clock }, { id, window }) =>
      extendChange(context)(id, { end: plus(window?.end ?? clock.now(), 10 * minute), reason: 'the restore takes longer' }, ian),
    ['extend'],
  ),
  finish: deed(({ context, ian }, { id }) => finishChange(context)(id, { outcome: 'successful' }, ian), ['finish'], scheduling),
  fail: deed(({ context, ian }, { id }) => finishChange(context)(id, { outcome: 'failed' }, ian), ['finish'], scheduling),
  review: deed(({ context, max }, { id }) => reviewChange(context)(id, 'fine', max), ['review']),
  reopen: deed(
    ({ context, max }, { id, items }) =>
      reopenChange(context)(id, { outcomes: items.map((item) => ({ item, outcome: 'failed' })), reason: 'orders were lost' }, max),
    ['reopen'],
  ),
  cancel: deed(({ context, rita }, { id }) => cancelChange(context)(id, 'no longer needed', rita), ['cancel'], scheduling),
  'end the quiet': deed(async ({ context, rita }, { windowId }) => windowId && endQuiet(context)(windowId, { reason: 'enough' }, rita)),
  'settle the window': deed(
    async ({ context, world }, { windowId }) => {
      if (windowId === undefined) return;
      await recordSettlement(world)(windowId, true);
      await closeSettled(context)(windowId);
    },
    ['settle'],
  ),
  workflow: deed(({ machine }) => machine.settle(3), workflow, workflow),
  sweep: deed(({ machine }) => machine.sweep(), clockwork, clockwork),
  'clock and store': deed((desk, change) => desk.advance(change), clockwork),
  'a minute': deed(async ({ clock }) => clock.advance(minute)),
  'an hour': deed(async ({ clock }) => clock.advance(hour)),
  'a week': deed(async ({ clock }) => clock.advance(7 * day)),
} as const satisfies Record<string, Deed>;
export type DeedName = keyof typeof deeds;

/** A change of status that was written. A new change is a draft, or is submitted in the same call. */
interface Move {
  readonly change: string;
  readonly from: ChangeStatus | 'new';
  readonly to: ChangeStatus;
  /** Whether the scope of the change was still walked before. */
  readonly isWalking: boolean;
}

const told = ({ from, to }: Move): string => `${from} > ${to}`;

/** Whether a transition of the table makes this move. */
const makesMove = (name: TransitionName, { from, to, isWalking: walks }: Move): boolean => {
  const { whileWalking }: Transition = transitions[name];
  return from !== 'new' && (walks ? whileWalking !== undefined : whileWalking !== 'only') && nextStatuses(name, from).includes(to);
};

/** The moves that were written since the last call, in order. */
const watchMoves = (desk: Desk): (() => readonly Move[]) => {
  const save = jest.spyOn(desk.world.changes, 'save');
  return () => {
    const moves = save.mock.calls.map(
      ([next, before]): Move => ({
        change: next.id,
        from: before?.status ?? 'new',
        to: next.status,
        isWalking: before !== undefined && isWalking(before),
      }),
    );
    save.mockClear();
    return moves;
  };
};

/** The code of a refusal. */
const refusal = (error: unknown): string => {
  if (!isDomainError(error)) throw error;
  return error.code;
};

/** What is done to a change, or to its rival. */
export interface Step {
  readonly deed: DeedName;
  readonly rival: boolean;
}

/**
 * Does these deeds to a change and to a conflicting change on the same CI.
 * @returns the moves that were written, those of them that no transition of their deed makes, what was refused, and the errors that the workflow
 * and the sweep caught
 */
export const walkRoute = async (steps: readonly Step[], fields: Parameters<Desk['request']>[0] = {}) => {
  const desk = await deskWithMachine();
  const movesOf = watchMoves(desk);
  const ids = [(await desk.request(fields)).id, (await desk.request()).id];
  const moves = movesOf().map(told);
  const [refused, foreign]: [string[], string[]] = [[], []];
  for (const { deed: name, rival } of steps) {
    const change = await desk.world.changes.get(ids[rival ? 1 : 0] ?? '');
    const { act, makes, others }: Deed = deeds[name];
    await act(desk, change).catch((error) => refused.push(`${name}: ${refusal(error)}`));
    for (const move of movesOf()) {
      moves.push(told(move));
      const allowed = move.change === change.id ? makes : others;
      if (!allowed.some((transition) => makesMove(transition, move))) foreign.push(`${name}: ${told(move)}`);
    }
  }
  return { moves, foreign, refused, caught: desk.machine.caught };
};
