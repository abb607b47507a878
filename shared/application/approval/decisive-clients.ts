import { clientsInvolved, isDecisiveClient } from '../../domain/approval/client-holder.ts';
import type { Change } from '../../domain/change/change.ts';
import type { Client } from '../../domain/client/client.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';

/** Reads the clients that decide who may act for a change (P2). Nothing is read for a change that no client requested or edited. */
export const decisiveClients = async (clients: Pick<ResourceRepository<Client>, 'page'>, change: Change): Promise<readonly Client[]> => {
  const found: Client[] = [];
  if (clientsInvolved(change).length === 0) return found;
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const page = await clients.page({ limit: 200, after }, (client) => isDecisiveClient(change, client));
    found.push(...page.items);
    after = page.nextCursor;
  }
  return found;
};
