import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { indexes, primaryKey, timeToLiveAttribute } from '../../shared/data/table.ts';

export interface RecordsTableProps {
  /** Whether the table outlives its stack and refuses to be deleted. */
  readonly retained: boolean;
}

const text = (name: string): dynamodb.Attribute => ({ name, type: dynamodb.AttributeType.STRING });

/** `Scan` is not allowed (T1). A transaction needs permission only for the actions in it. */
const actions = [
  ...['GetItem', 'BatchGetItem', 'Query'],
  ...['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem', 'BatchWriteItem'],
] as const;

/** The table of all rows, encrypted with its own key, with the indexes in `shared/data/table.ts`. */
export class RecordsTable extends Construct {
  readonly table: dynamodb.Table;
  readonly key: kms.Key;

  constructor(scope: Construct, id: string, props: RecordsTableProps) {
    super(scope, id);
    const removalPolicy = props.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.key = new kms.Key(this, 'Key', { description: 'Quiesce: the table of records', enableKeyRotation: true, removalPolicy });
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: text(primaryKey.partition),
      sortKey: text(primaryKey.sort),
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute,
      stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
      encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      deletionProtection: props.retained,
      removalPolicy,
    });
    for (const [indexName, { partition, sort }] of Object.entries(indexes)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(partition),
        sortKey: text(sort),
        projectionType: dynamodb.ProjectionType.ALL,
      });
    }
  }

  /** Grants reading rows and indexes, and writing rows. */
  grantReadWrite(grantee: iam.IGrantable): void {
    const { tableArn } = this.table;
    iam.Grant.addToPrincipal({ grantee, actions: actions.map((each) => `dynamodb:${each}`), resourceArns: [tableArn] });
    // Each index is named, because a wildcard would also cover indexes that are added later.
    const indexArns = Object.keys(indexes).map((name) => `${tableArn}/index/${name}`);
    iam.Grant.addToPrincipal({ grantee, actions: ['dynamodb:Query'], resourceArns: indexArns });
    // DynamoDB uses the key on behalf of the caller, who may use it through DynamoDB only.
    iam.Grant.addToPrincipal({
      grantee,
      actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
      resourceArns: [this.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(this).region}.amazonaws.com` } },
    });
  }
}
