import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { eventSource, routes } from '../../shared/events/names.ts';

export interface EventRoutesProps {
  readonly bus: events.IEventBus;
  readonly workflow: lambda.IFunction;
  readonly notify: lambda.IFunction;
  readonly releases: sqs.IQueue;
  readonly sweep: lambda.IFunction;
  /** Gets what could not be delivered; the message's attributes name rule and target. */
  readonly undelivered: sqs.IQueue;
}

/** Who is told of what: our events by `shared/events/names.ts`, bounced mails, and the minute. */
export class EventRoutes extends Construct {
  constructor(scope: Construct, id: string, props: EventRoutesProps) {
    super(scope, id);
    // A day: consumers are idempotent by state (E1), and later than that the sweep has long done it.
    const care = { retryAttempts: 185, maxEventAge: Duration.hours(24), deadLetterQueue: props.undelivered };
    const to = (handler: lambda.IFunction) => new targets.LambdaFunction(handler, care);
    const ours = (name: string, names: readonly string[], target: events.IRuleTarget) =>
      new events.Rule(this, name, {
        eventBus: props.bus,
        eventPattern: { source: [eventSource], detailType: [...names] },
        targets: [target],
      });

    ours('Workflow', routes.workflow, to(props.workflow));
    ours('Notify', routes.notify, to(props.notify));
    ours('Release', routes.release, new targets.SqsQueue(props.releases, care));

    // SES speaks on the account's default bus (P8: a bounced mail shows on the change).
    new events.Rule(this, 'Bounced', { eventPattern: { source: ['aws.ses'], detailType: ['Email Bounced'] }, targets: [to(props.notify)] });

    // The net under every prompt way (T9). A minute later there is another: a missed one is not worth keeping.
    const minute = { retryAttempts: 0, maxEventAge: Duration.minutes(1), deadLetterQueue: props.undelivered };
    new events.Rule(this, 'EachMinute', {
      schedule: events.Schedule.rate(Duration.minutes(1)),
      targets: [new targets.LambdaFunction(props.sweep, minute)],
    });
  }
}
