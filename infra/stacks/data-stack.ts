import { Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
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
import { foreignIssuerOf, type Issuer } from '../sign-in-settings.ts';
import type { Stage } from '../stage.ts';

export interface DataStackProps extends StackProps {
  readonly stage: Stage;
  /** Sends the mails of the user pool: invitations and new passwords. */
  readonly mail: Mail;
}

/** Resources that must outlive every deployment: the table and its backups, the encryption keys, the event archive and the user pool. */
export class DataStack extends Stack {
  readonly records: RecordsTable;
  /** Encrypts the credentials of monitors, with the monitor's id as encryption context (M5). */
  readonly sealKey: kms.Key;
  readonly bus: events.EventBus;
  readonly userPool: cognito.UserPool;
  readonly userPoolClient: cognito.UserPoolClient;
  private readonly stage: Stage;

  constructor(scope: Construct, id: string, { stage, mail, ...props }: DataStackProps) {
    super(scope, id, props);
    this.stage = stage;
    const removalPolicy = stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    this.records = new RecordsTable(this, 'Records', { retained: stage.retained, existing: stage.importedTable });
    new TableParameters(this, 'TableParameters', { stage: stage.name, table: this.records.table });
    new Backups(this, 'Backups', { stage, table: this.records.table });
    this.sealKey = new kms.Key(this, 'SealKey', {
      description: `Quiesce ${stage.name}: encrypts the credentials of monitors`,
      enableKeyRotation: true,
      removalPolicy,
    });

    this.bus = new events.EventBus(this, 'Bus', { eventBusName: `quiesce-${stage.name}` });
    this.bus.applyRemovalPolicy(removalPolicy);
    // Consumers are idempotent by state, so any event of the last 90 days can be replayed (E1).
    this.bus.archive('Archive', { eventPattern: { source: [eventSource] }, retention: Duration.days(90) });

    this.userPool = new cognito.UserPool(this, 'People', {
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
    Validations.of(this.userPool).acknowledge(...userPoolAcknowledgements(stage));
    this.userPoolClient = this.userPool.addClient('Client', {
      // A proof of the password (SRP) instead of the password, so that no program and no log on the way sees it.
      authFlows: { userSrp: true, userPassword: stage.allowPasswordFlows, adminUserPassword: stage.allowPasswordFlows },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      idTokenValidity: Duration.hours(stage.tokenValidityHours),
      accessTokenValidity: Duration.hours(stage.tokenValidityHours),
      refreshTokenValidity: Duration.days(30),
    });
  }

  /** What other stacks use of this one, except the table, which they find by its parameters. */
  get shared() {
    return { sealKey: this.sealKey, bus: this.bus, issuer: this.issuer };
  }

  /** The issuer whose ID tokens identify people: that of the settings, or else the user pool. */
  get issuer(): Issuer {
    if (this.stage.foreignIssuer) return foreignIssuerOf(this.stage.foreignIssuer);
    // It is built from its parts, because the emulator has no `ProviderURL` attribute.
    const url = `https://cognito-idp.${this.region}.amazonaws.com/${this.userPool.userPoolId}`;
    return {
      url,
      audience: this.userPoolClient.userPoolClientId,
      keysUrl: `${url}/.well-known/jwks.json`,
      verifiedClaim: 'email_verified',
    };
  }
}
