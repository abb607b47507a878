import type { Contract } from '../../shared/contracts/contract.ts';

type Routes = Readonly<Record<string, readonly Pick<Contract, 'method' | 'path' | 'explicitKey'>[]>>;

/** A route key of the gateway, and the folder of the function that answers it. */
export interface GatewayKey {
  readonly key: string;
  readonly function: string;
}

const noun = (path: string): string | undefined => /^\/v1\/([a-z-]+)(\/|$)/.exec(path)?.[1];

/**
 * The route keys of the gateway, from the contracts. A contract with `explicitKey` gets a key for its path. Other contracts share two keys
 * for their noun, one of which is greedy. Each key covers all methods, so that the function itself answers 404 and 405 with problem
 * documents. All other requests go to `$default`.
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
    if (other !== owner)
      throw new Error(`'${what}' is answered by two functions, '${other}' and '${owner}': set explicitKey in one of the contracts`);
    map.set(what, owner);
  };

  for (const [owner, contracts] of Object.entries(routes)) {
    for (const { method, path } of contracts) {
      const name = noun(path);
      if (own.has(path)) claim(keys, `ANY ${path}`, owner);
      else if (name) claim(owners, name, owner);
      else throw new Error(`'${method} ${path}' of '${owner}' is outside /v1/<noun>: set explicitKey in its contract`);
    }
  }
  for (const [name, owner] of owners) {
    claim(keys, `ANY /v1/${name}`, owner);
    claim(keys, `ANY /v1/${name}/{proxy+}`, owner);
  }
  return [...keys].map(([key, owner]) => ({ key, function: owner }));
};
