import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { indexes, primaryKey, timeToLiveAttribute } from '../../shared/data/table.ts';
import { permissionsOf, type RowRights } from '../../shared/functions/row-rights.ts';
import type { ImportedTable } from '../restore-settings.ts';

export interface RecordsTableProps {
  /** Whether the table outlives its stack and refuses to be deleted. */
  readonly retained: boolean;
  /** A table that exists already. @default a new table */
  readonly existing?: ImportedTable | undefined;
  /** The key that encrypts the table. @default a new key */
  readonly key?: kms.IKey | undefined;
}

const text = (name: string): dynamodb.Attribute => ({ name, type: dynamodb.AttributeType.STRING });

const newKey = (scope: Construct, removalPolicy: RemovalPolicy): kms.Key =>
  new kms.Key(scope, 'Key', { description: 'Quiesce: the table of records', enableKeyRotation: true, removalPolicy });

const newTable = (scope: Construct, encryptionKey: kms.IKey, retained: boolean): dynamodb.Table => {
  const table = new dynamodb.Table(scope, 'Table', {
    partitionKey: text(primaryKey.partition),
    sortKey: text(primaryKey.sort),
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    timeToLiveAttribute,
    stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
    encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
    deletionProtection: retained,
    removalPolicy: retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  for (const [indexName, { partition, sort }] of Object.entries(indexes)) {
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: text(partition),
      sortKey: text(sort),
      // Lists read the rows by their keys. So a row that is rewritten often, such as an episode, costs no writes in the indexes.
      projectionType: dynamodb.ProjectionType.KEYS_ONLY,
    });
  }
  return table;
};

/**
 * The table of all rows, encrypted with its own key, with the indexes in `shared/data/table.ts`. A stack either creates it or refers to one
 * that exists: one that was restored from a backup, or that of the data stack.
 */
export class RecordsTable extends Construct {
  readonly table: dynamodb.ITable;
  readonly key: kms.IKey;

  constructor(scope: Construct, id: string, { retained, existing, key }: RecordsTableProps) {
    super(scope, id);
    this.key = key ?? newKey(this, retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    this.table = existing
      ? dynamodb.Table.fromTableAttributes(this, 'Table', {
          tableName: existing.name,
          tableStreamArn: existing.streamArn,
          encryptionKey: this.key,
        })
      : newTable(this, this.key, retained);
  }

  /**
   * Grants these rights. `dynamodb:LeadingKeys` contains the partition keys of the rows that a request names: one for each row of a
   * transaction, all of a batch. A write always names its rows, so the condition never holds for lack of keys.
   */
  grantRows(grantee: iam.IGrantable, rights: RowRights): void {
    for (const { actions, index, prefixes } of permissionsOf(rights)) {
      const conditions = prefixes && {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) },
      };
      iam.Grant.addToPrincipal({
        grantee,
        actions: actions.map((each) => `dynamodb:${each}`),
        // Each index is named, because a wildcard would also cover indexes that are added later.
        resourceArns: [index === undefined ? this.table.tableArn : `${this.table.tableArn}/index/${index}`],
        ...(conditions ? { conditions } : {}),
      });
    }
    // DynamoDB uses the key on behalf of the caller, who may use it through DynamoDB only.
    iam.Grant.addToPrincipal({
      grantee,
      actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
      resourceArns: [this.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(this).region}.amazonaws.com` } },
    });
  }
}
