import type { Contract } from '../contracts/contract.ts';
import type { Endpoint } from './request.ts';

const isGet = ({ contract }: Endpoint): boolean => contract.method === 'GET';

/** Whether the path is `<collection>/{parameter}`. */
const isUnder = (collection: string, path: string): boolean =>
  path.startsWith(`${collection}/{`) && !path.slice(collection.length + 1).includes('/');

/**
 * Finds the GET endpoint that reads what a POST created or changed. A replay uses it if the first response was not stored (I3). For a
 * created resource this is `GET <collection>/{id}`. For an action `<resource>/<verb>` it is `GET <resource>`. The endpoint must have the
 * same response schema. A response with a secret has its own schema, so it cannot be rebuilt.
 */
export const readerOf = ({ path, success }: Contract, endpoints: readonly Endpoint[]): Endpoint | undefined => {
  const resource = path.slice(0, path.lastIndexOf('/'));
  const reads = (other: string): boolean => (success.status === 201 ? isUnder(path, other) : other === resource);
  return endpoints.find((each) => isGet(each) && reads(each.contract.path) && each.contract.success.schema === success.schema);
};

/**
 * The path parameters for the endpoint that `readerOf` found: those of the request, and the id of the resource that the request created.
 */
export const readerParams = (reader: Contract, params: Readonly<Record<string, string>>, createdId: string): Record<string, string> => {
  const last = /\{([^}]+)\}$/.exec(reader.path)?.[1];
  return last === undefined || last in params ? { ...params } : { ...params, [last]: createdId };
};
