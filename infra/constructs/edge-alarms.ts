import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { AlarmSet, filled, sumOf } from './alarm-set.ts';
import { AlarmTopic } from './alarm-topic.ts';
import { ownAlarmPrefix } from './own-alarms.ts';
import { blockedRequests } from './web-acl.ts';

export interface EdgeAlarmsProps {
  readonly stage: Stage;
}

/** More refused requests than this in five minutes are a flood. Every public name is visited by scanners, which send fewer. */
const flood = 1_000;

/** The alarms on what WAF refuses. They have a topic of their own, because an alarm tells topics of its own region only. */
export class EdgeAlarms extends Construct {
  readonly topic: sns.ITopic;

  constructor(scope: Construct, id: string, { stage }: EdgeAlarmsProps) {
    super(scope, id);
    this.topic = new AlarmTopic(this, 'Topic', { stage, subject: 'alarms about its edge' }).topic;
    const alarms = new AlarmSet(this, { prefix: ownAlarmPrefix(stage), topic: this.topic });
    const ofAlerts = (['AlertsWithoutToken', 'AlertFlood'] as const).map((rule) => blockedRequests(stage, rule));
    alarms.above('Edge refuses alerts', sumOf('Refused requests with alerts', ofAlerts), 0, filled);
    alarms.above('Edge refuses requests', blockedRequests(stage, 'ALL'), flood);
  }
}
