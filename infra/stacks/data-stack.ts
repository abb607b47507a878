import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { eventSource } from '../../shared/events/names.ts';
import { userPoolAcknowledgements } from '../constructs/acknowledgements.ts';
import { Backups } from '../constructs/backups.ts';
import type { Mail } from '../constructs/mail.ts';
import { RecordsTable } from '../constructs/records-table.ts';
import { TableParameters } from '../constructs/table-parameters.ts';
import { UserPoolParameters } from '../constructs/user-pool-parameters.ts';
import type { Stage } from '../stage.ts';

export interface DataStackProps extends StackProps {
  readonly stage: Stage;
  /** Sends the mails of the user pool: invitations and new passwords. */
  readonly mail: Mail;
}

/** Another number is another resource, so that CloudFormation creates a new pool. It keeps the former one, if that is still there. */
const idOfPool = ({ userPoolNumber }: Stage): string => (userPoolNumber === 1 ? 'People' : `People${userPoolNumber}`);

/** Resources that must outlive every deployment: the table and its backups, the encryption keys, the event archive and the user pool. */
export class DataStack extends Stack {
  readonly records: RecordsTable;
  /** Encrypts the credentials of monitors, with the monitor's id as encryption context (M5). */
  readonly sealKey: kms.Key;
  readonly bus: events.EventBus;

  constructor(scope: Construct, id: string, { stage, mail, ...props }: DataStackProps) {
    super(scope, id, props);
    const removalPolicy = stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    this.records = new RecordsTable(this, 'Records', { retained: stage.retained, existing: stage.importedTable });
    new TableParameters(this, 'TableParameters', { stage: stage.name, table: this.records.table });
    const backups = new Backups(this, 'Backups', { stage, table: this.records.table });
    this.sealKey = new kms.Key(this, 'SealKey', {
      description: `Quiesce ${stage.name}: encrypts the credentials of monitors`,
      enableKeyRotation: true,
      removalPolicy,
    });

    this.bus = new events.EventBus(this, 'Bus', { eventBusName: `quiesce-${stage.name}` });
    this.bus.applyRemovalPolicy(removalPolicy);
    // Consumers are idempotent by state, so any event of the last 90 days can be replayed (E1).
    this.bus.archive('Archive', { eventPattern: { source: [eventSource] }, retention: Duration.days(90) });

    const pool = new cognito.UserPool(this, idOfPool(stage), {
      userPoolName: `quiesce-${stage.name}`,
      // Only an admin creates users, and verifies their address. At the first sign-in the address links the user to the person's row (X1).
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      standardAttributes: { email: { required: true, mutable: true } },
      passwordPolicy: { minLength: 12, requireLowercase: true, requireUppercase: true, requireDigits: true, requireSymbols: true },
      mfa: stage.mfa === 'required' ? cognito.Mfa.REQUIRED : cognito.Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      email: mail.ofUserPool,
      deletionProtection: stage.retained,
      removalPolicy,
    });
    Validations.of(pool).acknowledge(...userPoolAcknowledgements(stage));
    const client = pool.addClient('Client', {
      // A proof of the password (SRP) instead of the password, so that no program and no log on the way sees it.
      authFlows: { userSrp: true, userPassword: stage.allowPasswordFlows, adminUserPassword: stage.allowPasswordFlows },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      idTokenValidity: Duration.hours(stage.tokenValidityHours),
      accessTokenValidity: Duration.hours(stage.tokenValidityHours),
      refreshTokenValidity: Duration.days(30),
    });
    new UserPoolParameters(this, 'UserPoolParameters', { stage: stage.name, pool, client });

    // What a restore of a backup is started with (docs/operating.md). No other stack imports them.
    const outputs = {
      BackupVaultName: backups.vault.backupVaultName,
      RestoreRoleArn: backups.restoreRole.roleArn,
      TableKeyArn: this.records.key.keyArn,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }

  /** What other stacks use of this one, except the table and the user pool, which they find by their parameters. */
  get shared() {
    return { sealKey: this.sealKey, bus: this.bus };
  }
}
