const id = (last: string): string => `0199b8e2-4a5c-7d31-9f5e-2b6c8d0e1f${last}`;
const [database, rita, ian, anna, abe] = [id('40'), id('41'), id('42'), id('43'), id('44')];

/** A submitted change whose scope is still to be walked. Nothing that the assessment finds is there. */
const walking = {
  id: id('34'),
  version: 2,
  createdAt: '2026-11-24T12:00:00.000Z',
  updatedAt: '2026-11-24T12:10:00.000Z',
  type: 'normal',
  title: 'Upgrade PostgreSQL to 17.3',
  reason: 'Security update',
  plan: 'Fail over, upgrade, fail back.',
  backOutPlan: 'Fail over to the old version.',
  links: [],
  items: [database],
  itemNames: [{ item: database, name: 'orders-db-1' }],
  requester: rita,
  requesterName: 'Rita Rossi',
  implementer: ian,
  implementerName: 'Ian Ito',
  window: {
    start: '2026-11-28T22:00:00.000Z',
    end: '2026-11-28T23:00:00.000Z',
    mode: 'planned',
    suppress: true,
    dependants: { types: ['depends-on'], hops: 1 },
  },
  number: 'CHG-000123',
  status: 'assessing',
  onHold: false,
  revision: 1,
  submittedAt: '2026-11-24T12:10:00.000Z',
  approvals: { needed: 0, given: 0 },
  conflicts: [],
  outcomes: [],
  overrun: false,
  notStarted: false,
  digest: '846f3b71472a8af9b3b7d6d4f99c2ff7ab14d88a41f41e5871b8f73358850a5c',
};

const group = {
  group: id('45'),
  name: 'database owners',
  eligible: [anna, abe],
  eligibleNames: [
    { person: anna, name: 'Anna Albers' },
    { person: abe, name: 'Abe Adams' },
  ],
  quorum: 1,
  needs: 1,
  level: 1,
};

/** The change once it is assessed. Its approvers are asked next. */
const assessed = {
  ...walking,
  approvals: { needed: 1, given: 0 },
  windowId: id('46'),
  risk: 'low',
  riskReasons: [
    {
      rule: 'criticality',
      detail: 'every item has low or moderate criticality, keeps its redundancy, and has no failed change in the last 90 days',
    },
  ],
  pinned: { policy: 'default', policyVersion: 1, groups: [group], rejectWhen: 'any', deciding: 'code' },
  approvalDeadline: walking.window.start,
  scope: { digest: '1f40a3b9f4b009c6e205be8fd88bb16c96ce545556ddf215d20ed03420e324c5', count: 3, revision: 1 },
  digest: '93b281ac7355817f5083cdabf04aae5a4985944ff546e12adcb5987c761ce108',
};

/** The answers to a submission, by operation and status: assessed at once (200), or in the background (202). */
export const submissionAnswers = { submitChange: { 200: assessed, 202: walking } } as const;
