import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientFor } from '../../infra/local/emulator.ts';
import { dynamoRecords } from '../../shared/data/dynamo-records.ts';
import { assetFilterPostings } from '../../shared/domain/asset/asset-postings.ts';
import { worldOn } from '../support/world.ts';

interface Reads {
  requests: number;
  rows: number;
  units: number;
}

/** What an answer of the store says about what was read. */
interface Answer {
  readonly ScannedCount?: number;
  readonly Responses?: Readonly<Record<string, readonly unknown[]>>;
  readonly ConsumedCapacity?: { readonly CapacityUnits?: number } | readonly { readonly CapacityUnits?: number }[];
}

/** A client that counts requests, rows and, if the store tells them, capacity units. */
const countingClient = (endpoint: string, reads: Reads): DynamoDBClient => {
  const client = new DynamoDBClient(clientFor(endpoint));
  const counted = (output: Answer): void => {
    reads.requests += 1;
    reads.rows += output.ScannedCount ?? Object.values(output.Responses ?? {}).flat().length;
    for (const { CapacityUnits = 0 } of [output.ConsumedCapacity ?? []].flat()) reads.units += CapacityUnits;
  };
  client.middlewareStack.add(
    (next) => async (call) => {
      const result = await next({ ...call, input: { ...call.input, ReturnConsumedCapacity: 'TOTAL' } as typeof call.input });
      counted(result.output as Answer);
      return result;
    },
    { step: 'initialize', name: 'countReads' },
  );
  return client;
};

const limit = 50;

/**
 * Reads pages of the imported assets from the store itself: all of them, by a filter that all have, by two filters, and by a word of all
 * and one of few. @returns a line for each, with requests, rows, read units and time
 */
export const pageReads = async (table: string, endpoint: string): Promise<readonly string[]> => {
  const reads: Reads = { requests: 0, rows: 0, units: 0 };
  const records = dynamoRecords({ table, unreadable: () => undefined, client: countingClient(endpoint, reads) });
  const { assets, items } = worldOn(records);
  const filtered = (filters: object) => () => assets.page({ limit }, assetFilterPostings(filters));
  const pages: Readonly<Record<string, () => Promise<{ readonly items: readonly unknown[] }>>> = {
    'all assets': filtered({}),
    'vendor=Example': filtered({ vendor: 'Example' }),
    'vendor=Example&model=Model 7': filtered({ vendor: 'Example', model: 'Model 7' }),
    'q=laptop': () => items.search(['laptop'], { limit }),
    'q=laptop 99': () => items.search(['laptop', '99'], { limit }),
  };
  const lines: string[] = [];
  for (const [name, read] of Object.entries(pages)) {
    Object.assign(reads, { requests: 0, rows: 0, units: 0 });
    const began = performance.now();
    const { length } = (await read()).items;
    const time = `${(performance.now() - began).toFixed(0)} ms`;
    lines.push(`a page of ${name}: ${length} found, ${reads.requests} requests, ${reads.rows} rows, ${reads.units} read units, ${time}`);
  }
  return lines;
};
