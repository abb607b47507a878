import type { IndexQuery, RowQuery } from './records.ts';
import { indexes, primaryKey } from './table.ts';

type Range = readonly [low: string | undefined, high: string | undefined];

/** DynamoDB allows one condition on the sort key. `after` therefore narrows the range inclusively, and the caller drops that row. */
const rangeOf = ({ from, to, after, descending }: RowQuery): Range => (descending ? [from, after ?? to] : [after ?? from, to]);

/** Whether a range ends before it begins. It is empty, and DynamoDB refuses such a query. */
export const isInverted = (query: RowQuery): boolean => {
  const [low, high] = rangeOf(query);
  return low !== undefined && high !== undefined && low > high;
};

const sortCondition = ([low, high]: Range): string => {
  if (low !== undefined && high !== undefined) return ' AND #sort BETWEEN :low AND :high';
  if (low !== undefined) return ' AND #sort >= :low';
  return high === undefined ? '' : ' AND #sort <= :high';
};

/** What is queried: an index, or the table itself, consistently. */
const sourceOf = (query: RowQuery | IndexQuery) =>
  'index' in query
    ? { names: indexes[query.index], source: { IndexName: query.index } }
    : { names: primaryKey, source: { ConsistentRead: true } };

/** The input of a DynamoDB query. It uses only simple key conditions, so that emulators and AWS behave the same. */
export const queryInput = (table: string, query: RowQuery | IndexQuery) => {
  const { names, source } = sourceOf(query);
  const { partition, after, limit, descending } = query;
  const range = rangeOf(query);
  const sort = sortCondition(range);
  const [low, high] = range;
  return {
    TableName: table,
    ...source,
    KeyConditionExpression: `#partition = :partition${sort}`,
    ExpressionAttributeNames: { '#partition': names.partition, ...(sort ? { '#sort': names.sort } : {}) },
    ExpressionAttributeValues: {
      ':partition': partition,
      ...(low === undefined ? {} : { ':low': low }),
      ...(high === undefined ? {} : { ':high': high }),
    },
    ScanIndexForward: !descending,
    ...(limit === undefined ? {} : { Limit: limit + (after === undefined ? 0 : 1) }),
  };
};
