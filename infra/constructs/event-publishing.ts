import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { indexes } from '../../shared/data/table.ts';
import type { Stage } from '../stage.ts';
import { failureBucketAcknowledgements, streamAcknowledgements, wildcard } from './acknowledgements.ts';

/** The name of the bucket's metrics that count the objects stored in it. */
export const storedObjects = 'StoredObjects';

export interface EventPublishingProps {
  readonly stage: Stage;
  readonly table: dynamodb.ITable;
  readonly publisher: lambda.IFunction;
}

/**
 * Delivers events from the table's stream to the publisher; only rows that are not published yet pass the filter (E3). A failing batch is
 * halved until the bad record is alone. That record is stored in a bucket, which unlike a queue keeps the whole record. So it never blocks
 * a shard.
 */
export class EventPublishing extends Construct {
  readonly failures: s3.Bucket;

  constructor(scope: Construct, id: string, { stage, table, publisher }: EventPublishingProps) {
    super(scope, id);
    this.failures = new s3.Bucket(this, 'Failures', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(90) }],
      metrics: [{ id: storedObjects }],
      removalPolicy: stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(this.failures).acknowledge(...failureBucketAcknowledgements);

    publisher.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        filters: [
          lambda.FilterCriteria.filter({ dynamodb: { NewImage: { [indexes.pending.partition]: { S: lambda.FilterRule.exists() } } } }),
        ],
        batchSize: 100,
        parallelizationFactor: 2,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 10,
        maxRecordAge: Duration.hours(12),
        // The permission is granted below, because CDK's own destination would also let the publisher read and delete failed records.
        onFailure: { bind: () => ({ destination: this.failures.bucketArn }) },
      }),
    );
    this.grantFailures(publisher);
    if (publisher.role) Validations.of(publisher.role).acknowledge(...streamAcknowledgements);
  }

  private grantFailures(publisher: lambda.IFunction): void {
    const { bucketArn } = this.failures;
    iam.Grant.addToPrincipal({ grantee: publisher, actions: ['s3:ListBucket'], resourceArns: [bucketArn] });
    iam.Grant.addToPrincipal({ grantee: publisher, actions: ['s3:PutObject'], resourceArns: [`${bucketArn}/*`] });
    const id = Stack.of(this).getLogicalId(this.failures.node.defaultChild as s3.CfnBucket);
    const reason = 'The wildcard is the keys of the one bucket for what could not be published.';
    if (publisher.role) Validations.of(publisher.role).acknowledge(wildcard(`<${id}.Arn>/*`, reason));
  }
}
