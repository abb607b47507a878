import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { sealBucketAcknowledgements, wildcard } from './acknowledgements.ts';

export interface SealsProps {
  readonly stage: Stage;
}

/** The beginnings of the keys. `shared/data/history/s3-seals.ts` has the same. */
const [versions, days] = ['versions/', 'days/'];

/**
 * The bucket of what is sealed of histories (C6). S3 keeps each version of an object until its retention ends: in compliance mode nobody can
 * delete it before, the account's root included. A stage that is not retained has a day in governance mode, so that it can be taken down.
 */
export class Seals extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, { stage }: SealsProps) {
    super(scope, id);
    const removalPolicy = stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const key = new kms.Key(this, 'Key', {
      description: `Quiesce ${stage.name}: encrypts what is sealed of histories`,
      enableKeyRotation: true,
      removalPolicy,
    });
    const keptFor = Duration.days(stage.sealRetentionDays);
    this.bucket = new s3.Bucket(this, 'Bucket', {
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      objectLockDefaultRetention: stage.retained ? s3.ObjectLockRetention.compliance(keptFor) : s3.ObjectLockRetention.governance(keptFor),
      removalPolicy,
    });
    Validations.of(this.bucket).acknowledge(...sealBucketAcknowledgements);
  }

  /** Lists what is sealed. Keys say everything, so no object is read. */
  grantRead(handler: lambda.Function): void {
    iam.Grant.addToPrincipal({
      grantee: handler,
      actions: ['s3:ListBucket', 's3:ListBucketVersions'],
      resourceArns: [this.bucket.bucketArn],
    });
  }

  /** Adds objects. Nobody has the right to delete one, or to shorten its retention. */
  grantSeal(handler: lambda.Function): void {
    iam.Grant.addToPrincipal({ grantee: handler, actions: ['s3:ListBucket'], resourceArns: [this.bucket.bucketArn] });
    const resourceArns = [versions, days].map((prefix) => `${this.bucket.bucketArn}/${prefix}*`);
    iam.Grant.addToPrincipal({ grantee: handler, actions: ['s3:PutObject'], resourceArns });
    this.bucket.encryptionKey?.grant(handler, 'kms:GenerateDataKey');
    const id = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as s3.CfnBucket);
    const reason = 'The wildcard is the keys of what is sealed in the one bucket.';
    if (handler.role)
      Validations.of(handler.role).acknowledge(...[versions, days].map((prefix) => wildcard(`<${id}.Arn>/${prefix}*`, reason)));
  }
}
