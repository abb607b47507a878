import type { Contract } from '../../shared/contracts/contract.ts';
import type { Role } from '../../shared/domain/access.ts';
import { api } from '../../shared/functions/all-functions.ts';

/** Lists of values that the fuzzer uses in addition to its own, by the noun of a path or another name. */
export type Words = Readonly<Record<string, readonly string[]>>;

/** The role that passes most checks of an area, for operations that any token may call. */
const mostRights: Readonly<Record<string, Role>> = {
  changes: 'change-manager',
  evaluate: 'change-manager',
  'configuration-items': 'configuration-manager',
};

/** The role that passes most checks of an operation, or undefined for an operation without a token. */
export const roleFor = (area: string, { access }: Contract): Role | undefined => {
  if (access === 'anyone') return undefined;
  return access === 'signed-in' ? (mostRights[area] ?? 'admin') : access[0];
};

const nounOf = (path: string): string => /^\/v1\/([a-z-]+)/.exec(path)?.[1] ?? '';

/** The parameters that draw from a list, and how often. */
const listParameters = ({
  path,
  ifMatch,
  ifNoneMatch,
  idempotent,
}: Contract): readonly (readonly [parameter: string, list: string, often: number])[] => [
  ...(path.includes('{id}') ? [['path.id', nounOf(path), 0.7] as const] : []),
  ...(path.includes('{targetId}')
    ? ([
        ['path.targetId', 'items', 0.7],
        ['path.type', 'relations', 0.8],
      ] as const)
    : []),
  ...(path.includes('{group}') ? [['path.group', 'keys', 0.7] as const] : []),
  ...(path.includes('{token}') ? [['path.token', 'links', 0.7] as const] : []),
  ...(ifMatch ? [['header.If-Match', 'star', 0.8] as const] : []),
  ...(ifNoneMatch ? [['header.If-None-Match', 'star', 0.8] as const] : []),
  ...(idempotent ? [['header.Idempotency-Key', 'keys', 0.3] as const] : []),
];

const operation = (contract: Contract, token: string | undefined, words: Words): string => {
  const parameters = listParameters(contract)
    .filter(([, list]) => words[list]?.length)
    .map(([parameter, list, often]) => `"${parameter}" = { dictionary = "${list}", probability = ${often} }`);
  // The fuzzer refuses an empty section.
  if (token === undefined && parameters.length === 0) return '';
  return [
    '[[operations]]',
    `include-operation-id = "${contract.name}"`,
    ...(token === undefined ? [] : [`headers = { Authorization = "Bearer ${token}" }`]),
    ...(parameters.length === 0 ? [] : ['[operations.parameters]', ...parameters]),
  ].join('\n');
};

/** The fuzzer's settings. Each operation gets the token of the role that passes most checks, and mostly ids that exist. */
export const fuzzSettings = (tokenOf: (role: Role) => string | undefined, words: Words): string => {
  const all: Words = { ...words, star: ['*'], keys: ['one', 'two', 'three'], relations: ['depends-on', 'runs-on'] };
  const lists = Object.entries(all)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => `[dictionaries.${name}]\nvalues = ${JSON.stringify(values)}`);
  const operations = Object.entries(api).flatMap(([area, contracts]) =>
    (contracts as readonly Contract[]).map((contract) => {
      const role = roleFor(area, contract);
      return operation(contract, role && tokenOf(role), all);
    }),
  );
  return [...lists, ...operations.filter((each) => each !== ''), ''].join('\n');
};
