import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { eventSource, routes } from '../../shared/events/names.ts';
import type { Functions } from './functions.ts';
import { type Mail, mailFeedback } from './mail.ts';

export interface EventRoutesProps {
  readonly bus: events.IEventBus;
  /** The functions. Their triggers say which rules invoke them. */
  readonly functions: Pick<Functions, 'triggeredBy'>;
  readonly releases: sqs.IQueue;
  /** Receives the state changes of CloudWatch alarms. */
  readonly alarmEvents: sqs.IQueue;
  /** Receives the changes of resources that AWS Config saw. */
  readonly configEvents: sqs.IQueue;
  readonly mail: Mail;
  /** The beginning of the ARN of each alarm about Quiesce itself. */
  readonly ownAlarms: string;
  /** Receives events that could not be delivered. The attributes of a message name the rule and the target. */
  readonly undelivered: sqs.IQueue;
}

/**
 * The rules that deliver our events to their consumers (`shared/events/names.ts`), the rules for what SES reports about mails, for the state changes of
 * CloudWatch alarms and for the changes that AWS Config saw, and the schedule of the sweep.
 */
export class EventRoutes extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { bus, functions, releases, alarmEvents, configEvents, mail, ownAlarms, undelivered }: EventRoutesProps,
  ) {
    super(scope, id);
    // Retries last a day. They are harmless because consumers are idempotent by state (E1), and the sweep has done the work of older
    // events.
    const lasting = { retryAttempts: 185, maxEventAge: Duration.hours(24), deadLetterQueue: undelivered };
    const to = (handler: lambda.IFunction) => new targets.LambdaFunction(handler, lasting);
    const ours = (name: string, names: readonly string[], to: readonly events.IRuleTarget[]) =>
      new events.Rule(this, name, {
        eventBus: bus,
        eventPattern: { source: [eventSource], detailType: [...names] },
        targets: [...to],
      });

    ours('Workflow', routes.workflow, functions.triggeredBy('workflow-events').map(to));
    ours('Notify', routes.notify, functions.triggeredBy('notify-events').map(to));
    ours('Release', routes.release, [new targets.SqsQueue(releases, lasting)]);

    // SES puts the events of all mail of the account on the default bus. Those of this stage's mails name its configuration set (P8).
    new events.Rule(this, 'MailFeedback', {
      eventPattern: {
        source: ['aws.ses'],
        detailType: [...mailFeedback.detailTypes],
        detail: { mail: { tags: { 'ses:configuration-set': [mail.configurationSetName] } } },
      },
      targets: functions.triggeredBy('mail-feedback').map(to),
    });

    // CloudWatch puts its events on the default bus, and other accounts forward theirs to it. An alarm about Quiesce must not depend on it. They
    // wait in a queue, because nobody sends them again, and an asynchronous invocation is tried for a few minutes only (S10).
    new events.Rule(this, 'AlarmStates', {
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        resources: events.Match.anythingButPrefix(ownAlarms),
      },
      targets: [new targets.SqsQueue(alarmEvents, lasting)],
    });

    // AWS Config puts its events on the default bus, and other accounts forward theirs to it. It delivers each once, if it can (C7).
    new events.Rule(this, 'ResourceChanges', {
      eventPattern: { source: ['aws.config'], detailType: ['Config Configuration Item Change'] },
      targets: [new targets.SqsQueue(configEvents, lasting)],
    });

    // There is no retry, because the next run starts a minute later.
    const once = { retryAttempts: 0, maxEventAge: Duration.minutes(1), deadLetterQueue: undelivered };
    new events.Rule(this, 'EachMinute', {
      schedule: events.Schedule.rate(Duration.minutes(1)),
      targets: functions.triggeredBy('minute').map((handler) => new targets.LambdaFunction(handler, once)),
    });

    // The run of the next hour does what this one could not.
    new events.Rule(this, 'EachHour', {
      schedule: events.Schedule.cron({ minute: '20' }),
      targets: functions
        .triggeredBy('hour')
        .map(
          (handler) =>
            new targets.LambdaFunction(handler, { retryAttempts: 2, maxEventAge: Duration.hours(1), deadLetterQueue: undelivered }),
        ),
    });
  }
}
