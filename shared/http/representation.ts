import type { Contract } from '../contracts/contract.ts';
import type { Caller } from '../domain/access.ts';
import { forbidden } from '../domain/errors.ts';
import { assertVersion } from '../domain/expected-version.ts';
import { project } from './project.ts';
import { Answer, type Endpoint, type Request } from './request.ts';

/** @throws DomainError forbidden `access/role-missing` */
export const authorize = (contract: Contract, caller: Caller): void => {
  if (contract.access === 'anyone' || contract.access === 'signed-in') return;
  if (contract.access.some((role) => caller.roles.includes(role))) return;
  throw forbidden('access/role-missing', `one of these roles is required: ${contract.access.join(', ')}`);
};

/** The fields of a response body that the contract names. All other fields are removed. `status` is that of the response. */
export const contractFields = ({ success }: Contract, body: unknown, status: number = success.status): unknown => {
  const schema = status === 202 && success.later ? success.later : success.schema;
  return schema ? project(schema(), body) : body;
};

/**
 * The resource of a patch as its GET answers it to the caller.
 * @throws DomainError stale if the caller names another version, because fields of that version are no changes
 */
export const representationOf = async ({ contract }: Endpoint, endpoints: readonly Endpoint[], request: Request): Promise<unknown> => {
  const reader = endpoints.find(({ contract: { method, path } }) => method === 'GET' && path === contract.path);
  if (!reader) return undefined;
  authorize(reader.contract, request.caller);
  const result = await reader.answer({ ...request, query: undefined });
  const body = contractFields(reader.contract, result instanceof Answer ? result.body : result) as { readonly version: number };
  assertVersion(body, request.ifMatch, request.caller);
  return body;
};
