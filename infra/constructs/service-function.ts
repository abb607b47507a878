import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { Stage } from '../stage.ts';

export interface ServiceFunctionProps {
  readonly stage: Stage;
  /** The folder in `functions/`. */
  readonly name: string;
  readonly description: string;
  /** The schema of the function's environment. The function gets exactly these variables. */
  readonly schema: z.ZodObject;
  /** Values of at least the variables that the schema names. */
  readonly environment: Readonly<Record<string, string>>;
  /** @default 512 MB */
  readonly memorySize?: number | undefined;
  /** @default 15 seconds, which is enough for a request (8 s, T5) and a cold start */
  readonly timeout?: Duration | undefined;
  /** @default no reserved concurrency */
  readonly reservedConcurrency?: number | undefined;
  /** How asynchronous invocations are tried again (E2). @default the function is not invoked asynchronously */
  readonly asynchronous?: AsynchronousProps | undefined;
}

export interface AsynchronousProps {
  /** Receives invocations that failed, the retries included. */
  readonly failures: sqs.IQueue;
  readonly retryAttempts: number;
  readonly maxEventAge: Duration;
}

/** A function with the environment of its schema and its own role. By default the role may only write to the function's log group. */
export class ServiceFunction extends Construct {
  readonly function: lambda.Function;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
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
      description: props.description,
      // A fixed version instead of "latest", so that a deployment does not change the runtime by accident.
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
    if (props.asynchronous) {
      const { failures, ...retries } = props.asynchronous;
      this.function.configureAsyncInvoke({ ...retries, onFailure: new SqsDestination(failures) });
    }
  }
}

const environmentOf = ({ name, schema, environment }: ServiceFunctionProps): Record<string, string> => {
  const values = Object.keys(schema.shape).map((variable) => {
    const value = environment[variable];
    if (value === undefined) throw new Error(`function '${name}' reads ${variable}, which has no value: infra/constructs/functions.ts`);
    return [variable, value] as const;
  });
  return { ...Object.fromEntries(values), POWERTOOLS_SERVICE_NAME: name };
};
