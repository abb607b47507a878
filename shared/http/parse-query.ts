import type { Contract } from '../contracts/contract.ts';
import { DomainError, invalid } from '../domain/errors.ts';
import { pointerTo } from '../domain/schema-error.ts';
import { parseWith } from './parse.ts';
import type { HttpEvent } from './request.ts';

/** @throws DomainError 400 for a parameter that is given more than once, and for a limit that is not written in digits */
const assertQuery = (contract: Contract, sent: URLSearchParams): void => {
  const known = [...(contract.dryRun ? ['dryRun'] : []), ...Object.keys(contract.query?.().shape ?? {})];
  const repeated = known.find((name) => contract.lists?.[name] === undefined && sent.getAll(name).length > 1);
  if (repeated !== undefined)
    throw invalid(pointerTo('/query', repeated), 'query/invalid', `${repeated} is given more than once; send it once`);
  const limit = known.includes('limit') ? sent.get('limit') : null;
  if (limit !== null && !/^\d{1,9}$/.test(limit))
    throw invalid(
      '/query/limit',
      'query/invalid',
      `limit is ${limit.slice(0, 20) || 'empty'}; it must be a whole number from 1 to 200, such as 50`,
    );
};

/** @throws DomainError 400 if the parameter dryRun is neither true nor false */
const assertDryRun = (contract: Contract, dryRun: string | undefined): void => {
  if (!contract.dryRun || dryRun === undefined || dryRun === 'true' || dryRun === 'false') return;
  const detail = `dryRun is ${dryRun.slice(0, 20) || 'empty'}; it must be true or false`;
  throw new DomainError('invalid', 'query/invalid', detail, { errors: [{ pointer: '/query/dryRun', code: 'invalid-value', detail }] });
};

/** The parameters by name: a text, or a list of texts where the contract declares one. */
const parametersOf = ({ lists = {} }: Contract, sent: URLSearchParams): Record<string, string | readonly string[]> =>
  Object.fromEntries(
    [...new Set(sent.keys())].map((name) => {
      const values = sent.getAll(name);
      const list = lists[name];
      return [name, list === undefined ? (values.at(-1) ?? '') : values.flatMap((value) => (list === 'comma' ? value.split(',') : value))];
    }),
  );

/** @throws DomainError 400 for a parameter of a path that takes none */
const assertNoQuery = (contract: Contract, parameters: object): void => {
  const [unknown] = Object.keys(parameters);
  if (unknown === undefined) return;
  const taken = contract.dryRun ? 'only dryRun' : 'no query parameters';
  throw new DomainError('invalid', 'query/invalid', `unknown query parameter ${unknown}; this path takes ${taken}`, {
    errors: [{ pointer: pointerTo('/query', unknown), code: 'unknown-field', detail: `unknown query parameter; this path takes ${taken}` }],
  });
};

/** Parses the query with the contract's schema. @throws DomainError 400 for an invalid or unknown parameter */
export const parseQuery = (contract: Contract, event: HttpEvent): { readonly query: unknown; readonly dryRun: boolean } => {
  const sent = new URLSearchParams(event.rawQueryString ?? '');
  assertQuery(contract, sent);
  const { dryRun: dryRunSent, ...rest } = parametersOf(contract, sent);
  const dryRun = dryRunSent === undefined ? undefined : String(dryRunSent);
  const ownParameters = contract.dryRun || dryRun === undefined ? rest : { ...rest, dryRun };
  assertDryRun(contract, dryRun);
  if (!contract.query) assertNoQuery(contract, ownParameters);
  return {
    query: contract.query && parseWith(contract.query(), ownParameters, '/query', 'query/invalid'),
    dryRun: contract.dryRun === true && dryRun === 'true',
  };
};
