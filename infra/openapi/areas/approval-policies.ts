/** Approval policies, and what a change keeps of them. */
export const policyFields: Readonly<Record<string, string>> = {
  order: 'Of the policies that match, the one with the lowest order counts. Of equals, the one that was changed last',
  match: 'Which changes the policy is for. Without a field, for all values of it',
  'match.type': 'The type of the change',
  'match.risk': 'The risk of the change',
  'match.class': 'The class of a named configuration item',
  'match.service': 'A service that needs a named configuration item: its id, or another reference',
  'match.environment':
    'The environment of a named configuration item. production is also for prod, prd and live, and for items without an environment',
  levels: 'Who is asked, one level after the other. Without levels, the change is approved at once',
  'levels.group': 'The contact group that is asked: id or name. A level has a group or a contactRole',
  contactRole: 'The role of the contact groups of the named configuration items that are asked',
  needs: 'How many of those who may decide must approve: a count, a per cent, a fraction of at most 1, or all. Shares are rounded up',
  mandatory: 'Members of the group who must approve. A rejection by one of them always rejects',
  external: 'Whether the level is decided in another system, of which a client with the role external-approver brings the evidence',
  rejectWhen: 'any: the first rejection rejects the change. unreachable: one after which the quorum cannot be reached',
  requiredFields: 'Fields that the change must have when it is submitted',
  'ApprovalPolicy.deadline': 'How long approvers have, from the submission. Without it, seven days. It never ends after the start',
  'ApprovalPolicyDraft.deadline': 'How long approvers have, from the submission. Without it, seven days. It never ends after the start',
  'ApprovalPolicyPatch.deadline': 'How long approvers have, from the submission. Without it, seven days. It never ends after the start',
  minimumNotice: 'How long before its start a change should be submitted, such as P2D',
  enforceNotice: 'Whether a change with shorter notice is refused. Otherwise it is a warning',
  deciding: 'code: on the page with a mailed code, or signed in. sign-in: only signed in',
  maxScope: 'The most configuration items that the scope may have',
  groupNames: 'The names of the groups that are asked',
  mandatoryNames: 'The names of the people who must approve',
  'ApprovalPolicy.serviceName': 'The name of the service',
  policyId: 'The id of the policy. Missing for a policy that ships',
  riskReasons: 'The rules that determined the risk, those of the highest risk first',
  rule: 'The rule',
  'riskReasons.detail': 'What it found',
  evidence: 'Where the other system recorded the decision',
  'DecisionRequest.for': 'The person who decided in another system: id or mail address. Only for a client',
  'evidence.system': 'The name of the other system',
  'evidence.reference': 'The number or name of the record there',
  'evidence.href': 'The address of the record, with http or https',
};

const policy = {
  name: 'Databases in production',
  order: 10,
  match: { class: 'database', environment: 'production' },
  levels: [
    { contactRole: 'approver', needs: 1 },
    { group: 'change board', needs: '2/3', mandatory: ['dba@example.com'] },
  ],
  rejectWhen: 'unreachable',
  requiredFields: ['plan', 'backOutPlan'],
  deadline: 'P2D',
  minimumNotice: 'P1D',
};

/** An example for the body of each operation that has one. */
export const policyExamples: Readonly<Record<string, object>> = {
  createApprovalPolicy: policy,
  patchApprovalPolicy: { order: 5, deciding: 'sign-in' },
};
