import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { transferBucketAcknowledgements, wildcard } from './acknowledgements.ts';

export interface TransferFilesProps {
  readonly stage: Stage;
  /** Is told of each uploaded file. */
  readonly uploads: sqs.Queue;
}

/** The beginnings of the keys of files. `shared/data` has the same. */
const [uploaded, exported] = ['imports/', 'exports/'];

/**
 * The bucket of the files that are uploaded for imports, and that exports write. It is private: files come and go by signed forms and links that
 * are valid for a short time. The results of an import are in the table, so files are deleted after some days.
 */
export class TransferFiles extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, { stage, uploads }: TransferFilesProps) {
    super(scope, id);
    this.bucket = new s3.Bucket(this, 'Bucket', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [
        { prefix: uploaded, expiration: Duration.days(14) },
        { prefix: exported, expiration: Duration.days(7) },
        { abortIncompleteMultipartUploadAfter: Duration.days(7) },
      ],
      removalPolicy: stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(this.bucket).acknowledge(...transferBucketAcknowledgements);
    this.tell(uploads);
  }

  /**
   * Tells the queue of each upload. The setting is written into the bucket itself, because CDK's `addEventNotification` adds a function that
   * may change every bucket of the account. S3 checks that it may send when it is set, so the queue's policy comes first. The policy
   * cannot name the bucket, whose name is not known yet, so it names the account.
   */
  private tell(uploads: sqs.Queue): void {
    const { account } = Stack.of(this);
    uploads.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [uploads.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
    const bucket = this.bucket.node.defaultChild as s3.CfnBucket;
    const filter = { s3Key: { rules: [{ name: 'prefix', value: uploaded }] } };
    bucket.notificationConfiguration = { queueConfigurations: [{ event: 's3:ObjectCreated:*', queue: uploads.queueArn, filter }] };
    const policy = uploads.node.tryFindChild('Policy')?.node.defaultChild;
    if (policy) bucket.node.addDependency(policy);
  }

  /** Whoever signs a form for an upload must have the right to upload. */
  grantUpload(handler: lambda.Function): void {
    this.grant(handler, ['s3:PutObject'], uploaded);
  }

  grantReadUploads(handler: lambda.Function): void {
    this.grant(handler, ['s3:GetObject'], uploaded);
  }

  grantDownload(handler: lambda.Function): void {
    this.grant(handler, ['s3:GetObject'], exported);
  }

  /** It also reads what it wrote, to go on with it. A part of a file is put like a file. */
  grantWriteExports(handler: lambda.Function): void {
    this.grant(handler, ['s3:PutObject', 's3:GetObject'], exported);
  }

  private grant(grantee: lambda.Function, actions: string[], prefix: string): void {
    iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [`${this.bucket.bucketArn}/${prefix}*`] });
    const id = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as s3.CfnBucket);
    const reason = 'The wildcard is the keys of the files of imports or exports in the one bucket.';
    if (grantee.role) Validations.of(grantee.role).acknowledge(wildcard(`<${id}.Arn>/${prefix}*`, reason));
  }
}
