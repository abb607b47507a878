import { DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { timeToLiveAttribute } from '../../shared/data/table.ts';
import { clientFor, type Emulator, endpointOf, unsignedHeaders } from './emulator.ts';

/** The emulator ignores the table's TTL in CloudFormation, but accepts it from the SDK. A second call fails with a ValidationException. */
const enableTimeToLive = async (emulator: Emulator, TableName: string): Promise<void> => {
  const dynamo = new DynamoDBClient(clientFor(endpointOf(emulator)));
  const TimeToLiveSpecification = { AttributeName: timeToLiveAttribute, Enabled: true };
  await dynamo.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification })).catch(ignoreError('ValidationException'));
};

/** SES refuses a sender that is not verified. The emulator verifies it without a confirmation mail. */
const verifySender = async (emulator: Emulator, EmailIdentity: string): Promise<void> => {
  await new SESv2Client(clientFor(endpointOf(emulator)))
    .send(new CreateEmailIdentityCommand({ EmailIdentity }))
    .catch(ignoreError('AlreadyExistsException'));
};

const ignoreError = (name: string) => (error: unknown) => {
  if (!(error instanceof Error && error.name === name)) throw error;
};

interface Mapping {
  readonly UUID: string;
  readonly EventSourceArn: string;
  readonly FunctionArn: string;
}

const keptSettings = [
  'EventSourceArn',
  'BatchSize',
  'FilterCriteria',
  'BisectBatchOnFunctionError',
  'FunctionResponseTypes',
  'DestinationConfig',
  'ParallelizationFactor',
] as const;

const lambda = async (
  emulator: Emulator,
  method: string,
  path = '',
  body?: object,
): Promise<{ EventSourceMappings?: (Mapping & Record<string, unknown>)[] }> => {
  const answer = await fetch(`${endpointOf(emulator)}/2015-03-31/event-source-mappings/${path}`, {
    method,
    headers: unsignedHeaders('lambda'),
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`the emulator refused ${method} of an event source mapping: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { EventSourceMappings?: (Mapping & Record<string, unknown>)[] };
};

/**
 * Replaces the mappings of the table's stream after a restart, with the same settings. A restart loses the stream's records, but a mapping
 * keeps its old position and would skip the first new records without an error.
 */
export const recreateStreamMappings = async (emulator: Emulator): Promise<void> => {
  const { EventSourceMappings: mappings = [] } = await lambda(emulator, 'GET');
  for (const mapping of mappings.filter(({ EventSourceArn }) => EventSourceArn.includes('/stream/'))) {
    const settings = Object.fromEntries(keptSettings.filter((key) => mapping[key] != null).map((key) => [key, mapping[key]]));
    await lambda(emulator, 'DELETE', mapping.UUID);
    await lambda(emulator, 'POST', '', { ...settings, FunctionName: mapping.FunctionArn, StartingPosition: 'TRIM_HORIZON', Enabled: true });
  }
};

/** Applies the settings that the emulator leaves out of a deployment. */
export const finishDeployment = async (emulator: Emulator, tableName: string): Promise<void> => {
  await Promise.all([enableTimeToLive(emulator, tableName), verifySender(emulator, 'quiesce@quiesce.test')]);
};
