import { expect, it } from '@jest/globals';
import { templatesOf } from './synthesized.ts';

const bucketOf = (stage: 'prod' | 'local') => {
  const { service } = templatesOf(stage);
  const [[id, bucket] = ['', undefined]] = Object.entries(service.findResources('AWS::S3::Bucket')).filter(([name]) =>
    name.startsWith('Seals'),
  );
  return { service, id, bucket };
};

it('C6 X3 what is sealed is versioned, locked for ten years, encrypted by a key of its own, private, and only reached by TLS', () => {
  const { service, id, bucket } = bucketOf('prod');

  expect(bucket).toMatchObject({
    DeletionPolicy: 'Retain',
    Properties: {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 3_650 } } },
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    },
  });
  service.hasResourceProperties('AWS::S3::BucketPolicy', {
    Bucket: { Ref: id },
    PolicyDocument: { Statement: [{ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] },
  });
});

it('C6 a stage that can be taken down locks what is sealed for a day only', () => {
  expect(bucketOf('local').bucket?.Properties.ObjectLockConfiguration.Rule.DefaultRetention).toEqual({ Mode: 'GOVERNANCE', Days: 1 });
});

it('C6 E2 the job runs each hour, is tried again, and what fails for good is in the queue of undelivered events', () => {
  const { service } = bucketOf('prod');
  const hourly = Object.values(service.findResources('AWS::Events::Rule')).filter(
    ({ Properties }) => Properties.ScheduleExpression === 'cron(20 * * * ? *)',
  );

  expect(hourly.map(({ Properties }) => Properties.Targets)).toEqual([
    [
      expect.objectContaining({
        DeadLetterConfig: expect.anything(),
        RetryPolicy: { MaximumEventAgeInSeconds: 3_600, MaximumRetryAttempts: 2 },
      }),
    ],
  ]);
});
