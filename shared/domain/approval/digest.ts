import type { Change } from '../change/change.ts';
import { sha256 } from '../sha256.ts';

type ApprovedFields = Pick<Change, 'revision' | 'scope' | 'window' | 'title' | 'plan' | 'links'>;

/**
 * The digest of what approvers read and decide on: scope, window, title, plan and links of a revision (H1, H6). A decision names the digest
 * that was shown, so that nobody approves a text that they have not seen.
 */
export const approvalDigest = ({ revision, scope, window, title, plan, links }: ApprovedFields): string => {
  const { dependants } = window ?? {};
  const times = window?.length === undefined ? [window?.start, window?.end] : [window.length];
  const parts = [
    revision,
    scope?.digest ?? null,
    window ? [...times, window.mode, window.agreedDowntime ?? null, window.suppress] : null,
    dependants ? [dependants.types.toSorted(), dependants.hops] : null,
    title,
    plan ?? null,
    links.map(({ rel, href }) => [rel, href]),
  ];
  return sha256(JSON.stringify(parts));
};
