/** The status of a resource, by the kind of its change. */
const statusOf = { CREATE: 'ResourceDiscovered', UPDATE: 'OK', DELETE: 'ResourceDeleted' } as const;
type ChangeKind = keyof typeof statusOf;

/** A resource as AWS Config names it. */
export interface ConfigResource {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string;
  readonly ARN: string | null;
}

/** A property that was changed: what it was, and what it is now. */
export interface ChangedProperty {
  readonly previousValue: unknown;
  readonly updatedValue: unknown;
  readonly changeType: ChangeKind;
}

/** What AWS Config saw of a resource. */
export interface SeenResource {
  readonly resource: ConfigResource;
  readonly account: string;
  readonly region: string;
  /** When AWS Config saw it. */
  readonly at: string;
  readonly changeType: ChangeKind;
  /** Usually the one that belongs to the kind of the change. */
  readonly status?: string | undefined;
}

interface SeenChange extends SeenResource {
  readonly changed: Readonly<Record<string, ChangedProperty>>;
  /** Null if the resource was deleted. */
  readonly configuration: object | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** What a notification says of the resource itself, be it complete or a summary. */
export const resourceFields = ({ resource, account, region, at, changeType, status = statusOf[changeType] }: SeenResource) => ({
  configurationItemVersion: '1.3',
  configurationItemCaptureTime: at,
  configurationStateId: Date.parse(at),
  awsAccountId: account,
  configurationItemStatus: status,
  resourceType: resource.resourceType,
  resourceId: resource.resourceId,
  resourceName: resource.resourceName ?? null,
  ARN: resource.ARN,
  awsRegion: region,
  availabilityZone: null,
  configurationStateMd5Hash: '',
  resourceCreationTime: '2026-01-12T08:30:00.000Z',
});

/**
 * The notification of AWS Config that a resource was changed: the detail of an event, and the file of an oversized one. (AWS Config developer
 * guide, "Example Configuration Item Change Notifications".)
 */
export const changeNotification = ({ changed, configuration, tags, ...seen }: SeenChange) => ({
  recordVersion: '1.3',
  messageType: 'ConfigurationItemChangeNotification',
  configurationItemDiff: { changedProperties: changed, changeType: seen.changeType },
  notificationCreationTime: seen.at,
  configurationItem: {
    relatedEvents: [],
    relationships: [{ resourceId: 'vpc-0123456789abcdef0', resourceType: 'AWS::EC2::Vpc', name: 'Is contained in Vpc' }],
    configuration,
    supplementaryConfiguration: {},
    tags,
    ...resourceFields(seen),
  },
});
