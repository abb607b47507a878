import { allAreas } from '../../shared/functions/all-functions.ts';
import type { Endpoint } from '../../shared/http/request.ts';
import { runningAs } from './table-calls.ts';

/** The name of the function that answers a route, by the name of the route. */
const functionOf: ReadonlyMap<string, string> = new Map(
  allAreas.flatMap(({ name, routes }) => routes.map((route) => [route.name, name] as const)),
);

/** Wraps an endpoint so that it has the rights of its function (X3). A route that only a test declares has all rights. */
export const withRights = (endpoint: Endpoint): Endpoint => {
  const { contract, answer, mayCall } = endpoint;
  const name = functionOf.get(contract.name);
  return name ? { contract, answer: runningAs(name, answer), mayCall: mayCall && runningAs(name, mayCall) } : endpoint;
};
