import type { Change } from '../change/change.ts';
import { sha256 } from '../sha256.ts';

type ApprovedFields = Pick<
  Change,
  'revision' | 'scope' | 'window' | 'title' | 'plan' | 'links' | 'reason' | 'testPlan' | 'backOutPlan' | 'externalReference' | 'extension'
>;

/** The fields that joined the digest later. One that is not set is left out, so that a change without them keeps its digest. */
const laterFields = ({ reason, testPlan, backOutPlan, externalReference, extension }: ApprovedFields): readonly object[] => {
  const reference = externalReference && `${externalReference.system}=${externalReference.id}`;
  const texts = { reason, testPlan, backOutPlan, externalReference: reference, extension: extension?.end };
  const set = Object.entries(texts).filter(([, value]) => value !== undefined);
  return set.length === 0 ? [] : [Object.fromEntries(set)];
};

/**
 * The digest of what approvers read and decide on: scope, window and all texts of a revision (H1, H6). A decision names the digest that was
 * shown, so that nobody approves a text that they have not seen.
 */
export const approvalDigest = (change: ApprovedFields): string => {
  const { revision, scope, window, title, plan, links } = change;
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
    ...laterFields(change),
  ];
  return sha256(JSON.stringify(parts));
};
