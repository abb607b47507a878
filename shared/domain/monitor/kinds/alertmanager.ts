import * as z from 'zod';
import type { Instant } from '../../clock.ts';
import type { AliasKey } from '../../configuration-item/alias.ts';
import { lazily, type Shape } from '../../lazily.ts';
import { sha256 } from '../../sha256.ts';
import { isOrdinary } from '../../values.ts';
import { type AlertLabels, type ReceivedAlert, withoutPort } from '../received-alert.ts';
import { type AlertMessage, defineMonitorKind, type LabelReference, type MonitorSetup } from './monitor-kind.ts';

/**
 * The message of Alertmanager's webhook, version 4. Every alert is parsed by itself, so that one unreadable alert does not lose the others
 * (M1). The status at the top belongs to the group and is ignored.
 */
const AlertmanagerMessage = lazily(() =>
  z.looseObject({ truncatedAlerts: z.coerce.number().default(0), alerts: z.array(z.unknown()) }).meta({ id: 'AlertmanagerMessage' }),
);

/** Times before this are Go's zero time: the alert has no end. */
const earliestTime = '0002';
/** Longer fingerprints are hashed, so that each fits into a key of the table. */
const longestFingerprint = 200;
/** Longer links are left out, because a shortened link does not work and the episode must stay small. */
const longestLink = 4_096;

/** Any RFC 3339 time, also with nanoseconds, converted to milliseconds. Years after 9999 are rejected, because they do not sort as text. */
const instant = () =>
  z.string().transform((text, context): Instant => {
    const at = new Date(text);
    if (/^\d{4}-\d{2}-\d{2}T/.test(text) && isOrdinary(at)) return at.toISOString();
    context.addIssue({ code: 'custom', message: 'not a valid time' });
    return z.NEVER;
  });

const text = () => z.union([z.string(), z.number(), z.boolean()]).transform(String);
/** Labels or annotations. An entry without a name carries no information and cannot be stored. */
const labels = () =>
  z
    .record(z.string(), text())
    .transform((entries) => Object.fromEntries(Object.entries(entries).filter(([name]) => name !== '')))
    .nullish();

const Alert = lazily(() =>
  z.looseObject({
    status: z.enum(['firing', 'resolved']),
    labels: labels(),
    annotations: labels(),
    startsAt: instant().optional(),
    endsAt: instant().optional(),
    fingerprint: z.string().nullish(),
  }),
);

/** Alertmanager identifies an alert by its labels. An alert without a fingerprint gets a hash of them. */
const fingerprintOf = (fingerprint: string | null | undefined, labels: AlertLabels): string => {
  if (!fingerprint) return sha256(JSON.stringify(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)))).slice(0, 32);
  return fingerprint.length > longestFingerprint ? sha256(fingerprint) : fingerprint;
};

const isSet = (at: Instant | undefined): at is Instant => at !== undefined && at > earliestTime;

const isLink = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= longestLink;

/** The alert, or `undefined` if it cannot be read. `externalURL` is a field of the whole message. */
const readAlert = (alert: unknown, externalURL: unknown, now: Instant): ReceivedAlert | undefined => {
  const parsed = Alert().safeParse(alert);
  if (!parsed.success) return undefined;
  const { status, fingerprint, startsAt, endsAt, generatorURL } = parsed.data;
  const labels = parsed.data.labels ?? {};
  return {
    fingerprint: fingerprintOf(fingerprint, labels),
    status,
    labels,
    annotations: parsed.data.annotations ?? {},
    startsAt: isSet(startsAt) ? startsAt : now,
    endsAt: isSet(endsAt) ? endsAt : now,
    ...(isLink(generatorURL) ? { generatorURL } : {}),
    ...(isLink(externalURL) ? { externalURL } : {}),
  };
};

const readMessage = ({ alerts, truncatedAlerts, externalURL }: Shape<typeof AlertmanagerMessage>, now: Instant): AlertMessage => {
  const readable = alerts.flatMap((alert) => readAlert(alert, externalURL, now) ?? []);
  return { alerts: readable, unreadable: alerts.length - readable.length, truncated: truncatedAlerts };
};

const aliasesOf = (value: string): readonly AliasKey[] => ['prometheus:instance', 'hostname'].map((scheme) => ({ scheme, value }));

/** Reads the label `ci`, or without it the label `instance` with and without its port. */
const defaultMapping = ({ ci, instance }: AlertLabels): LabelReference => ({
  ci,
  aliases: instance ? [...aliasesOf(instance), ...aliasesOf(withoutPort(instance))] : [],
});

/**
 * The configuration sends every alert to Quiesce, and no message leaves alerts out. Watchdog alerts also go directly to a second receiver,
 * so that the people on call notice when Quiesce itself is down.
 */
const setupText = ({ id, groupIntervalSeconds, repeatIntervalSeconds, token, publicUrl }: MonitorSetup): string => `# alertmanager.yml
route:
  receiver: quiesce
  group_interval: ${groupIntervalSeconds}s
  repeat_interval: ${repeatIntervalSeconds}s
  routes:
    # Watchdog alerts also go to a receiver that does not depend on Quiesce. Fill in "direct" before you need it.
    - matchers: ['alertname=~"Watchdog|DeadMansSwitch"']
      receiver: direct
      continue: true
    - receiver: quiesce
receivers:
  - name: quiesce
    webhook_configs:
      - url: ${publicUrl}/v1/monitors/${id}/alerts
        send_resolved: true
        # A message must contain every alert of its group: Quiesce refuses a truncated one.
        max_alerts: 0
        http_config:
          follow_redirects: false
          authorization:
            credentials: ${token}
  - name: direct
    # Your pager or chat, called by Alertmanager itself.
`;

export const alertmanager = defineMonitorKind({
  name: 'alertmanager',
  payload: AlertmanagerMessage,
  readPayload: readMessage,
  setupText,
  defaultMapping,
  advice: { truncated: 'set max_alerts: 0' },
});
