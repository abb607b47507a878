import { actorOf, type Caller } from '../../domain/access.ts';
import { approvalsNeeded, tally } from '../../domain/approval/tally.ts';
import type { Change } from '../../domain/change/change.ts';
import { fitFor, updated } from '../../domain/change/change-transitions.ts';
import { mostRevisions } from '../../domain/change/change-values.ts';
import { assertAuthorized, longestEmergency } from '../../domain/change/emergency.ts';
import { askedBefore, type ExtendableChange, type ExtendingChange, nextRevision } from '../../domain/change/extension.ts';
import { footprintOf, servicesOfChunks } from '../../domain/change/scope.ts';
import { hasOffer } from '../../domain/change/window-offer.ts';
import { day, type Instant, millis } from '../../domain/clock.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { longestWindowDays, type Window } from '../../domain/window/window.ts';
import { promptWrites } from '../approval/prompt-approvers.ts';
import { nameReferences } from '../naming/name-references.ts';
import { advanceSoon } from './advance-change.ts';
import { assessFields } from './assess-fields.ts';
import { withAuthorNow } from './change-authors.ts';
import { assertPart, changeEvent, type SubmitContext, windowOf } from './context.ts';
import { reservationOf } from './find-conflicts.ts';
import { serviceWindowWrites } from './impacted-services.ts';

/** @throws DomainError conflict `change/emergency-too-long` if an emergency would last more than an hour in all (H7) */
const assertShort = ({ type, number, window }: ExtendableChange, end: Instant): void => {
  if (type === 'emergency' && millis(end) - millis(window.start) > longestEmergency)
    throw conflict(
      'change/emergency-too-long',
      `${number} is an emergency, which lasts at most an hour in all: it began at ${window.start}`,
    );
};

/**
 * @throws DomainError conflict `change/not-implementing`, `window/in-the-past`, `change/too-many-revisions`, `change/started-unapproved`, `change/emergency-too-long`; invalid `window/not-longer`,
 * `window/too-long`
 */
const assertExtendable = (change: ExtendableChange, end: Instant, now: Instant): void => {
  const { number, window, revision } = change;
  if (hasOffer(change))
    throw conflict('change/not-implementing', `the window of ${number} has no end before its work starts: edit its length instead`);
  assertAuthorized(change);
  if (now >= window.end)
    throw conflict('window/in-the-past', `the window of ${number} ended at ${window.end} and cannot be extended any more`, '/end');
  if (nextRevision(change) > mostRevisions)
    throw conflict('change/too-many-revisions', `${number} has ${revision} revisions, which is the most: request a new change`);
  if (end <= window.end) throw invalid('/end', 'window/not-longer', `the new end must be after the present end ${window.end}`);
  assertShort(change, end);
  if (millis(end) - millis(window.start) > longestWindowDays * day)
    throw invalid('/end', 'window/too-long', `a window lasts at most ${longestWindowDays} days in total; it began at ${window.start}`);
};

/** The change as it will be with the later end. A window of a length has an agreed end then. */
const withEnd = (change: ExtendableChange, end: Instant): ExtendableChange => {
  const { length, ...agreed } = change.window;
  return { ...change, window: { ...agreed, end } };
};

/**
 * The rows that an extension needs once it is approved: the scope entries and the reservation of its own revision, and the frozen scope
 * under that revision. Until then nothing reads them as being in force.
 */
const extensionRows = async (context: SubmitContext, change: ExtendableChange, window: Window, end: Instant): Promise<readonly Write[]> => {
  const { changes, windows, reservations } = context;
  const { id, scope, items } = change;
  const revision = nextRevision(change);
  const common = { window: window.id, change: id, revision, suppress: window.suppress, version: 1 as const };
  const covered = await changes.scopeChunks(id, scope.revision, window.digest);
  // The scope of a change that was narrowed is smaller than that of its window.
  const chunks = scope.digest === window.digest ? covered : await changes.scopeChunks(id, scope.revision, scope.digest);
  const footprint = footprintOf(chunks, items);
  return [
    ...[...new Set([...covered, ...chunks])].map((chunk) => changes.saveScope({ ...chunk, revision })),
    ...covered
      .flatMap((chunk) => chunk.items)
      .map(({ item, mask }) =>
        windows.saveEntry({ ...common, item, mask, digest: window.digest, notBefore: window.start, latestEnd: end }),
      ),
    ...serviceWindowWrites(context, servicesOfChunks(covered), { ...common, start: window.start, end, digest: window.digest }),
    ...reservations.save(reservationOf({ ...change, revision }, { ...change.window, end }, window.id, footprint)),
  ];
};

/**
 * Asks for a later end of the window (W2). The extension is a revision of its own, on which the approvers of now decide before the present
 * end. Until it is approved, the window stays as it is.
 * @throws DomainError conflict `change/not-scheduled`, the errors of `assertExtendable` and of `assessFields`;
 * forbidden `change/not-yours`
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
      const authors = withAuthorNow(change, caller, now);
      const { pinned } = await assessFields(context)({ ...withEnd(change, end), ...authors });
      const isAgreed = tally(pinned, []).outcome === 'agreed';
      const actor = actorOf(caller);
      const extension = { end, reason, by: actor, at: now, ...(isAgreed ? { agreedAt: now } : {}) };
      const fields = {
        ...authors,
        revision: nextRevision(change),
        beforeExtension: askedBefore(change),
        pinned,
        approvals: { needed: approvalsNeeded(pinned), given: 0 },
        approvalDeadline: change.window.end,
        conflicts: [],
      };
      const next: ExtendingChange = { ...updated(change, 'extend', fields, now), extension };
      await store.writeOnce(await extensionRows(context, change, await windowOf(context, change.windowId), end));
      await nameReferences(context)('change', next, change);
      await store.commit([
        ...changes.save(next, change),
        changeEvent(context, 'ExtensionRequested', { change: next, actor, body: { end, reason } }),
        ...(isAgreed ? [] : [changeEvent(context, 'ApprovalRequested', { change: next, actor }), ...promptWrites(context, next)]),
      ]);
      return next;
    });
    return extended.extension?.agreedAt === undefined ? extended : advanceSoon(context)(extended);
  };
