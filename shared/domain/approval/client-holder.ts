import type { Change } from '../change/change.ts';
import type { Client } from '../client/client.ts';
import type { Person } from '../person/person.ts';

const clientPrefix = 'client:';

/** The clients that requested or edited a change. */
export const clientsInvolved = ({ client, authors = [] }: Pick<Change, 'client' | 'authors'>): readonly string[] => {
  const editing = authors.filter((author) => author.startsWith(clientPrefix)).map((author) => author.slice(clientPrefix.length));
  return [...new Set([...(client === undefined ? [] : [client]), ...editing])];
};

/** Whether a client can rotate the tokens of others, so that whoever holds its token can act for every client. */
const mayRotateTokens = ({ roles }: Pick<Client, 'roles'>): boolean => roles.includes('admin');

/** Whether a client decides who may act for a change: it requested or edited it, or may rotate the token of one that did. */
export const isDecisiveClient = (change: Pick<Change, 'client' | 'authors'>, client: Client): boolean =>
  mayRotateTokens(client) || clientsInvolved(change).includes(client.id);

/**
 * Whether a person can act for a client that requested or edited a change (P2): admins, because they can rotate its token; the people
 * responsible for it, now or when it acted; and those responsible for a client that can rotate its token. `clients` are the decisive
 * clients as they are now.
 */
export const isClientHolder = (
  change: Pick<Change, 'client' | 'authors' | 'responsibles'>,
  clients: readonly Client[],
  { id, roles }: Pick<Person, 'id' | 'roles'>,
): boolean => {
  if (clientsInvolved(change).length === 0) return false;
  if (roles.includes('admin') || change.responsibles?.includes(id)) return true;
  return clients.some((client) => client.responsible === id && isDecisiveClient(change, client));
};
