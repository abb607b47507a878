import { CfnParameter, type Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { ImportedTable } from '../restore-settings.ts';

const parameterNames = (stage: string) => ({
  name: `/quiesce/${stage}/table-name`,
  streamArn: `/quiesce/${stage}/table-stream-arn`,
});

/**
 * Tells other stacks which table the stage uses. These are parameters and not exports, because CloudFormation refuses to change an export
 * while another stack imports it, and a restore changes the table.
 */
export class TableParameters extends Construct {
  constructor(scope: Construct, id: string, { stage, table }: { readonly stage: string; readonly table: dynamodb.ITable }) {
    super(scope, id);
    const names = parameterNames(stage);
    if (table.tableStreamArn === undefined) throw new Error('the table has no stream');
    new ssm.StringParameter(this, 'Name', { parameterName: names.name, stringValue: table.tableName });
    new ssm.StringParameter(this, 'StreamArn', { parameterName: names.streamArn, stringValue: table.tableStreamArn });
  }
}

/** The table of the stage, for a stack that is deployed after the data stack. CloudFormation reads the parameters at each deployment. */
export const tableInUse = (stack: Stack, stage: string): ImportedTable => {
  const names = parameterNames(stage);
  const read = (id: string, name: string) =>
    new CfnParameter(stack, id, { type: 'AWS::SSM::Parameter::Value<String>', default: name }).valueAsString;
  return { name: read('RecordsTableName', names.name), streamArn: read('RecordsTableStreamArn', names.streamArn) };
};
