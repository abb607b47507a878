import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { holdChange, resumeChange } from '../../../shared/application/change/hold-change.ts';
import { reviewChange } from '../../../shared/application/change/review-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { submitChange } from '../../../shared/application/change/submit-change.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { mayBeScheduled } from '../../../shared/domain/change/change-guards.ts';
import { fitFor, moved, nextStatuses } from '../../../shared/domain/change/change-transitions.ts';
import { type ChangeStatus, changeStatuses } from '../../../shared/domain/change/change-values.ts';
import { type TransitionName, transitions } from '../../../shared/domain/change/transition-table.ts';
import { minute, plus } from '../../../shared/domain/clock.ts';
import { isDomainError } from '../../../shared/domain/errors.ts';
import { aChange } from '../../support/approvals.ts';
import { changeDesk, noon } from '../../support/changes.ts';

/** The statuses from which each transition is possible, as clients rely on them. This repeats the table of the code on purpose. */
const allowedFrom: Readonly<Record<TransitionName, readonly string[]>> = {
  edit: ['draft', 'assessing', 'awaiting-approval', 'scheduled', 'implementing', 'in-review'],
  revise: ['assessing', 'awaiting-approval', 'scheduled'],
  narrow: ['awaiting-approval', 'scheduled'],
  withdraw: ['awaiting-approval', 'scheduled'],
  submit: ['draft'],
  override: ['draft', 'assessing', 'awaiting-approval', 'scheduled', 'implementing'],
  assess: ['assessing'],
  refuse: ['assessing'],
  ask: ['assessing'],
  decide: ['awaiting-approval'],
  agree: ['awaiting-approval'],
  'agree by policy': ['awaiting-approval'],
  reject: ['awaiting-approval'],
  block: ['awaiting-approval'],
  schedule: ['awaiting-approval'],
  lapse: ['awaiting-approval', 'scheduled'],
  hold: ['awaiting-approval', 'scheduled'],
  resume: ['awaiting-approval', 'scheduled'],
  extend: ['scheduled', 'implementing'],
  open: ['scheduled'],
  remind: ['scheduled'],
  start: ['scheduled'],
  'start before approval': ['awaiting-approval'],
  judge: ['implementing', 'in-review'],
  'miss the approval': ['implementing', 'in-review'],
  'miss the start': ['scheduled'],
  finish: ['implementing'],
  settle: ['in-review'],
  review: ['in-review'],
  reopen: ['closed'],
  cancel: ['draft', 'assessing', 'awaiting-approval', 'scheduled', 'implementing'],
};

const isOfWalk = (name: TransitionName): boolean => name === 'assess' || name === 'refuse';

it('H10 each transition is possible from exactly the documented statuses', () => {
  for (const transition of Object.keys(allowedFrom) as TransitionName[]) {
    const possibleFrom = changeStatuses.filter((status) => {
      try {
        // Only a change that is still walked is judged by the workflow.
        return fitFor(aChange(isOfWalk(transition) && status === 'assessing' ? { status, walking: true } : { status }), transition);
      } catch (error) {
        if (isDomainError(error) && error.kind === 'conflict') return false;
        throw error;
      }
    });
    expect([transition, possibleFrom.toSorted()]).toEqual([transition, allowedFrom[transition].toSorted()]);
  }
  expect(Object.keys(transitions).toSorted()).toEqual(Object.keys(allowedFrom).toSorted());
});

it('T8 a change may be scheduled while it is approved, not on hold, and at most a minute past its deadline; the table says the same', () => {
  const [agreedAt, approvalDeadline] = [noon, plus(noon, minute)];
  const facts = {
    status: fc.constantFrom(...changeStatuses),
    agreed: fc.boolean(),
    onHold: fc.boolean(),
    seconds: fc.integer({ min: 0, max: 300 }),
  };
  fc.assert(
    fc.property(fc.record(facts), ({ status, agreed, onHold, seconds }) => {
      const agreedChange = aChange({ status, onHold, approvalDeadline, agreedAt });
      const change = agreed ? agreedChange : ({ ...agreedChange, agreedAt: undefined } as Change);
      const now = plus(noon, seconds * 1_000);
      const expected = status === 'awaiting-approval' && agreed && !onHold && seconds < 120;

      expect([mayBeScheduled(change, now), transitions.schedule.allows(change, now)]).toEqual([expected, expected]);
    }),
  );
});

