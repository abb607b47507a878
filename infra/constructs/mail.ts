import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ses from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';

export interface MailProps {
  readonly stage: Stage;
}

/** What SES reports about mails after it accepted them, as the types of its events on the default bus (P8). */
export const mailFeedback = {
  events: [
    ses.EmailSendingEvent.BOUNCE,
    ses.EmailSendingEvent.REJECT,
    ses.EmailSendingEvent.COMPLAINT,
    ses.EmailSendingEvent.DELIVERY_DELAY,
  ],
  detailTypes: ['Email Bounced', 'Email Rejected', 'Email Complaint Received', 'Email Delivery Delayed'],
} as const;

/**
 * The sender's domain in SES, and the configuration set that every mail of the stage names. The events of a mail name the set, so stages in
 * one account, and all other mail of the account, are told apart by it. Opens and clicks are not tracked, because tracking rewrites links,
 * and an approval link must reach only its approver (P5). Mails have codes in them, so they are sent over TLS or not at all.
 */
export class Mail extends Construct {
  readonly configurationSetName: string;
  /** The DNS records of the sender's domain, by name, each as one line. Empty if the domain is not ours to create. */
  readonly dnsRecords: Readonly<Record<string, string>>;
  private readonly stage: Stage;
  private readonly domain: string;

  constructor(scope: Construct, id: string, { stage }: MailProps) {
    super(scope, id);
    this.stage = stage;
    this.domain = stage.mailFrom.slice(stage.mailFrom.indexOf('@') + 1);
    this.configurationSetName = `quiesce-${stage.name}-mails`;
    const configurationSet = new ses.ConfigurationSet(this, 'Mails', {
      configurationSetName: this.configurationSetName,
      reputationMetrics: true,
      tlsPolicy: ses.ConfigurationSetTlsPolicy.REQUIRE,
      suppressionReasons: ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    configurationSet.addEventDestination('Feedback', {
      destination: ses.EventDestination.eventBus(events.EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [...mailFeedback.events],
    });
    this.dnsRecords = stage.mailIdentity === 'new' ? this.createIdentity() : {};
  }

  /** Allows sending from the address, with this configuration set only. */
  grantSend(grantee: iam.IGrantable): void {
    const arn = (resource: string, resourceName: string) => Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    const resourceArns = [
      arn('identity', this.domain),
      arn('identity', this.stage.mailFrom),
      arn('configuration-set', this.configurationSetName),
    ];
    iam.Grant.addToPrincipal({ grantee, actions: ['ses:SendEmail'], resourceArns });
  }

  /** The sender of the mails of a user pool. Undefined in a stage without a domain in SES, where Cognito sends them itself. */
  get ofUserPool(): cognito.UserPoolEmail | undefined {
    if (this.stage.mailIdentity === 'none') return undefined;
    return cognito.UserPoolEmail.withSES({
      fromEmail: this.stage.mailFrom,
      fromName: 'Quiesce',
      sesRegion: Stack.of(this).region,
      sesVerifiedDomain: this.domain,
      configurationSetName: this.configurationSetName,
    });
  }

  /** Creates the identity of the domain. @returns the DNS records that verify it and that let receivers trust its mails */
  private createIdentity(): Record<string, string> {
    const returns = `bounce.${this.domain}`;
    const identity = new ses.EmailIdentity(this, 'Domain', {
      identity: ses.Identity.domain(this.domain),
      mailFromDomain: returns,
      // If its DNS records are missing, mails are still sent, with the return address of SES.
      mailFromBehaviorOnMxFailure: ses.MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
    });
    identity.applyRemovalPolicy(this.stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    const dkim = identity.dkimRecords.map(({ name, value }, index) => [`Dkim${index + 1}`, `${name} CNAME ${value}`] as const);
    return {
      ...Object.fromEntries(dkim),
      MailFromMx: `${returns} MX 10 feedback-smtp.${Stack.of(this).region}.amazonses.com`,
      MailFromSpf: `${returns} TXT "v=spf1 include:amazonses.com -all"`,
      Dmarc: `_dmarc.${this.domain} TXT "v=DMARC1; p=quarantine"`,
    };
  }
}
