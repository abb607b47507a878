import type { Contract } from '../../shared/contracts/contract.ts';

type Routes = Readonly<Record<string, readonly Pick<Contract, 'method' | 'path' | 'explicitKey'>[]>>;

/** A key of the gateway, and the function (by its folder) that answers it. */
export interface GatewayKey {
  readonly key: string;
  readonly function: string;
}

const noun = (path: string): string | undefined => /^\/v1\/([a-z-]+)(\/|$)/.exec(path)?.[1];

/**
 * What the gateway listens to, from the contracts: a path of its own where a contract asks for one, else two greedy ones for its noun.
 * A function has all methods of what it answers, so that 404 and 405 are its own problem documents; `$default` is everything else.
 */
export const gatewayKeys = (routes: Routes): GatewayKey[] => {
  const own = new Set(
    Object.values(routes)
      .flat()
      .filter(({ explicitKey }) => explicitKey)
      .map(({ path }) => path),
  );
  const owners = new Map<string, string>();
  const keys = new Map<string, string>();
  const claim = (map: Map<string, string>, what: string, owner: string) => {
    const other = map.get(what) ?? owner;
    if (other !== owner) throw new Error(`'${what}' is answered by two functions, '${other}' and '${owner}': give one of them explicitKey`);
    map.set(what, owner);
  };

  for (const [owner, contracts] of Object.entries(routes)) {
    for (const { method, path } of contracts) {
      const name = noun(path);
      if (own.has(path)) claim(keys, `ANY ${path}`, owner);
      else if (name) claim(owners, name, owner);
      else throw new Error(`'${method} ${path}' of '${owner}' lies outside /v1/<noun>: give it explicitKey`);
    }
  }
  for (const [name, owner] of owners) {
    claim(keys, `ANY /v1/${name}`, owner);
    claim(keys, `ANY /v1/${name}/{proxy+}`, owner);
  }
  return [...keys].map(([key, owner]) => ({ key, function: owner }));
};
