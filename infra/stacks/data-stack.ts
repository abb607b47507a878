import { Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { eventSource } from '../../shared/events/names.ts';
import { identityPoolAcknowledgements } from '../constructs/acknowledgements.ts';
import { Backups } from '../constructs/backups.ts';
import { RecordsTable } from '../constructs/records-table.ts';
import { TableParameters } from '../constructs/table-parameters.ts';
import type { Stage } from '../stage.ts';

export interface DataStackProps extends StackProps {
  readonly stage: Stage;
}

/** Resources that must outlive every deployment: the table and its backups, the encryption keys, the event archive and the user pool. */
export class DataStack extends Stack {
  readonly records: RecordsTable;
  /** Encrypts the credentials of monitors, with the monitor's id as encryption context (M5). */
  readonly sealKey: kms.Key;
  readonly bus: events.EventBus;
  readonly userPool: cognito.UserPool;
  readonly userPoolClient: cognito.UserPoolClient;

  constructor(scope: Construct, id: string, { stage, ...props }: DataStackProps) {
    super(scope, id, props);
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
      mfa: cognito.Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      deletionProtection: stage.retained,
      removalPolicy,
    });
    Validations.of(this.userPool).acknowledge(...identityPoolAcknowledgements);
    this.userPoolClient = this.userPool.addClient('Client', {
      authFlows: { userPassword: true, userSrp: true, adminUserPassword: true },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      idTokenValidity: Duration.hours(stage.tokenValidityHours),
      accessTokenValidity: Duration.hours(stage.tokenValidityHours),
      refreshTokenValidity: Duration.days(30),
    });
  }

  /** What other stacks use of this one, except the table, which they find by its parameters. */
  get shared() {
    return { sealKey: this.sealKey, bus: this.bus, userPoolClient: this.userPoolClient, issuerUrl: this.issuerUrl };
  }

  /** The `iss` claim of the pool's tokens. It is built from its parts, because the emulator has no `ProviderURL` attribute. */
  get issuerUrl(): string {
    return `https://cognito-idp.${this.region}.amazonaws.com/${this.userPool.userPoolId}`;
  }
}
