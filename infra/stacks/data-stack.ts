import { Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { eventSource } from '../../shared/events/names.ts';
import { identityPoolAcknowledgements } from '../constructs/acknowledgements.ts';
import { RecordsTable } from '../constructs/records-table.ts';
import type { Stage } from '../stage.ts';

export interface DataStackProps extends StackProps {
  readonly stage: Stage;
}

/** What must outlive every deployment: the table, its keys, the archive of events, the people's sign-ins. */
export class DataStack extends Stack {
  readonly records: RecordsTable;
  /** Seals monitors' credentials, with the monitor's id as encryption context (M5). */
  readonly sealKey: kms.Key;
  readonly bus: events.EventBus;
  readonly userPool: cognito.UserPool;
  readonly userPoolClient: cognito.UserPoolClient;

  constructor(scope: Construct, id: string, { stage, ...props }: DataStackProps) {
    super(scope, id, props);
    const removalPolicy = stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    this.records = new RecordsTable(this, 'Records', { retained: stage.retained });
    this.sealKey = new kms.Key(this, 'SealKey', {
      description: `Quiesce ${stage.name}: seals the credentials of monitors`,
      enableKeyRotation: true,
      removalPolicy,
    });

    this.bus = new events.EventBus(this, 'Bus', { eventBusName: `quiesce-${stage.name}` });
    this.bus.applyRemovalPolicy(removalPolicy);
    // Consumers are idempotent by state (E1), so that anything of the last quarter may be replayed.
    this.bus.archive('Archive', { eventPattern: { source: [eventSource] }, retention: Duration.days(90) });

    this.userPool = new cognito.UserPool(this, 'People', {
      userPoolName: `quiesce-${stage.name}`,
      // Only an admin makes sign-ins; the address is verified by whoever makes it, and joins the person's row (X1).
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

  /** The `iss` of the pool's tokens, built from its parts: the emulator gives no `ProviderURL`. */
  get issuerUrl(): string {
    return `https://cognito-idp.${this.region}.amazonaws.com/${this.userPool.userPoolId}`;
  }
}
