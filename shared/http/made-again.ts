import type { Contract } from '../contracts/contract.ts';
import type { Endpoint } from './request.ts';

const isGet = ({ contract }: Endpoint): boolean => contract.method === 'GET';

/** What is read of a made thing lies under its collection, by one parameter. */
const isUnder = (collection: string, path: string): boolean =>
  path.startsWith(`${collection}/{`) && !path.slice(collection.length + 1).includes('/');

/**
 * The endpoint that reads what a POST has made or acted on, where it answers the same: `GET <collection>/{id}` of what is made, else the
 * resource whose verb the path ends in. An answer with a secret has a schema of its own and cannot be made again.
 */
export const readerOf = ({ path, success }: Contract, endpoints: readonly Endpoint[]): Endpoint | undefined => {
  const resource = path.slice(0, path.lastIndexOf('/'));
  const reads = (other: string): boolean => (success.status === 201 ? isUnder(path, other) : other === resource);
  return endpoints.find((each) => isGet(each) && reads(each.contract.path) && each.contract.success.schema === success.schema);
};

/** The reader's parameters: those of the request, and the id of what it made. */
export const readerParams = (reader: Contract, params: Readonly<Record<string, string>>, makes: string): Record<string, string> => {
  const last = /\{([^}]+)\}$/.exec(reader.path)?.[1];
  return last === undefined || last in params ? { ...params } : { ...params, [last]: makes };
};
