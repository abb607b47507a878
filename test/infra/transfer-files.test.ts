import { expect, it } from '@jest/globals';
import { templatesOf } from './synthesized.ts';

const { service } = templatesOf('prod');
const [[id, bucket] = ['', undefined]] = Object.entries(service.findResources('AWS::S3::Bucket')).filter(([name]) =>
  name.startsWith('TransferFiles'),
);

it('I5 X3 the bucket of files is private, encrypted, only reached by TLS, and deletes files after some days', () => {
  expect(bucket?.Properties).toMatchObject({
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    LifecycleConfiguration: {
      Rules: [
        { Prefix: 'imports/', ExpirationInDays: 14, Status: 'Enabled' },
        { Prefix: 'exports/', ExpirationInDays: 7, Status: 'Enabled' },
        { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Status: 'Enabled' },
      ],
    },
  });
  service.hasResourceProperties('AWS::S3::BucketPolicy', {
    Bucket: { Ref: id },
    PolicyDocument: { Statement: [{ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] },
  });
});

it('I5 an upload is told to the import queue, whose policy allows it before the bucket is made', () => {
  const queue = { 'Fn::GetAtt': [expect.stringMatching(/^ImportsQueue/), 'Arn'] };
  const [[policyId, policy] = ['', undefined]] = Object.entries(service.findResources('AWS::SQS::QueuePolicy')).filter(([name]) =>
    name.startsWith('ImportsQueue'),
  );

  expect(bucket?.Properties.NotificationConfiguration).toEqual({
    QueueConfigurations: [
      { Event: 's3:ObjectCreated:*', Queue: queue, Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'imports/' }] } } },
    ],
  });
  expect(bucket?.DependsOn).toContain(policyId);
  expect(policy?.Properties.PolicyDocument.Statement).toContainEqual(
    expect.objectContaining({
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Principal: { Service: 's3.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
    }),
  );
});
