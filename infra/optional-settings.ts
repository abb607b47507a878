/** Settings that a deployment may leave out. */
export interface OptionalSettings {
  /**
   * Who hears the alarms about Quiesce itself: an e-mail address, or an https endpoint that confirms subscriptions of SNS, such as that of a
   * pager. It must not depend on Quiesce. @default only those who subscribe to the topic `AlarmTopicArn` themselves
   */
  readonly onCall?: string;
  /** What the account may cost in a month, in US$. @default no budget */
  readonly monthlyBudget?: number;
  /**
   * The bucket to which AWS Config delivers. The files of notifications that are too large for an event are read from it, and from no other
   * (C7). @default none: such a notification is taken by its summary
   */
  readonly configBucket?: string;
}

/** The same settings as text, as they come with a deployment. */
export interface OptionalContext {
  readonly onCall?: string;
  /** In US$. @default 100 in prod */
  readonly monthlyBudget?: string;
  /** The name of the bucket to which AWS Config delivers. @default its files are not read */
  readonly configBucket?: string;
}

/** Who hears the alarms about Quiesce itself. @throws Error unless it is an e-mail address or an https address */
export const onCallSetting = (stage: string, { onCall }: OptionalContext, isRequired = false): Pick<OptionalSettings, 'onCall'> => {
  if (onCall === undefined && !isRequired) return {};
  if (onCall !== undefined && (/^https:\/\/[^\s]+$/.test(onCall) || /^[^\s@:/]+@[^\s@]+$/.test(onCall))) return { onCall };
  throw new Error(
    `stage ${stage} needs who is on call for Quiesce itself: got ${JSON.stringify(onCall)}, ` +
      'give --context onCall=someone@example.com or --context onCall=https://…',
  );
};

/** What the account may cost in a month. @throws Error unless it is an amount */
export const budgetSetting = (
  stage: string,
  { monthlyBudget: given }: OptionalContext,
  standard?: string,
): Pick<OptionalSettings, 'monthlyBudget'> => {
  const text = given ?? standard;
  if (text === undefined) return {};
  const monthlyBudget = Number(text);
  if (monthlyBudget > 0 && Number.isFinite(monthlyBudget)) return { monthlyBudget };
  throw new Error(`stage ${stage} needs an amount in US$ as monthlyBudget: got ${JSON.stringify(text)}, give --context monthlyBudget=100`);
};

/** The bucket to which AWS Config delivers. @throws Error unless it is the name of a bucket */
export const configBucketSetting = (stage: string, { configBucket }: OptionalContext): Pick<OptionalSettings, 'configBucket'> => {
  if (configBucket === undefined) return {};
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(configBucket)) return { configBucket };
  throw new Error(
    `stage ${stage} needs the name of a bucket as configBucket: got ${JSON.stringify(configBucket)}, give --context configBucket=my-config-bucket`,
  );
};
