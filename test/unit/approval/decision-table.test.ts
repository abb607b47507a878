import { expect, it } from '@jest/globals';
import { issueApprovalLink } from '../../../shared/application/approval/issue-approval-link.ts';
import { closedForDecisions } from '../../../shared/domain/approval/closed-for-decisions.ts';
import { approvalDigest } from '../../../shared/domain/approval/digest.ts';
import { eligibilityOf } from '../../../shared/domain/approval/eligibility.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { fitFor } from '../../../shared/domain/change/change-transitions.ts';
import { type ChangeStatus, changeStatuses } from '../../../shared/domain/change/change-values.ts';
import { idOf } from '../../support/api.ts';
import { aChange, ada, approvalsApi, askingGroups, bob, changeOf, cyd } from '../../support/approvals.ts';
import { aWindow } from '../../support/windows.ts';

/** The state of a change and of a person. The tests use all combinations. `agreed` means approved and not scheduled yet. */
interface Situation {
  readonly status: ChangeStatus | 'agreed';
  readonly isOnHold: boolean;
  readonly isLate: boolean;
  readonly isOtherRevision: boolean;
  readonly hasVoted: boolean;
  readonly isOtherDigest: boolean;
  readonly membership: (typeof memberships)[number];
}
const memberships = ['member', 'has left', 'not asked', 'requester', 'editor', 'client holder', 'implementer'] as const;
const both = [false, true] as const;

const situations: readonly Situation[] = [...changeStatuses, 'agreed' as const].flatMap((status) =>
  both.flatMap((isOnHold) =>
    both.flatMap((isLate) =>
      both.flatMap((isOtherRevision) =>
        both.flatMap((hasVoted) =>
          both.flatMap((isOtherDigest) =>
            memberships.map((membership) => ({ status, isOnHold, isLate, isOtherRevision, hasVoted, isOtherDigest, membership })),
          ),
        ),
      ),
    ),
  ),
);

/** The reasons in the order of decision record 11. The first that applies is the answer. This repeats the code on purpose. */
const reasons: readonly (readonly [code: string, api: number, page: number, fits: (situation: Situation) => boolean])[] = [
  ['approval/cancelled', 410, 410, ({ status }) => status === 'cancelled'],
  ['approval/lapsed', 410, 410, ({ status }) => status === 'lapsed'],
  ['approval/started', 410, 410, ({ status }) => ['implementing', 'in-review', 'closed'].includes(status)],
  ['change/not-awaiting-approval', 409, 409, ({ status }) => ['draft', 'assessing'].includes(status)],
  ['approval/outdated-revision', 409, 409, ({ isOtherRevision, isOtherDigest }) => isOtherRevision || isOtherDigest],
  ['approval/already-decided', 409, 409, ({ hasVoted }) => hasVoted],
  ['change/not-awaiting-approval', 409, 409, ({ status }) => ['rejected', 'scheduled', 'agreed'].includes(status)],
  ['approval/deadline-passed', 410, 410, ({ isLate }) => isLate],
  ['change/on-hold', 409, 409, ({ isOnHold }) => isOnHold],
  ['approval/own-change', 403, 422, ({ membership }) => ['requester', 'editor', 'client holder'].includes(membership)],
  ['approval/implementer', 403, 422, ({ membership }) => membership === 'implementer'],
  ['approval/not-eligible', 403, 422, ({ membership }) => membership !== 'member'],
];
const open = ['open', 200, 303] as const;
const expected = (situation: Situation) => reasons.find(([, , , fits]) => fits(situation)) ?? open;

const now = '2026-11-24T02:00:00.000Z';
const [group, formerGroup, client] = [idOf(60), idOf(61), idOf(62)];

/** Requester, implementer and asked groups of the change, by Bob's membership. */
const peopleOf = (membership: Situation['membership']) => ({
  requester: membership === 'requester' ? bob : ada,
  implementer: membership === 'implementer' ? bob : ada,
  ...(membership === 'editor' ? { authors: [`person:${bob}`] } : {}),
  ...(membership === 'client holder' ? { client } : {}),
  pinned: askingGroups({
    group: membership === 'has left' ? formerGroup : group,
    name: 'approvers',
    eligible: membership === 'not asked' ? [cyd] : [bob, cyd],
  }),
});

/** The change of a situation. Bob is the person who decides. */
const changeIn = ({ status, isOnHold, isLate, isOtherRevision, membership }: Situation, id: string): Change =>
  changeOf({
    ...aChange({ id, number: `CHG-${id.slice(-6)}`, windowId: id }),
    ...(status === 'agreed' ? { agreedAt: now } : { status }),
    onHold: isOnHold,
    approvalDeadline: isLate ? now : '2026-11-25T02:00:00.000Z',
    revision: isOtherRevision ? 2 : 1,
    ...peopleOf(membership),
  });

const textOf = (situation: Situation): string => JSON.stringify(situation);

const digestIn = ({ isOtherDigest }: Situation, change: Change): string => (isOtherDigest ? 'other' : approvalDigest(change));

