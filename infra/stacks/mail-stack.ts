import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Mail } from '../constructs/mail.ts';
import type { Stage } from '../stage.ts';

export interface MailStackProps extends StackProps {
  readonly stage: Stage;
}

/**
 * The sender of mails. It is deployed first and alone, because Cognito refuses a sender whose domain is not verified yet, and the domain is
 * verified by the DNS records that are the outputs of this stack.
 */
export class MailStack extends Stack {
  readonly mail: Mail;

  constructor(scope: Construct, id: string, { stage, ...props }: MailStackProps) {
    super(scope, id, props);
    this.mail = new Mail(this, 'Mail', { stage });
    for (const [name, value] of Object.entries(this.mail.dnsRecords)) new CfnOutput(this, `Dns${name}`, { value });
  }
}
