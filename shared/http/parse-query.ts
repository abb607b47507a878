import * as z from 'zod';
import type { Contract } from '../contracts/contract.ts';
import { DomainError, invalid } from '../domain/errors.ts';
import { pointerTo } from '../domain/schema-error.ts';
import { parseWith } from './parse.ts';
import type { HttpEvent } from './request.ts';

const isList = (field: unknown): boolean =>
  field instanceof z.ZodOptional || field instanceof z.ZodDefault ? isList(field.unwrap()) : field instanceof z.ZodArray;

/** The parameters that may be repeated: their schema is a list. */
const listsOf = ({ query }: Contract): readonly string[] =>
  Object.entries(query?.().shape ?? {}).flatMap(([name, field]) => (isList(field) ? [name] : []));

/** The parameters by name. Those that may be repeated have a list of their values. */
const parametersOf = (contract: Contract, sent: URLSearchParams): Readonly<Record<string, string | readonly string[]>> => {
  const lists = listsOf(contract).filter((name) => sent.has(name));
  return { ...Object.fromEntries(sent), ...Object.fromEntries(lists.map((name) => [name, sent.getAll(name)])) };
};

/** @throws DomainError 400 for a parameter that is given more than once and is no list, and for a limit that is not written in digits */
const assertQuery = (contract: Contract, sent: URLSearchParams): void => {
  const known = [...(contract.dryRun ? ['dryRun'] : []), ...Object.keys(contract.query?.().shape ?? {})];
  const lists = listsOf(contract);
  const repeated = known.find((name) => sent.getAll(name).length > 1 && !lists.includes(name));
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

/** Parses the query with the contract's schema. @throws DomainError 400 for an invalid or unknown parameter */
export const parseQuery = (contract: Contract, event: HttpEvent): { readonly query: unknown; readonly dryRun: boolean } => {
  const sent = new URLSearchParams(event.rawQueryString ?? '');
  assertQuery(contract, sent);
  const parameters = parametersOf(contract, sent);
  const { dryRun: _, ...rest } = parameters;
  const dryRun = sent.get('dryRun') ?? undefined;
  const ownParameters = contract.dryRun ? rest : parameters;
  assertDryRun(contract, dryRun);
  if (!contract.query) {
    const [unknown] = Object.keys(ownParameters);
    if (unknown !== undefined) {
      const taken = contract.dryRun ? 'only dryRun' : 'no query parameters';
      throw new DomainError('invalid', 'query/invalid', `unknown query parameter ${unknown}; this path takes ${taken}`, {
        errors: [
          { pointer: pointerTo('/query', unknown), code: 'unknown-field', detail: `unknown query parameter; this path takes ${taken}` },
        ],
      });
    }
  }
  return {
    query: contract.query && parseWith(contract.query(), ownParameters, '/query', 'query/invalid'),
    dryRun: contract.dryRun === true && dryRun === 'true',
  };
};
