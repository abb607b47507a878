import type { Monitor } from '../../domain/monitor/monitor.ts';

/**
 * What to paste into Alertmanager (M1): all alerts come through us, none left out of a message, and a Watchdog goes by a way of its own,
 * so that on-call hears when this one is down.
 */
export const setupText = (
  { id, groupIntervalSeconds, repeatIntervalSeconds }: Monitor,
  token: string,
  publicUrl: string,
): string => `# alertmanager.yml
route:
  receiver: quiesce
  group_interval: ${groupIntervalSeconds}s
  repeat_interval: ${repeatIntervalSeconds}s
  routes:
    # Beside Quiesce a way that does not pass through it, for what tells that all is well. Fill in "direct" before you need it.
    - matchers: ['alertname=~"Watchdog|DeadMansSwitch"']
      receiver: direct
      continue: true
    - receiver: quiesce
receivers:
  - name: quiesce
    webhook_configs:
      - url: ${publicUrl}/v1/monitors/${id}/alerts
        send_resolved: true
        # Every alert of a group has to be in the message: a shortened one is refused.
        max_alerts: 0
        http_config:
          follow_redirects: false
          authorization:
            credentials: ${token}
  - name: direct
    # Your pager or chat, reached without us.
`;
