import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ses from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';

export interface MailProps {
  readonly stage: Stage;
}

/**
 * The sender's address in SES. Opens and clicks are not tracked, because tracking rewrites links, and an approval link must reach only its
 * approver (P5). Bounces are published as events. The configuration set is the default of the identity, so that every mail uses it.
 */
export class Mail extends Construct {
  private readonly resourceArns: string[];

  constructor(scope: Construct, id: string, { stage }: MailProps) {
    super(scope, id);
    const configurationSetName = `quiesce-${stage.name}`;
    const configurationSet = new ses.ConfigurationSet(this, 'Mails', { configurationSetName, reputationMetrics: true });
    configurationSet.addEventDestination('Bounces', {
      destination: ses.EventDestination.eventBus(events.EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [ses.EmailSendingEvent.BOUNCE, ses.EmailSendingEvent.COMPLAINT, ses.EmailSendingEvent.REJECT],
    });

    const domain = stage.mailFrom.slice(stage.mailFrom.indexOf('@') + 1);
    // In the local stage, infra/local verifies the address, because the domain `.test` has no DNS for the verification.
    if (stage.name !== 'local') new ses.EmailIdentity(this, 'Domain', { identity: ses.Identity.domain(domain), configurationSet });

    const arn = (resource: string, resourceName: string) => Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    this.resourceArns = [arn('identity', domain), arn('identity', stage.mailFrom), arn('configuration-set', configurationSetName)];
  }

  grantSend(grantee: iam.IGrantable): void {
    iam.Grant.addToPrincipal({ grantee, actions: ['ses:SendEmail'], resourceArns: this.resourceArns });
  }
}