it('H10 every use case refuses a cancelled change', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  await cancelChange(desk.context)(change.id, 'no', desk.rita);
  const actions = [
    () => submitChange(desk.context)(change.id, desk.rita),
    () => startChange(desk.context)(change.id, desk.ian),
    () => finishChange(desk.context)(change.id, { outcome: 'successful' }, desk.ian),
    () => holdChange(desk.context)(change.id, undefined, desk.rita),
    () => resumeChange(desk.context)(change.id, desk.rita),
    () => reviewChange(desk.context)(change.id, 'fine', desk.max),
    () => cancelChange(desk.context)(change.id, 'again', desk.rita),
  ];
  const codes = await Promise.all(
    actions.map((act) =>
      act().then(
        () => 'done',
        (error: { code: string }) => error.code,
      ),
    ),
  );

  expect(codes).toEqual([
    'change/not-draft',
    'change/not-scheduled',
    'change/not-implementing',
    'change/not-scheduled',
    'change/not-scheduled',
    'change/not-in-review',
    'change/not-open',
  ]);
  expect((await desk.world.changes.get(change.id)).status).toBe('cancelled');
});

it('H10 a move that is not in the table throws', () => {
  const scheduled = fitFor(aChange({ status: 'scheduled' }), 'start');

  expect(moved(scheduled, 'start', { status: 'implementing', startedAt: noon }, scheduled.window?.start ?? '')).toMatchObject({
    status: 'implementing',
    version: scheduled.version + 1,
    updatedAt: scheduled.window?.start,
  });
  // @ts-expect-error the compiler also refuses this move
  expect(() => moved(scheduled, 'start', { status: 'closed' }, noon)).toThrow('no transition "start" leads from scheduled to closed');
  // @ts-expect-error
  expect(() => moved(scheduled, 'review', { status: 'closed' }, noon)).toThrow('no transition "review" leads from scheduled to closed');
});

const quoted = (statuses: readonly string[]): string => statuses.map((status) => `\`${status}\``).join(', ');

/** The row of a transition in docs/changes.md. All statuses are written `any`, a status that stays the same `unchanged`. */
const rowOf = (name: TransitionName): string => {
  const from = changeStatuses.filter((status) => nextStatuses(name, status).length > 0);
  const isSteady = from.every((status) => nextStatuses(name, status).join() === status);
  const to = [...new Set(from.flatMap((status) => nextStatuses(name, status)))];
  const { by, guard } = transitions[name];
  return `| ${name} | ${from.length === changeStatuses.length ? 'any' : quoted(from)} | ${isSteady ? 'unchanged' : quoted(to)} | ${by} | ${guard} |`;
};

it('H10 docs/changes.md lists exactly the transitions of the code', () => {
  const [, table = ''] = readFileSync('docs/changes.md', 'utf8').split(/^\| Transition .*\n\| ---.*\n/m);
  const documented = table.split('\n\n')[0]?.trim().split('\n');

  expect(documented).toEqual((Object.keys(transitions) as TransitionName[]).map(rowOf));
});

it('H10 every status is reached by a transition', () => {
  const reached = new Set<ChangeStatus>(
    (Object.keys(transitions) as TransitionName[]).flatMap((name) =>
      changeStatuses.flatMap((from) => nextStatuses(name, from).filter((to) => to !== from)),
    ),
  );

  expect(changeStatuses.filter((status) => !reached.has(status))).toEqual([]);
});

const scheduled = aChange({ status: 'scheduled' });
const awaiting = aChange();
const [start, end, deadline] = [scheduled.window?.start ?? '', scheduled.window?.end ?? '', awaiting.approvalDeadline ?? ''];

it.each([
  ['agree', { ...awaiting, onHold: true }, plus(deadline, -minute)],
  ['agree', awaiting, deadline],
  ['lapse', awaiting, plus(deadline, -1)],
  ['lapse', { ...awaiting, agreedAt: noon }, deadline],
  ['schedule', awaiting, noon],
  ['schedule', { ...awaiting, agreedAt: noon, onHold: true }, noon],
  ['block', awaiting, noon],
  ['hold', { ...scheduled, onHold: true }, noon],
  ['resume', scheduled, noon],
  ['start', { ...scheduled, onHold: true }, start],
  ['start', scheduled, plus(start, -1)],
  ['remind', scheduled, plus(start, 15 * minute - 1)],
  ['remind', { ...scheduled, remindedAt: start }, plus(start, 20 * minute)],
  ['miss the start', scheduled, plus(end, -1)],
] as const)('H10 a change does not pass the transition %s against its guard, whatever use case asks for it', (name, change, now) => {
  const to = nextStatuses(name, change.status)[0];

  expect(() => moved(change as never, name, { status: to } as never, now)).toThrow(`guard of transition "${name}"`);
});