it('P2 P4 P7 H6 in every situation, the first reason that applies says why a change is closed for a person', () => {
  for (const situation of situations) {
    const change = changeIn(situation, idOf(200));
    const memberOf = situation.membership === 'has left' ? [] : [group];
    const own = situation.hasVoted ? { person: bob } : undefined;
    const voter = { person: bob, memberOf, isActive: true, isClientHolder: situation.membership === 'client holder' };
    const digest = digestIn(situation, change);
    const refusal = closedForDecisions({ change, revision: 1, digest, own, now }) ?? eligibilityOf(change, voter);

    expect([textOf(situation), refusal?.code ?? 'open']).toEqual([textOf(situation), expected(situation)[0]]);
  }
});

/** A selection of the situations: some to which one reason applies, and some to which several apply. */
const selected = situations.filter(
  ({ status, isOnHold, isLate, isOtherRevision, hasVoted, isOtherDigest, membership }) =>
    (membership === 'member' &&
      (status === 'awaiting-approval' || !isOtherDigest) &&
      (status === 'awaiting-approval' || [isOnHold, isLate, isOtherRevision, hasVoted].filter(Boolean).length !== 1)) ||
    (status === 'awaiting-approval' && ![isOnHold, isOtherRevision, hasVoted, isOtherDigest].includes(true)),
);

/** A register in which `store` creates the change of a situation and Bob's link to it. `bobApi` is the API for Bob. */
const register = async () => {
  const api = await approvalsApi();
  const { world } = api;
  const person = await world.people.get(bob);
  const former = { ...(await world.contactGroups.get(group)), id: formerGroup, version: 1, name: 'former', members: [{ person: cyd }] };
  const { createdAt, updatedAt } = person;
  const held = { id: client, version: 1, createdAt, updatedAt, name: 'pipeline', roles: ['change-requester' as const], responsible: bob };
  await world.store.commit([...world.contactGroups.save(former), ...world.clients.save(held)]);
  let lastId = 1_000;
  const store = async (situation: Situation): Promise<{ change: Change; link: string }> => {
    lastId += 1;
    const change = changeIn(situation, idOf(lastId));
    const link = `/approvals/${await issueApprovalLink(world)(fitFor(aChange({ id: change.id }), 'decide'), person)}`;
    const { id, revision } = change;
    const vote = {
      id,
      version: 1,
      change: id,
      revision,
      person: bob,
      level: 1,
      decision: 'abstain',
      decidedAt: now,
      groups: [],
      digest: 'd',
    } as const;
    await world.store.commit([
      ...world.changes.save(change),
      world.windows.save(aWindow({ id, change: id, named: change.items })),
      ...(situation.hasVoted ? [world.changes.saveDecision(vote)] : []),
    ]);
    return { change, link };
  };
  return { ...api, store, bobApi: api.asCaller({ kind: 'person', id: bob, roles: ['approver'], teams: [] }) };
};

it('P2 P4 P7 API and page give the same answer in the same situation, and a code is mailed only if a decision is possible', async () => {
  const { store, bobApi, get, post, sent } = await register();

  for (const situation of selected) {
    const [code, api, page] = expected(situation);
    const [byApi, byPage] = [await store(situation), await store(situation)];
    const answer = await bobApi.post(`/v1/changes/${byApi.change.id}/decisions`, {
      decision: 'approve',
      revision: 1,
      digest: digestIn(situation, byApi.change),
    });
    const read = await get(byPage.link);
    const mails = sent.length;
    const mailed = await post(`${byPage.link}/code`);
    const typed = sent.length > mails ? sent.at(-1)?.subject.slice(0, 6) : '123456';
    const digest = digestIn(situation, byPage.change);
    const decided = await post(`${byPage.link}/decision`, { decision: 'approve', code: typed ?? '', revision: '1', digest });
    const [opened, , openedPage] = expected({ ...situation, isOtherDigest: false });

    expect([textOf(situation), answer.status, answer.body.code ?? 'open', decided.status]).toEqual([textOf(situation), api, code, page]);
    expect([textOf(situation), read.status, /<form[^>]*\/decision"/.test(read.body)]).toEqual([
      textOf(situation),
      openedPage === 410 ? 410 : 200,
      opened === 'open',
    ]);
    expect([textOf(situation), mailed.status, sent.length - mails]).toEqual([
      textOf(situation),
      opened === 'open' ? 200 : openedPage,
      opened === 'open' ? 1 : 0,
    ]);
  }
});

it('P2 P7 the pending approvals are exactly the changes that the person can decide on', async () => {
  const { store, bobApi, edit } = await register();
  await edit({ status: 'cancelled' });
  const expectedIds: string[] = [];
  for (const situation of selected) {
    const { change } = await store(situation);
    if (expected({ ...situation, isOtherRevision: false, isOtherDigest: false })[0] === 'open') expectedIds.push(change.id);
  }

  const { items } = (await bobApi.get('/v1/approvals?limit=200')).body;

  expect(items.map(({ id }: Change) => id).toSorted()).toEqual(expectedIds.toSorted());
});
