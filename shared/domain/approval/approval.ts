import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { Id, StoredTime } from '../values.ts';

export const decisionChoices = ['approve', 'reject', 'abstain'] as const;
export type DecisionChoice = (typeof decisionChoices)[number];

/** Who is asked, pinned at submission (P7): the policy's name and version, and each group that gives one approval. */
export const ApprovalRequest = lazily(() =>
  z.strictObject({
    policy: z.string(),
    policyVersion: z.int().min(1),
    groups: z.array(z.strictObject({ group: Id(), name: z.string(), eligible: z.array(Id()) })).min(1),
  }),
);
export type ApprovalRequest = Shape<typeof ApprovalRequest>;

/** One person's decision on one revision of a change. */
export const Approval = lazily(() =>
  z.strictObject({
    id: Id(),
    version: z.literal(1),
    change: Id(),
    revision: z.int().min(1),
    person: Id(),
    level: z.int().min(1),
    decision: z.enum(decisionChoices),
    reason: z.string().optional(),
    decidedAt: StoredTime(),
    /** Digest of the scope that was decided on (H1). */
    digest: z.string(),
  }),
);
export type Approval = Shape<typeof Approval>;

/**
 * How many of the groups have their approval, each person counting once (P2): the largest matching of approvers to groups that ask
 * them, by augmenting paths (Kuhn's algorithm).
 */
export const approvalsGiven = ({ groups }: ApprovalRequest, approvers: readonly string[]): number => {
  const byPerson = new Map<string, number>();
  const place = (at: number, tried: Set<string>): boolean => {
    for (const person of groups[at]?.eligible ?? []) {
      if (!approvers.includes(person) || tried.has(person)) continue;
      tried.add(person);
      const held = byPerson.get(person);
      if (held !== undefined && !place(held, tried)) continue;
      byPerson.set(person, at);
      return true;
    }
    return false;
  };
  return groups.filter((_, at) => place(at, new Set())).length;
};

/** What the votes so far come to: refused at the first refusal (`rejectWhen: any`), agreed when every group gave its approval. */
export const tally = (
  pinned: ApprovalRequest,
  votes: readonly Pick<Approval, 'person' | 'decision'>[],
): { readonly given: number; readonly outcome: 'open' | 'agreed' | 'refused' } => {
  const given = approvalsGiven(
    pinned,
    votes.filter(({ decision }) => decision === 'approve').map(({ person }) => person),
  );
  if (votes.some(({ decision }) => decision === 'reject')) return { given, outcome: 'refused' };
  return { given, outcome: given === pinned.groups.length ? 'agreed' : 'open' };
};

/** Whether this person is asked at all. */
export const isAsked = (pinned: ApprovalRequest, person: string): boolean =>
  pinned.groups.some(({ eligible }) => eligible.includes(person));
