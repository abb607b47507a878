const id = '0199b8e2-4a5c-7d31-9f5e-2b6c8d0e1f34';

const asset = {
  kind: 'hardware',
  name: 'Server web-7',
  assetTag: 'IT-00417',
  serialNumber: 'CZ3421ABCD',
  vendor: 'Example Computers',
  purchase: { date: '2026-03-02', value: { amount: '4200.00', currency: 'EUR' } },
  owner: { team: 'Platform' },
};

const window = { start: '2026-11-28T22:00:00Z', end: '2026-11-28T23:00:00Z', mode: 'planned' };

const approvalForm = { code: '482913', decision: 'approve', reason: '', revision: '1' };

/** An example for the body of each operation that has one, by the name of the operation. A test checks them against the schemas. */
export const requestExamples: Readonly<Record<string, object>> = {
  mailApprovalCode: { ...approvalForm, code: '' },
  decideByApprovalPage: approvalForm,
  registerAsset: asset,
  patchAsset: { status: 'in-use', location: 'Rack 12' },
  giveAssetFacet: asset,
  requestChange: {
    title: 'Upgrade PostgreSQL to 17.3',
    reason: 'Security update',
    plan: 'Fail over, upgrade, fail back.',
    backOutPlan: 'Fail over to the old version.',
    items: ['hostname=orders-db-1'],
    window: { ...window, dependants: { types: ['depends-on'], hops: 1 } },
    submit: true,
  },
  editChange: { plan: 'Fail over, upgrade, check replication, fail back.' },
  cancelChange: { reason: 'The vendor withdrew the release.' },
  holdChange: { reason: 'An incident is open.' },
  finishChange: { outcome: 'successful' },
  reviewChange: { note: 'Went as planned.' },
  decideOnChange: { decision: 'approve', reason: 'Tested on staging.', revision: 1 },
  registerConfigurationItem: {
    name: 'web-7',
    class: 'server',
    environment: 'production',
    criticality: 'high',
    stage: 'live',
    aliases: [{ scheme: 'hostname', value: 'web-7.example.com' }],
    contactGroups: [{ group: 'approvers', role: 'approver' }],
    relations: [{ type: 'depends-on', target: 'hostname=orders-db-1' }],
  },
  patchConfigurationItem: { criticality: 'high', labels: { rack: '12' } },
  takeUnderManagement: { name: 'web-7', class: 'server', aliases: [{ scheme: 'hostname', value: 'web-7.example.com' }] },
  evaluateAlerts: {
    alerts: [{ ci: 'hostname=orders-db-1' }, { labels: { alertname: 'DiskFilling', instance: 'web-7.example.com:9100' } }],
  },
  endWindow: { reason: 'The work is done.' },
  sendAlerts: {
    version: '4',
    truncatedAlerts: 0,
    alerts: [
      {
        status: 'firing',
        labels: { alertname: 'DiskFilling', instance: 'web-7.example.com:9100' },
        annotations: { summary: 'web-7 has 5 % of its disk left' },
        startsAt: '2026-11-28T22:14:05.123Z',
        fingerprint: 'c7f5a1b2d3e4f506',
      },
    ],
  },
  createMonitor: { name: 'production', kind: 'alertmanager', receiver: { url: 'https://pager.example.com/hook' } },
  patchMonitor: { graceSeconds: 120, neverSuppress: ['team="security"'] },
  testMonitor: { labels: { alertname: 'Test', instance: 'web-7.example.com:9100' } },
  rotateMonitorToken: { overlap: 'PT1H' },
  createPerson: { name: 'Ada Miller', email: 'ada@example.com', zone: 'Europe/Berlin', roles: ['approver'], teams: ['Platform'] },
  patchPerson: { quietHours: { from: '22:00', to: '07:00' } },
  createTeam: { name: 'Platform' },
  patchTeam: { name: 'Platform and databases' },
  createContactGroup: { name: 'approvers', members: [{ person: 'ada@example.com' }] },
  patchContactGroup: { members: [{ person: 'ada@example.com' }, { person: 'bob@example.com', order: 1 }] },
  createClient: { name: 'deploy pipeline', roles: ['change-requester'], responsible: 'ada@example.com' },
  patchClient: { responsible: id },
  rotateClientToken: { overlap: 'P1D' },
};
