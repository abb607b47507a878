import type { Contract } from '../contracts/contract.ts';
import { problemResponse } from './problem.ts';
import type { HttpEvent, HttpResponse } from './request.ts';

/** The methods that a contract accepts. A contract with GET also accepts HEAD (I1). */
export const methodsOf = ({ method }: Pick<Contract, 'method'>): readonly string[] => (method === 'GET' ? ['GET', 'HEAD'] : [method]);

/** The path for problem documents and logs: without the token of a mailed link (X3). */
export const instanceOf = (path: string): string => path.replace(/^\/(approvals|calendar)\/.*/, '/$1/…');

const asPattern = (path: string): RegExp => new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`);

/**
 * The response to a request that matches no endpoint (I1): 405 with `Allow` if a contract has the path with other methods, otherwise 404.
 * It is also 404 if a contract has the path with this method. In this case API Gateway matched the path to a different route.
 */
export const unknownRoute = (contracts: readonly Contract[], event: HttpEvent): HttpResponse => {
  const path = event.rawPath;
  const methods = [...new Set(contracts.filter((each) => asPattern(each.path).test(path)).flatMap(methodsOf))];
  const { requestId, http } = event.requestContext;
  if (methods.length === 0 || methods.includes(http.method))
    return problemResponse({ status: 404, code: 'path/unknown', detail: 'no such path' }, instanceOf(path), requestId);
  const allow = methods.join(', ');
  return problemResponse(
    { status: 405, code: 'method/not-allowed', detail: `this path accepts ${allow}`, headers: { allow } },
    instanceOf(path),
    requestId,
  );
};
