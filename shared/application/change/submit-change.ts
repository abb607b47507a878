import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change, Scheduled } from '../../domain/change/change.ts';
import { riskOf } from '../../domain/change/risk.ts';
import { chunksOf, digestOf, type ScopedItem, scopeLimit } from '../../domain/change/scope.ts';
import { assertMay } from '../../domain/change/transition.ts';
import { day, earlier, minute, plus } from '../../domain/clock.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { conflict } from '../../domain/errors.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import type { Window } from '../../domain/window/window.ts';
import { eligibleApprovers } from '../approval/eligible-approvers.ts';
import { assertPart, type ChangeContext, changeEvent, dueAt, moved, type SubmitContext } from './context.ts';
import { findConflicts } from './find-conflicts.ts';
import { windowFault } from './settle-fields.ts';
import { walkScope } from './walk-scope.ts';

/** What submitting comes to: the change, the frozen scope to be written first, and what is written beside the change. */
interface Submission {
  readonly change: Change;
  readonly scope: readonly Write[];
  readonly writes: readonly Write[];
}

/** The named CIs. @throws DomainError conflict for what has no CI facet or is decommissioned */
const namedCis = (change: Change, found: readonly ConfigurationItem[]): readonly ConfigurationItem[] =>
  change.items.map((id, at) => {
    const ci = found.find((candidate) => candidate.id === id);
    if (!ci) throw conflict('change/not-a-configuration-item', `item ${id} is no configuration item`, `/items/${at}`);
    if (ci.stage === 'decommissioned') throw conflict('change/item-decommissioned', `${ci.name} is decommissioned`, `/items/${at}`);
    return ci;
  });

/** The window of a change that is to be submitted, sound at this instant. */
const assertWindow = ({ clock }: ChangeContext, change: Change): NonNullable<Change['window']> => {
  if (!change.window) throw conflict('change/window-required', `${change.number} has no window`, '/window');
  const fault = windowFault(change.window, clock.now());
  if (fault) throw conflict(fault.code, fault.detail, fault.pointer);
  return change.window;
};

/** The scope as it is now. @throws DomainError conflict `scope/too-wide` */
const scopeOf = async (context: ChangeContext, change: Change): Promise<readonly ScopedItem[]> => {
  const { scope, tooWide } = await walkScope(context, change);
  if (tooWide) throw conflict('scope/too-wide', `more than ${scopeLimit} CIs are in reach: name fewer hops or types`, '/window/dependants');
  return scope;
};

const newWindow = ({ clock }: ChangeContext, change: Scheduled, digest: string): Window => {
  const { start, end, mode, suppress } = change.window;
  const now = clock.now();
  const { id: owner, number, revision, items: named, windowId: id } = change;
  return {
    id,
    version: 1,
    createdAt: now,
    updatedAt: now,
    change: owner,
    number,
    revision,
    mode,
    suppress,
    start,
    end,
    digest,
    named,
    inForce: [],
    holds: [],
    lifts: [],
    opened: false,
    closed: false,
    releaseDue: false,
    settled: false,
  };
};

/**
 * Walks and judges a draft (H1): scope, approvers, risk, conflicts. Nothing is written here; the scope is frozen by who commits: chunks
 * first, then the digest on the change.
 * @throws DomainError conflict for what submitting refuses: the draft stays a draft
 */
export const judgeSubmission =
  (context: SubmitContext) =>
  async (draft: Change, caller: Caller): Promise<Submission> => {
    const { changes, windows, configurationItems, clock, ids } = context;
    assertMay(draft, 'submit');
    const window = assertWindow(context, draft);
    const cis = namedCis(draft, await configurationItems.findMany(draft.items));
    const pinned = await eligibleApprovers(context)(draft, cis);
    const windowId = ids.next();
    const { start, end, suppress } = window;
    const conflicts = await findConflicts(context)({ window: windowId, items: draft.items, start, end, suppress });
    const [rival] = conflicts;
    if (rival) throw conflict('change/conflict', `${rival.number} is scheduled on the same CI at that time`, '/window');
    const scope = await scopeOf(context, draft);

    const { id, revision } = draft;
    const now = clock.now();
    const digest = digestOf(scope);
    const change = moved(context, draft, {
      status: 'assessing',
      risk: riskOf(cis),
      submittedAt: now,
      approvalDeadline: earlier(start, plus(now, 7 * day)),
      pinned,
      approvals: { needed: pinned.groups.length, given: 0 },
      scope: { digest, count: scope.length, revision },
      windowId,
    }) as Scheduled;
    return {
      change,
      scope: chunksOf(id, revision, digest, scope).map(changes.saveScope),
      writes: [
        windows.save(newWindow(context, change, digest)),
        changes.saveRun({ change: id, version: 1, revision, attempt: 1, startedAt: now }),
        dueAt(context, 'workflow', id, plus(now, 2 * minute)),
        changeEvent(context, 'ChangeSubmitted', { change, actor: actorOf(caller) }),
      ],
    };
  };

/**
 * Submits a draft: what is refused is refused here, with 409, and leaves the draft.
 * @throws DomainError conflict `change/not-draft` and what `judgeSubmission` refuses; forbidden `change/not-yours`
 */
export const submitChange =
  (context: SubmitContext) =>
  (id: string, caller: Caller, dryRun = false) =>
    onFreshRows(async (): Promise<Change> => {
      const { changes, store } = context;
      const draft = await changes.get(id);
      assertPart(draft, caller, 'requester');
      const { change, scope, writes } = await judgeSubmission(context)(draft, caller);
      if (dryRun) return change;
      await store.writeOnce(scope);
      await store.commit([...changes.save(change, draft), ...writes]);
      return change;
    });
