import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { AliasScheme } from '../configuration-item/alias.ts';
import { lazily, type Shape } from '../lazily.ts';
import { patchOf, type ResourceDefinition, type ResourceOf, type ResourceRepository } from '../resource/define-resource.ts';
import { ExactLine, foldedForm, WebAddress } from '../text.ts';
import { Name, Reference } from '../values.ts';
import type { MatcherHistory } from './former-matchers.ts';
import { defaultKindName, kindNamed, monitorKindNames } from './kinds/kinds.ts';

/**
 * The grace period of a monitor, in milliseconds. In it, recoveries can still arrive after a window. If it is not set, the kind of the monitor
 * says how late recoveries arrive: with most kinds with the next group interval, so the default is that interval plus ten seconds (S11).
 */
export type GracePeriod = Pick<Monitor, 'kind' | 'graceSeconds' | 'groupIntervalSeconds'>;
export const graceOf = ({ kind, graceSeconds, groupIntervalSeconds }: GracePeriod): number =>
  (graceSeconds ?? kindNamed(kind).graceSeconds ?? groupIntervalSeconds + 10) * 1_000;

/** The longest group interval and the longest grace period that a monitor may set, in seconds. */
const longestSetting = 3_600;
/** The longest grace period that a monitor can have, in milliseconds. */
export const longestGrace = graceOf({ kind: defaultKindName, groupIntervalSeconds: longestSetting });

/** A rule of the mapping: the label that names a CI, and the scheme of the alias. */
export const mappingRule = () =>
  z.strictObject({
    label: ExactLine().min(1).max(100),
    scheme: ExactLine().min(1).max(64),
    optional: z.boolean().optional().meta({
      description:
        'Whether the rule may find nothing. An alert that has the label of another rule, and whose value names no CI, is never suppressed',
    }),
  });

/** A rule as callers send it. */
const mappingRuleDraft = () => mappingRule().extend({ scheme: AliasScheme() });

/** The fields of a monitor that callers set, other than its mapping and its receiver. */
export const monitorFields = () => ({
  name: Name(),
  kind: z.enum(monitorKindNames).default(defaultKindName),
  mode: z
    .enum(['enforce', 'observe'])
    .default('enforce')
    .meta({ description: 'A monitor in observe lets every alert out and records what would have happened in enforce' }),
  groupIntervalSeconds: z.int().min(1).max(longestSetting).default(300),
  graceSeconds: z.int().min(0).max(longestSetting).optional(),
  preExisting: z.enum(['remind', 'quiet']).default('remind'),
  neverSuppress: z.array(ExactLine().min(1).max(500)).max(50).optional().meta({
    description:
      'Matchers in the notation of Alertmanager. An alert that all of them match is never suppressed. An empty list matches no alert. Alerts named Watchdog or DeadMansSwitch and alerts with severity="security" are never suppressed, whatever the matchers',
  }),
  outage: z.array(ExactLine().min(1).max(500)).max(50).optional().meta({
    description:
      'Matchers in the notation of Alertmanager. An alert that all of them match is an outage of the services that are down or degraded by it, from its start to its end. An empty list matches no alert',
  }),
  ownerTeam: Reference().optional().meta({
    description:
      'The team that is told what concerns the monitor, such as alerts that it leaves out. If it is not set, the admins are told',
  }),
  repeatIntervalSeconds: z.int().min(60).max(2_592_000).default(14_400),
  accounts: z
    .array(z.string().regex(/^\d{12}$/, 'an AWS account: twelve digits'))
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'The AWS accounts whose alarms the monitor takes. Only for the kind cloudwatch, which needs it' }),
  regions: z
    .array(z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, 'an AWS region, such as eu-central-1'))
    .min(1)
    .max(50)
    .optional()
    .meta({ description: 'The AWS regions whose alarms the monitor takes. Only for the kind cloudwatch, which needs it' }),
});

const topicArn = () =>
  z
    .string()
    .regex(
      /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(\.fifo)?$/,
      'the ARN of a topic, such as arn:aws:sns:eu-central-1:123456789012:pages',
    );
const webhookSecret = () =>
  z
    .string()
    .regex(
      /^whsec_(?=.{24,200}$)([A-Za-z0-9+/]{4})+([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
      'a secret that is whsec_ followed by base64',
    );

/** The fields of a receiver other than a webhook's secret, by the kind of the receiver. */
export const webhookFields = () => ({ kind: z.literal('webhook').default('webhook'), url: WebAddress() });
export const topicReceiver = () => z.strictObject({ kind: z.literal('sns'), topicArn: topicArn() });

/** Where alerts go. Without a secret for a webhook, one is generated and shown only once. */
const receiverDraft = () =>
  z.discriminatedUnion('kind', [z.strictObject({ ...webhookFields(), secret: webhookSecret().optional() }), topicReceiver()]);

/** The body of POST. */
export const MonitorDraft = lazily(() =>
  z
    .strictObject({ ...monitorFields(), mapping: z.array(mappingRuleDraft()).max(20).optional(), receiver: receiverDraft() })
    .meta({ id: 'MonitorDraft' }),
);
export type MonitorDraft = Shape<typeof MonitorDraft>;

/** The fields of a receiver of any kind, as a patch may have them. */
const receiverPatch = () =>
  z.strictObject({ kind: z.enum(['webhook', 'sns']), url: WebAddress(), secret: webhookSecret(), topicArn: topicArn() });

export const MonitorPatch = lazily(() => patchOf({ ...MonitorDraft().shape, receiver: receiverPatch() }).meta({ id: 'MonitorPatch' }));

/** Where the alerts of a monitor go. A webhook's secret is encrypted (M5). */
export type AlertReceiver =
  | (z.output<z.ZodObject<ReturnType<typeof webhookFields>>> & { readonly sealedSecret: string })
  | z.output<ReturnType<typeof topicReceiver>>;

/**
 * A monitor. Its mapping rules have the time at which they were added (W1). `defaultMappingSince` is when the mapping was set back to the
 * default; without it, the default mapping is as old as the monitor. `enforcedSince` is when it was switched from observe to enforce.
 */
export type Monitor = ResourceOf<typeof monitorFields> &
  MatcherHistory & {
    readonly defaultMappingSince?: Instant | undefined;
    readonly enforcedSince?: Instant | undefined;
    readonly mapping?: readonly (Shape<typeof mappingRule> & { readonly addedAt: Instant })[] | undefined;
    readonly receiver: AlertReceiver;
  };

/**
 * The definition for the code that declared resources share. A monitor has fields beside its draft: the times of its mapping rules, and its
 * sealed secret.
 */
export const Monitors: ResourceDefinition = {
  noun: 'monitor',
  plural: 'monitors',
  title: 'Monitor',
  draft: MonitorDraft,
  patch: MonitorPatch,
  unique: (monitor) => [{ scheme: 'name', value: foldedForm((monitor as Monitor).name) }],
};

export type MonitorRepository = ResourceRepository<Monitor>;

/** Encrypts the secret of a monitor. The monitor's id is the encryption context, so a text can be decrypted only for its monitor (M5). */
export interface Sealer {
  seal(text: string, monitor: string): Promise<string>;
  open(sealed: string, monitor: string): Promise<string>;
}
