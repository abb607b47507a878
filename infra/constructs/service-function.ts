import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { Stage } from '../stage.ts';

type EnvironmentSchema = z.ZodObject<{ STAGE: z.ZodString }>;

export interface ServiceFunctionProps<S extends EnvironmentSchema> {
  readonly stage: Stage;
  /** The folder in `functions/`. */
  readonly name: string;
  /** The schema by which the function reads its environment: it gets these variables and no others. */
  readonly schema: S;
  readonly environment: Omit<z.infer<S>, 'STAGE'>;
  /** @default 512 MB */
  readonly memorySize?: number;
  /** @default 15 seconds: the caller's budget of 8 s (T5), and a cold start */
  readonly timeout?: Duration;
  /** @default none is reserved */
  readonly reservedConcurrency?: number | undefined;
  /** Where an asynchronous invocation goes that failed three times (E2). @default the function is not invoked asynchronously */
  readonly failures?: sqs.IQueue;
}

/** One Lambda of ours: its own role with nothing but its own log group, and the environment that its schema names. */
export class ServiceFunction<S extends EnvironmentSchema> extends Construct implements iam.IGrantable {
  readonly function: lambda.Function;
  readonly grantPrincipal: iam.IPrincipal;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps<S>) {
    super(scope, id);
    const { name, stage } = props;
    const functionName = `quiesce-${stage.name}-${name}`;
    const logGroup = new logs.LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: stage.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.function = new lambda.Function(this, 'Function', {
      functionName,
      // Named, never "latest": a new runtime is a decision, not a surprise of the next deployment.
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(`build/functions/${name}`),
      memorySize: props.memorySize ?? 512,
      timeout: props.timeout ?? Duration.seconds(15),
      ...(props.reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: props.reservedConcurrency }),
      environment: environmentOf(props),
      role,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      systemLogLevelV2: lambda.SystemLogLevel.WARN,
    });
    if (props.failures) {
      this.function.configureAsyncInvoke({
        retryAttempts: 2,
        maxEventAge: Duration.hours(6),
        onFailure: new SqsDestination(props.failures),
      });
    }
    this.grantPrincipal = role;
  }
}

const environmentOf = <S extends EnvironmentSchema>({
  name,
  schema,
  environment,
  stage,
}: ServiceFunctionProps<S>): Record<string, string> => {
  const given: Record<string, unknown> = { ...environment, STAGE: stage.name };
  const named = Object.keys(schema.shape).map((key) => [key, String(given[key])] as const);
  return { ...Object.fromEntries(named), POWERTOOLS_SERVICE_NAME: name };
};
