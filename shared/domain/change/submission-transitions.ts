import { requester, type Transition } from './transition.ts';

/** The transitions from a draft until its approvers are asked (H1). */
export const submissionTransitions = {
  submit: {
    by: requester,
    guard: 'valid window, CIs in service, approvers for every item, scope within the limit, no blocking conflict',
    moves: { draft: ['assessing'] },
  },
  assess: {
    by: 'workflow',
    guard: 'as submit; the walk over the relations outlasted the request that submitted the change',
    whileWalking: 'only',
    moves: { assessing: ['assessing'] },
  },
  refuse: {
    by: 'workflow',
    guard: 'as assess, and the submission cannot be accepted; the change says why',
    whileWalking: 'only',
    moves: { assessing: ['draft'] },
  },
  ask: { by: 'workflow', guard: 'all rows of the frozen scope are stored', moves: { assessing: ['awaiting-approval'] } },
} as const satisfies Record<string, Transition>;
