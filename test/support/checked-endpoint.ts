import { problemResponses } from '../../infra/openapi/problems.ts';
import type { Contract } from '../../shared/contracts/contract.ts';
import { type DomainError, isDomainError } from '../../shared/domain/errors.ts';
import { statusOf } from '../../shared/http/problem.ts';
import { Answer, type Endpoint } from '../../shared/http/request.ts';

/** Whether the OpenAPI document does not describe this error of a route. */
const isUndeclared = (contract: Contract, { kind, code }: DomainError): boolean => {
  const declared = problemResponses(contract)[statusOf[kind]];
  if (!declared) return true;
  return 'description' in declared && !declared.description?.includes(`\`${code}\``);
};

const checkBody = ({ name, success: { schema, table, later } }: Contract, body: unknown, status?: number): void => {
  const described = status === 202 && later ? later : schema;
  const result = table && typeof body === 'string' ? undefined : described?.().safeParse(JSON.parse(JSON.stringify(body ?? null)));
  if (result && !result.success) throw new Error(`${name} answers a body that its contract does not describe: ${result.error.message}`);
};

const checkStatus = (contract: Contract, { status }: Answer): void => {
  const { status: usual, known, later } = contract.success;
  const declared = [undefined, usual, known, ...(later ? [202] : [])];
  if (declared.includes(status) || (status !== undefined && status in problemResponses(contract))) return;
  throw new Error(`${contract.name} answers ${status}, which its contract does not declare`);
};

/** Wraps an endpoint so that an answer or error that its contract does not describe fails the test (I6). */
export const checkedEndpoint = ({ contract, answer, mayCall }: Endpoint): Endpoint => ({
  contract,
  mayCall,
  answer: async (request) => {
    try {
      const result = await answer(request);
      checkBody(contract, result instanceof Answer ? result.body : result, result instanceof Answer ? result.status : undefined);
      if (result instanceof Answer) checkStatus(contract, result);
      return result;
    } catch (error) {
      if (!isDomainError(error) || !isUndeclared(contract, error)) throw error;
      throw new Error(`${contract.name} answers ${statusOf[error.kind]} ${error.code}, which its contract does not declare`);
    }
  },
});
