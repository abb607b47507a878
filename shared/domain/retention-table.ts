import type { RetentionDays, RetentionKind } from './retention.ts';

/** What rests on records that are kept for ever. */
export const retentionReasons = ['agreement', 'audit', 'finance'] as const;
type RetentionReason = (typeof retentionReasons)[number];

/** How long records of a kind are kept. `rows`: the types of rows of which they are made; each type is in one kind. */
interface Retention {
  readonly rows: readonly string[];
  /** By a setting, for a fixed time in days, or for ever (until the code removes what they belong to). */
  readonly keeps: RetentionKind | number | 'for ever';
  /** Since when the time counts. Until then they are kept. */
  readonly since?: string;
  /** What would be wrong without them. */
  readonly reasons?: readonly RetentionReason[];
}

const forEver = (rows: readonly string[], ...reasons: readonly RetentionReason[]): Retention => ({
  rows,
  keeps: 'for ever',
  ...(reasons.length === 0 ? {} : { reasons }),
});

/**
 * How long each kind of record is kept (E4): the only list of it. A test holds it against the declaration of every row and against the table
 * for operators. What finance, an agreement or an audit rests on never expires.
 */
export const retentionTable = {
  agreements: forEver(['Agreement', 'Outage', 'ServiceImpairments', 'BreachNotice'], 'agreement'),
  windows: forEver(['Window', 'ServiceWindow', 'Reservation', 'ReservationVersion'], 'agreement', 'audit'),
  changes: forEver(
    [
      ...['Change', 'ChangeComment', 'ChangeOutcome', 'Decision', 'WithdrawnDecision', 'ScopeChunk', 'WorkflowRun', 'DonePrompt'],
      ...['Naming', 'LastNaming'],
    ],
    'agreement',
    'audit',
  ),
  'audit-events': forEver(['Event'], 'audit'),
  register: forEver(
    [
      ...['Asset', 'AssetFact', 'Book', 'Category', 'Class', 'Assignment', 'HeldAsset', 'Pool', 'UnauthorizedChange', 'ConfigurationItem'],
      ...['MergedFacet', 'Edges', 'Posting', 'ListedValue', 'WordPosting'],
    ],
    'finance',
  ),
  'history-of-items': forEver(['ItemVersion', 'LooseHead', 'FormerDependant'], 'audit'),
  costs: forEver(['AssetCost', 'VendorContract', 'ContractShare'], 'finance'),
  licenses: forEver(['Term', 'LicenseUse', 'DayOfUse', 'Seat'], 'finance'),
  'seats-now': forEver(['TakenSeat', 'HeldSeat']),
  'access-history': forEver(['PastAccess'], 'audit'),
  people: forEver([
    ...['Person', 'Team', 'ContactGroup', 'Client', 'ApprovalPolicy', 'ChangeTemplate', 'Delegation', 'DelegationList', 'SignIn'],
    ...['Credential', 'Monitor', 'Truncation'],
  ]),
  calendars: forEver(['Freeze', 'MaintenanceHours', 'CalendarVersion', 'PatchSchedule', 'CalendarFeed']),
  reminders: forEver(['Reminder']),
  drift: forEver(['Drift']),
  sightings: forEver(['CiSighting']),
  'work-in-progress': forEver(['OpenEpisode', 'Due']),
  progress: forEver(['SweepCursor', 'NoticedRestore']),
  alerts: { rows: ['Episode', 'Hold', 'AlertOutage'], keeps: 'episodes', since: 'the alert is over' },
  deliveries: { rows: ['Delivery'], keeps: 'deliveries', since: 'it was sent, or could no longer be sent' },
  'closed-alerts': { rows: ['ClosedEpisode'], keeps: 'closed', since: 'the recovery' },
  'scope-of-unused-windows': { rows: ['ScopeEntry'], keeps: 'scope', since: 'the window was withdrawn before it came into force' },
  mails: { rows: ['SentMail', 'MailReference', 'RequestBurst', 'AddressChange'], keeps: 'mails', since: 'the mail' },
  codes: { rows: ['ApprovalCodes', 'AcceptanceCodes'], keeps: 'codes', since: 'the last code' },
  'unmapped-alerts': { rows: ['UnmappedAlerts'], keeps: 'unmapped', since: 'the last alert' },
  names: { rows: ['Alias', 'Guard'], keeps: 315, since: 'the name was given up' },
  links: { rows: ['ApprovalLink', 'AcceptanceLink'], keeps: 7, since: 'it can no longer be used' },
  'idempotency-keys': { rows: ['IdempotencyRecord'], keeps: 1, since: 'the request' },
  'pending-deliveries': { rows: ['PendingDelivery'], keeps: 17, since: 'it was queued' },
  'imports-and-exports': { rows: ['Import', 'ImportResult', 'ImportClaim', 'Export'], keeps: 90, since: 'it was begun' },
  'receivers-of-deleted-monitors': { rows: ['RetiredReceiver'], keeps: 45, since: 'the monitor was deleted' },
} as const satisfies Readonly<Record<string, Retention>>;

/** How long a kind of record is kept. */
export interface RetentionRow {
  readonly kind: string;
  /** A duration of ISO 8601 in days. Null for ever. */
  readonly keptFor: string | null;
  readonly expires: boolean;
  readonly since?: string | undefined;
  readonly reasons: readonly RetentionReason[];
  readonly rows: readonly string[];
}

/** The retention of every kind with the settings of a stage. */
export const retentionRows = (days: RetentionDays): readonly RetentionRow[] =>
  Object.entries<Retention>(retentionTable).map(([kind, { rows, keeps, since, reasons = [] }]) => {
    const keptDays = typeof keeps === 'string' && keeps !== 'for ever' ? days[keeps] : keeps;
    const expires = keptDays !== 'for ever';
    return { kind, keptFor: expires ? `P${keptDays}D` : null, expires, since, reasons, rows };
  });
