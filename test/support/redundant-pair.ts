import type { changeDesk } from './changes.ts';
import { relate } from './related.ts';

type Desk = Pick<Awaited<ReturnType<typeof changeDesk>>, 'ci' | 'world'>;

/** A service that depends on a redundancy group of as many servers, of which so many must be up. Returns the servers. */
export const redundantServers = async ({ ci, world }: Desk, count: number, minimumUp: number): Promise<readonly string[]> => {
  const shop = await ci('shop', { class: 'service' });
  const servers: string[] = [];
  for (let n = 1; n <= count; n += 1) servers.push(await ci(`shop-web-${n}`));
  const redundancy = [{ group: 'web', minimumUp, members: count }];
  await relate(
    world,
    servers.map((target) => ({ source: shop, type: 'depends-on', target, redundancy })),
  );
  return servers;
};

/** The two sides of a redundant pair. */
export const redundantPair = async (desk: Desk): Promise<readonly [string, string]> => {
  const [one = '', other = ''] = await redundantServers(desk, 2, 1);
  return [one, other];
};
