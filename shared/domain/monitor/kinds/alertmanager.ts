import * as z from 'zod';
import type { Instant } from '../../clock.ts';
import type { AliasKey } from '../../configuration-item/alias.ts';
import { withoutPort } from '../../host-name.ts';
import { lazily, type Shape } from '../../lazily.ts';
import { unstorableReason } from '../alert-labels.ts';
import type { AlertLabels } from '../received-alert.ts';
import { isIncomplete, readAlert } from './alertmanager-alert.ts';
import { type AlertMessage, defineMonitorKind, type LabelReference, type MonitorSetup } from './monitor-kind.ts';

/**
 * The message of Alertmanager's webhook, version 4. Every alert is parsed by itself, so that one unreadable alert does not lose the others
 * (M1). The status at the top belongs to the group and is ignored.
 */
const AlertmanagerMessage = lazily(() =>
  z
    .looseObject({ truncatedAlerts: z.coerce.number().catch(0).default(0), alerts: z.array(z.unknown()) })
    .meta({ id: 'AlertmanagerMessage' }),
);

const withoutLabels = 'an alert needs at least one label with a value, such as "labels": { "alertname": "HostDown", "ci": "web-1" }';

/** A whole number that can be stored, whatever was sent. */
const countOf = (value: number): number => Math.min(Math.max(Math.ceil(value), 0), Number.MAX_SAFE_INTEGER);

const readMessage = ({ alerts, truncatedAlerts, externalURL }: Shape<typeof AlertmanagerMessage>, now: Instant): AlertMessage => {
  const read = alerts.map((alert) => readAlert(alert, externalURL, now));
  const incomplete = read.flatMap((alert, index) =>
    alert !== undefined && isIncomplete(alerts[index]) ? [{ index, reason: unstorableReason }] : [],
  );
  return {
    alerts: read.filter((alert) => alert !== undefined),
    unreadable: read.flatMap((alert, index) => (alert === undefined ? [{ index, reason: withoutLabels }] : [])),
    ...(incomplete.length > 0 ? { incomplete } : {}),
    truncated: countOf(truncatedAlerts),
  };
};

const defaultSchemes = ['prometheus:instance', 'hostname'] as const;

const aliasesOf = (value: string): readonly AliasKey[] => defaultSchemes.map((scheme) => ({ scheme, value }));

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
        # A message must contain every alert of its group: nobody is told about those that it leaves out.
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
  defaultSchemes,
  advice: { truncated: 'set max_alerts: 0' },
});
