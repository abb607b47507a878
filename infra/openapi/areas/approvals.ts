/** Approvals: who is asked, decisions, and the mails about them. */
export const approvalFields: Readonly<Record<string, string>> = {
  pinned: 'The approval policy and the people who are asked, as they were at submission',
  policy: 'The approval policy that was used',
  'policy.version': 'The version of the policy',
  policyVersion: 'The version of the policy',
  groups: 'The groups that are asked',
  quorum: 'How many people of the group must approve',
  group: 'The id of the contact group',
  eligible: 'The ids of the people who may decide for the group',
  approvals: 'How many approvals are needed and given',
  needed: 'How many approvals are needed',
  given: 'How many approvals were given',
  'Approvals.items': 'The decisions, one for each person and revision',
  'Approvals.policy': 'The approval policy that was used, or null before submission',
  'policy.name': 'The name of the policy',
  deadline: 'When the change lapses if it is not approved, or null',
  level: 'The level of approval, from 1. A level is asked when the one before it is complete',
  decision: 'Approve, reject or abstain',
  'DecisionRequest.reason': 'Why. A rejection needs a reason',
  'DecisionRequest.revision': 'The revision that you decide on, as you read it',
  decidedAt: 'When it was decided',
  withdrawn: 'Decisions that count no more, and when, by whom and why they were withdrawn',
  decisionId: 'The id of the decision, as the approvals of the change list it',
  bounced: 'Mails about the change that could not be delivered',
  'bounced.kind': 'Which mail',
  delayed: 'Mails about the change whose delivery is delayed, or that came back for a reason that may pass. They may have arrived since',
  'delayed.kind': 'Which mail',
  'delayed.at': 'When the delay became known',
  complaints: 'Mails about the change that their recipients reported as spam',
  'complaints.kind': 'Which mail',
  'complaints.at': 'When it was reported',
  'ApprovalForm.code': 'The six-digit code from the mail',
  'ApprovalForm.decision': 'approve, reject or abstain',
  'ApprovalForm.revision': 'The revision that the page showed',
  eligibleNames: 'The names of the people who may decide for the group',
};

const approvalForm = { code: '482913', decision: 'approve', reason: '', revision: '1' };

/** An example for the body of each operation that has one. */
export const approvalExamples: Readonly<Record<string, object>> = {
  mailApprovalCode: { ...approvalForm, code: '' },
  decideByApprovalPage: approvalForm,
  withdrawDecision: { reason: 'I had missed the freeze.' },
  decideOnChange: { decision: 'approve', reason: 'Tested on staging.', revision: 1 },
};
