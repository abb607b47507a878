import type { Contract } from '../contracts/contract.ts';
import { problemResponse } from './problem.ts';
import type { HttpEvent, HttpResponse } from './request.ts';

/** The methods that a contract answers: HEAD wherever GET is (I1). */
export const methodsOf = ({ method }: Pick<Contract, 'method'>): readonly string[] => (method === 'GET' ? ['GET', 'HEAD'] : [method]);

/** The path as error documents and logs show it: without the token of a mailed link (X3). */
export const instanceOf = (path: string): string => path.replace(/^\/(approvals|calendar)\/.*/, '/$1/…');

const asPattern = (path: string): RegExp => new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`);

/**
 * The answer to a request that no endpoint takes (I1): 405 with `Allow` if the path is known by other methods, else 404. It is also 404 if
 * the path is known by this method: then the gateway sent the request to the wrong function, because it reads the path differently.
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
