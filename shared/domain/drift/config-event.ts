import * as z from 'zod';
import { type Instant, minute, plus } from '../clock.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import { lazily } from '../lazily.ts';
import { Time } from '../values.ts';
import { type ChangedProperty, type Differences, propertyDifferences } from './changed-properties.ts';

/** What happened to a resource, as AWS Config says it. */
export const resourceChanges = ['CREATE', 'UPDATE', 'DELETE'] as const;
export type ResourceChange = (typeof resourceChanges)[number];

/** What AWS Config saw of one resource at one time. */
export interface Observation extends Differences {
  /** The ARN of the resource. A few types of resources have none. */
  readonly arn?: string | undefined;
  readonly resourceType: string;
  readonly capturedAt: Instant;
  readonly changeType: ResourceChange;
  /** Whether AWS Config says only that it does not record the resource any more. */
  readonly isUnrecorded: boolean;
  /** The top level of the resource's configuration, and its tags. Empty if it is gone, or if the event has only a summary. */
  readonly configuration: JsonObject;
  /** Where the complete notification lies in Amazon S3, as `bucket/key`, if the event has only a summary. */
  readonly stored?: string | undefined;
}

/** How far the clock of AWS Config may be ahead of ours. */
const aheadAtMost = 5 * minute;

/**
 * An observation as it is received now. One with a time further ahead than clocks differ counts as seen now: otherwise everything that is seen of
 * the resource until that time would be taken for older, and ignored.
 */
export const asReceivedAt = <Seen extends Observation>(observation: Seen, now: Instant): Seen =>
  observation.capturedAt > plus(now, aheadAtMost) ? { ...observation, capturedAt: now } : observation;

/** What was seen of a resource that has an ARN. Only such a resource is found among the aliases of CIs. */
export type LocatedObservation = Observation & { readonly arn: string };

/**
 * Whether an observation is a difference. The first time that AWS Config names a resource as created, it has begun to record it, and what it was
 * before is not known. A resource that is created later has been gone.
 */
export const isDifference = ({ changeType, isUnrecorded }: Observation, isKnown: boolean): boolean =>
  !isUnrecorded && (changeType !== 'CREATE' || isKnown);

const accountForm = /^\d{12}$/;

/** The fields that a complete configuration item and a summary share. */
const ofItem = () => ({
  awsAccountId: z.string().regex(accountForm),
  resourceType: z.string().min(1).max(200),
  ARN: z.string().min(1).max(2_000).nullish(),
  configurationItemCaptureTime: Time(),
  configurationItemStatus: z.string(),
});

/** A complete notification: the `detail` of an event, and the content of the file that an oversized one names. */
const Notification = lazily(() =>
  z.object({
    messageType: z.literal('ConfigurationItemChangeNotification'),
    configurationItemDiff: z
      .object({
        changeType: z.enum(resourceChanges),
        changedProperties: z
          .record(z.string(), z.object({ previousValue: z.unknown(), updatedValue: z.unknown() }) satisfies z.ZodType<ChangedProperty>)
          .nullish(),
      })
      .nullish(),
    configurationItem: z.object({
      ...ofItem(),
      configuration: z.unknown(),
      tags: z.record(z.string(), z.string().nullable()).nullish(),
    }),
  }),
);

/** The notification about a configuration item that is too large for an event. */
const OversizedNotification = lazily(() =>
  z.object({
    messageType: z.literal('OversizedConfigurationItemChangeNotification'),
    configurationItemSummary: z.object({ ...ofItem(), changeType: z.enum(resourceChanges) }),
    s3DeliverySummary: z.object({ s3BucketLocation: z.string().nullish() }).nullish(),
  }),
);

/** A change of a resource, as AWS Config puts it on the event bus. (AWS Config developer guide, "Monitoring AWS Config with EventBridge".) */
const ConfigEvent = lazily(() =>
  z.object({
    source: z.literal('aws.config'),
    'detail-type': z.literal('Config Configuration Item Change'),
    account: z.string().regex(accountForm),
    detail: z.discriminatedUnion('messageType', [Notification(), OversizedNotification()]),
  }),
);

type ItemFields = z.output<z.ZodObject<ReturnType<typeof ofItem>>>;

/** What becomes of a resource by its status, if the notification does not say what changed. */
const changeOfStatus = (status: string): ResourceChange => {
  if (status.startsWith('ResourceDeleted')) return 'DELETE';
  return status === 'ResourceDiscovered' ? 'CREATE' : 'UPDATE';
};

const observed = ({ ARN, resourceType, configurationItemCaptureTime, configurationItemStatus }: ItemFields) => ({
  ...(ARN == null ? {} : { arn: ARN }),
  resourceType,
  capturedAt: configurationItemCaptureTime,
  isUnrecorded: configurationItemStatus === 'ResourceNotRecorded',
});

const ofNotification = ({ configurationItemDiff, configurationItem }: z.output<ReturnType<typeof Notification>>): Observation => {
  const { configuration, tags, configurationItemStatus } = configurationItem;
  return {
    ...observed(configurationItem),
    changeType: configurationItemDiff?.changeType ?? changeOfStatus(configurationItemStatus),
    configuration: { ...(isObject(configuration) ? configuration : {}), ...(tags ? { tags } : {}) },
    ...propertyDifferences(configurationItemDiff?.changedProperties ?? {}),
  };
};

const ofSummary = (notification: z.output<ReturnType<typeof OversizedNotification>>): Observation => {
  const { configurationItemSummary: summary, s3DeliverySummary } = notification;
  const stored = s3DeliverySummary?.s3BucketLocation;
  return {
    ...observed(summary),
    ...{ changeType: summary.changeType, configuration: {}, differences: [], isIncomplete: true },
    ...(stored == null ? {} : { stored }),
  };
};

/** Whether the configuration item belongs to an account: it says so, and so does its ARN, if its ARN has an account at all. */
const belongsTo = (account: string, { awsAccountId, ARN }: ItemFields): boolean =>
  awsAccountId === account && (ARN == null || ['', account].includes(ARN.split(':')[4] ?? ''));

/**
 * Reads a change of a resource from an event of AWS Config. The event bus fills in the account that sent it. Returns `undefined` for anything
 * else: another event, one without a configuration item, or one that speaks about a resource of another account.
 */
export const readConfigEvent = (event: unknown): Observation | undefined => {
  const parsed = ConfigEvent().safeParse(event);
  if (!parsed.success) return undefined;
  const { account, detail } = parsed.data;
  const isOversized = detail.messageType === 'OversizedConfigurationItemChangeNotification';
  if (!belongsTo(account, isOversized ? detail.configurationItemSummary : detail.configurationItem)) return undefined;
  return isOversized ? ofSummary(detail) : ofNotification(detail);
};

/** The observation with what the file of an oversized notification says. A file about another resource, or another time, adds nothing. */
export const completedBy = (summary: Observation, file: unknown): Observation => {
  const parsed = Notification().safeParse(file);
  if (!parsed.success) return summary;
  const complete = ofNotification(parsed.data);
  return complete.arn === summary.arn && complete.capturedAt === summary.capturedAt ? complete : summary;
};
