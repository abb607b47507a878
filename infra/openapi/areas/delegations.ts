/** Delegations: who decides in place of whom, and until when. */
export const delegationFields: Readonly<Record<string, string>> = {
  'Delegation.from': 'Whose decisions the delegate makes. Without it, those of the caller',
  'DelegationDraft.from': 'Whose decisions the delegate makes: id or mail address. Without it, those of the caller',
  'Delegation.fromName': 'The name of the person whose decisions these are',
  'Delegation.toName': 'The name of the delegate',
  'PendingApproval.for': 'The person for whom the caller would decide as a delegate',
  'PendingApproval.forName': 'The name of the person for whom the caller would decide',
  'PendingApproval.reopened': 'Who corrected outcomes after the change was closed, the last time, and why',
  'items.for': 'The person for whom a delegate decided',
  'items.forName': 'The name of the person for whom a delegate decided',
  'withdrawn.for': 'The person for whom a delegate had decided',
  'withdrawn.forName': 'The name of the person for whom a delegate had decided',
};

/** An example for the body of each operation that has one. */
export const delegationExamples: Readonly<Record<string, object>> = {
  createDelegation: { to: 'bob@example.com', start: '2026-12-21T00:00:00Z', end: '2027-01-04T00:00:00Z', reason: 'Holidays' },
  patchDelegation: { end: '2027-01-02T00:00:00Z' },
};
