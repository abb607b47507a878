import { actorOf, type Caller } from '../../domain/access.ts';
import { approvalsNeeded, tally } from '../../domain/approval/tally.ts';
import { type Change, mostRevisions } from '../../domain/change/change.ts';
import { fitFor, updated } from '../../domain/change/change-transitions.ts';
import type { ExtendableChange } from '../../domain/change/extension.ts';
import { chunksOf } from '../../domain/change/scope.ts';
import { day, type Instant, millis } from '../../domain/clock.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { monthOf } from '../../domain/reservation/reservation.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { longestWindowDays, type Window } from '../../domain/window/window.ts';
import { nameReferences } from '../naming/name-references.ts';
import { advanceSoon } from './advance-change.ts';
import { assessFields } from './assess-fields.ts';
import { withAuthor } from './change-authors.ts';
import { assertPart, changeEvent, type SubmitContext, windowOf } from './context.ts';

/** @throws DomainError conflict `window/in-the-past`, `change/too-many-revisions`; invalid `window/not-longer`, `window/too-long` */
const assertExtendable = ({ number, window, revision }: ExtendableChange, end: Instant, now: Instant): void => {
  if (now >= window.end)
    throw conflict('window/in-the-past', `the window of ${number} ended at ${window.end} and cannot be extended any more`);
  if (revision >= mostRevisions)
    throw conflict('change/too-many-revisions', `${number} has ${revision} revisions, which is the most: request a new change`);
  if (end <= window.end) throw invalid('/end', 'window/not-longer', `the new end must be after the present end ${window.end}`);
  if (millis(end) - millis(window.start) > longestWindowDays * day)
    throw invalid('/end', 'window/too-long', `a window lasts at most ${longestWindowDays} days in total; it began at ${window.start}`);
};

/**
 * The rows that an extension needs once it is approved: the scope entries and the reservation of its own revision, and the frozen scope
 * under that revision. Until then nothing reads them as being in force.
 */
const extensionRows = async (context: SubmitContext, change: ExtendableChange, window: Window, end: Instant): Promise<readonly Write[]> => {
  const { changes, windows, reservations } = context;
  const { id, scope, number, items } = change;
  const revision = change.revision + 1;
  const common = { window: window.id, change: id, revision, suppress: window.suppress, version: 1 as const };
  const chunks = await Promise.all(
    [...new Set([window.digest, scope.digest])].map(async (digest) => ({
      digest,
      scoped: await changes.scope(id, scope.revision, digest),
    })),
  );
  const covered = chunks.find(({ digest }) => digest === window.digest)?.scoped ?? [];
  return [
    ...chunks.flatMap(({ digest, scoped }) => chunksOf(id, revision, digest, scoped).map(changes.saveScope)),
    ...covered.map((scoped) => windows.saveEntry({ ...common, ...scoped, digest: window.digest, notBefore: window.start, latestEnd: end })),
    reservations.save({ ...common, month: monthOf(window.end), shard: 0, start: window.end, end, number, items }),
  ];
};

/**
 * Asks for a later end of the window (W2). The extension is a revision of its own, on which the approvers of now decide before the present
 * end. Until it is approved, the window stays as it is.
 * @throws DomainError conflict `change/not-scheduled`, `window/in-the-past`, `change/too-many-revisions`, and the errors of `assessFields`;
 * invalid `window/not-longer`, `window/too-long`; forbidden `change/not-yours`
 */
export const extendChange =
  (context: SubmitContext) =>
  async (id: string, { end, reason }: { readonly end: Instant; readonly reason: string }, caller: Caller): Promise<Change> => {
    const { changes, store, clock } = context;
    const extended = await onFreshRows(async () => {
      const found = await changes.get(id);
      assertPart(found, caller, 'requester', 'implementer');
      const change = fitFor(found, 'extend');
      const now = clock.now();
      assertExtendable(change, end, now);
      const authors = withAuthor(change, caller);
      const { pinned } = await assessFields(context)({ ...change, ...authors });
      const isAgreed = tally(pinned, []).outcome === 'agreed';
      const actor = actorOf(caller);
      const extension = { end, reason, by: actor, at: now, ...(isAgreed ? { agreedAt: now } : {}) };
      const next: ExtendableChange = updated(
        change,
        'extend',
        {
          ...authors,
          revision: change.revision + 1,
          pinned,
          approvals: { needed: approvalsNeeded(pinned), given: 0 },
          approvalDeadline: change.window.end,
          extension,
          conflicts: [],
        },
        now,
      );
      await store.writeOnce(await extensionRows(context, change, await windowOf(context, change.windowId), end));
      await nameReferences(context)('change', next, change);
      await store.commit([
        ...changes.save(next, change),
        changeEvent(context, 'ExtensionRequested', { change: next, actor, body: { end, reason } }),
        ...(isAgreed ? [] : [changeEvent(context, 'ApprovalRequested', { change: next, actor })]),
      ]);
      return next;
    });
    return extended.extension?.agreedAt === undefined ? extended : advanceSoon(context)(extended);
  };
