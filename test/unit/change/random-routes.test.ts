import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type TransitionName, transitions } from '../../../shared/domain/change/transition-table.ts';
import { type DeedName, deeds, type Step, walkRoute } from '../../support/change-routes.ts';

/** An emergency, which has a length and no start. */
const emergency = { type: 'emergency', window: { length: 'PT30M' } } as const;

type Route = Awaited<ReturnType<typeof walkRoute>>;

/** Every move is one of a transition that its deed may make, and neither the workflow nor the sweep has met an error. */
const expectByTable = ({ foreign, caught }: Route): void => {
  expect(foreign).toEqual([]);
  expect(caught).toEqual([]);
};

const step = fc.record({ deed: fc.constantFrom(...(Object.keys(deeds) as DeedName[])), rival: fc.boolean() });

it('H10 each sequence of deeds moves changes by those transitions of the table that belong to the deed, and no step of the workflow fails', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), fc.boolean(), fc.boolean(), async (steps, submit, isEmergency) => {
      expectByTable(await walkRoute(steps, { submit, ...(isEmergency ? emergency : {}) }));
    }),
    { numRuns: 60 },
  );
});

it('H10 every transition of the table belongs to a deed', () => {
  const made = new Set<TransitionName>(Object.values(deeds).flatMap(({ makes }) => makes));
  expect(Object.keys(transitions).filter((name) => !made.has(name as TransitionName))).toEqual([]);
});

/** The steps of a change. Those of its rival have a `~` before their name. */
const along = (names: readonly StepName[]): readonly Step[] =>
  names.map((name) => ({ deed: name.replace('~', '') as DeedName, rival: name.startsWith('~') }));
type StepName = DeedName | `~${DeedName}`;
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
  ['is walked by the workflow', ['submit slowly', 'workflow'], 'assessing > awaiting-approval'],
  ['is refused after its walk', ['submit slowly', 'an hour', 'workflow'], 'assessing > draft'],
  ['is cancelled while it is walked', ['submit slowly', 'cancel', 'workflow'], 'assessing > cancelled'],
  ['is revised', [...approved, 'revise'], 'scheduled > assessing'],
  ['is narrowed', [...approved, 'narrow'], 'scheduled > scheduled'],
  ['is never started', [...approved, 'an hour', 'an hour', 'sweep'], 'scheduled > in-review'],
])('H10 a change that %s makes the status move of the table', async (_, names, move) => {
  const route = await walkRoute(along(names), { submit: false });
  expectByTable(route);
  expect(route.refused).toEqual([]);
  expect(route.moves).toContain(move);
});

it.each<[string, readonly StepName[], string]>([
  ['is started before its approval', ['workflow', 'start unapproved'], 'awaiting-approval > implementing'],
  ['is approved after its start', ['workflow', 'start unapproved', 'approve'], 'implementing > implementing'],
  ['is approved too late', ['workflow', 'sweep', 'start unapproved', 'fail', 'a week', 'sweep'], 'in-review > in-review'],
])('H10 an emergency that %s makes the status move of the table', async (_, names, move) => {
  const route = await walkRoute(along(names), emergency);
  expectByTable(route);
  expect(route.refused).toEqual([]);
  expect(route.moves).toContain(move);
});

it('H10 a change whose conflict is overridden is scheduled beside its rival', async () => {
  const route = await walkRoute(along(['workflow', '~approve', 'approve', 'override']));
  expectByTable(route);
  expect(route.refused).toEqual([]);
  expect(route.moves.filter((move) => move === 'awaiting-approval > scheduled')).toHaveLength(2);
});
