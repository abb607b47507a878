import { promptsOf } from '../../domain/approval/approval-prompt.ts';
import type { Change } from '../../domain/change/change.ts';
import { awaitsRetrospective } from '../../domain/change/emergency.ts';
import { isUndecided, type VotableChange } from '../../domain/change/votable-change.ts';
import type { Instant } from '../../domain/clock.ts';
import { system } from '../../domain/event/event.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import { quietUntil } from '../../domain/person/quiet-hours.ts';
import type { Write } from '../../domain/store.ts';
import { type ChangeContext, changeEvent, dueAt } from '../change/context.ts';
import { peopleAwaited } from './people-awaited.ts';

/** How many people one event names, so that its body stays small. */
const peopleInEvent = 200;

const subjectOf = (change: string, revision: number, step: string, ...person: readonly string[]): string =>
  [change, revision, step, ...person].join('#');

/** An emergency that was started before its approval has a new deadline. Its steps have names of their own, so that each is done once for both. */
const startedPrefix = 'started-';
const prefixOf = (change: VotableChange): string => (awaitsRetrospective(change) ? startedPrefix : '');

/** The rows by which the sweep reminds and escalates. They belong into the transaction that asks for approval. */
export const promptWrites = (context: Pick<ChangeContext, 'dues' | 'clock' | 'ids'>, change: VotableChange): readonly Write[] =>
  promptsOf(context.clock.now(), change.approvalDeadline).map(({ step, at }) =>
    dueAt(context, 'prompt', subjectOf(change.id, change.revision, prefixOf(change) + step), at),
  );

/** Whether decisions on this revision are still missing. */
const isMissing = (change: Change | undefined, revision: number, now: Instant): change is VotableChange =>
  change?.revision === revision && isUndecided(change) && !change.onHold && now < change.approvalDeadline;

/** Until when a reminder waits: the end of the person's quiet hours, if that is before the deadline. A delayed reminder waits no more. */
const delayOf = (person: Person, change: VotableChange, now: Instant): Instant | undefined => {
  const until = quietUntil(person, now);
  return until !== undefined && until < change.approvalDeadline ? until : undefined;
};

/** The writes that remind these people. */
const reminderWrites = async (
  context: ChangeContext,
  change: VotableChange,
  { step, person }: { readonly step: string; readonly person?: string | undefined },
): Promise<readonly Write[]> => {
  const now = context.clock.now();
  const awaited = (await peopleAwaited(context, change)).filter((one) => person === undefined || one === person);
  const people = (await context.people.findMany(awaited)).filter((one) => isActive(one, now));
  const delays = people.flatMap((one) => {
    const until = person === undefined ? delayOf(one, change, now) : undefined;
    return until === undefined ? [] : [{ id: one.id, until }];
  });
  const reminded = people.map(({ id }) => id).filter((id) => !delays.some((delay) => delay.id === id));
  const parts = Array.from({ length: Math.ceil(reminded.length / peopleInEvent) }, (_, part) =>
    reminded.slice(part * peopleInEvent, (part + 1) * peopleInEvent),
  );
  return [
    ...parts.map((part) => changeEvent(context, 'ApprovalReminded', { change, actor: system, body: { people: part } })),
    ...delays.map(({ id, until }) => dueAt(context, 'prompt', subjectOf(change.id, change.revision, step, id), until)),
  ];
};

/**
 * Reminds those whose decision is missing, or escalates it, with events of which people are told by mail (P4). The sweep runs it. Each step is
 * done once for each revision: running it twice is harmless.
 */
export const promptApprovers =
  (context: ChangeContext) =>
  async (subject: string): Promise<void> => {
    const [id = '', revision = '', step = '', person] = subject.split('#');
    const { changes, store, clock } = context;
    const change = await changes.find(id);
    if (!isMissing(change, Number(revision), clock.now()) || step.startsWith(startedPrefix) !== awaitsRetrospective(change)) return;
    const writes = step.endsWith('escalation')
      ? [changeEvent(context, 'ApprovalEscalated', { change, actor: system })]
      : await reminderWrites(context, change, { step, person });
    await store.commit([changes.savePrompt({ change: id, revision: change.revision, step, person, version: 1 }), ...writes]);
  };
