import type { ApprovalContext } from '../../shared/application/approval/link-context.ts';
import { listPending } from '../../shared/application/approval/list-pending.ts';
import type { AcceptanceContext } from '../../shared/application/assignment/acceptance-context.ts';
import { showChanges } from '../../shared/application/change/show-changes.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import * as contract from '../../shared/contracts/approvals.ts';
import { levelAsked } from '../../shared/domain/approval/level.ts';
import type { AcceptanceLinkRepository } from '../../shared/domain/assignment/acceptance-link.ts';
import type { ChangeRepository } from '../../shared/domain/change/change-repository.ts';
import type { Letters } from '../../shared/domain/mail/letters.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';
import { acceptanceEndpoints } from './acceptance-endpoints.ts';
import { pageEndpoints } from './page-endpoints.ts';

export interface ApprovalsContext extends ApprovalContext, NamesContext, Omit<AcceptanceContext, 'events' | 'links' | 'people'> {
  readonly changes: ApprovalContext['changes'] & Pick<ChangeRepository, 'awaiting'>;
  readonly events: ApprovalContext['events'] & AcceptanceContext['events'];
  readonly letters: Letters;
  readonly acceptances: AcceptanceLinkRepository;
}

/** The pages of approvers and of holders of assets, and the list of changes that wait for the decision of the signed-in person. */
export const approvalsEndpoints = (context: ApprovalsContext): readonly Endpoint[] => [
  ...pageEndpoints(context),
  ...acceptanceEndpoints({ ...context, links: context.acceptances }),
  on(contract.listPendingApprovals, async ({ query, caller }) => {
    const list = `approvals of ${caller.id}`;
    const page = await listPending(context)(caller, pageRequest(list, query));
    const changes = page.items.map(({ change }) => change);
    const shown = await showChanges(context)(changes, caller);
    const items = page.items.map(({ change, for: giver }, at) => ({
      ...shown[at],
      level: levelAsked(change),
      ...(giver ? { for: giver.id, forName: giver.name } : {}),
    }));
    return pageAnswer(list, query, { ...page, items }, (pending) => pending);
  }),
];
