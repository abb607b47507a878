import type { Caller, Role } from '../../domain/access.ts';
import type { Client } from '../../domain/client/client.ts';
import type { Clock } from '../../domain/clock.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Person } from '../../domain/person/person.ts';
import type { Identity } from '../../domain/person/sign-in.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { accepts, type CredentialRepository } from '../../domain/token/credential.ts';
import { type MachineToken, readToken } from '../../domain/token/machine-token.ts';

interface IdentifyContext {
  readonly verifyIdToken: (token: string) => Promise<Identity>;
  readonly signIn: (identity: Identity) => Promise<Person>;
  readonly people: Pick<ResourceRepository<Person>, 'get'>;
  readonly clients: Pick<ResourceRepository<Client>, 'find'>;
  readonly credentials: CredentialRepository;
  readonly clock: Clock;
}

/** How long who somebody is may be kept in memory: revoking is as quick as this (X1). */
const keptMillis = 30_000;

const refused = (detail: string) => new DomainError('unauthenticated', 'access/token-invalid', detail);

/** The token of an Authorization header: Bearer, or Basic with any user and the token as password (X1). */
const tokenOf = (authorization: string | undefined): string => {
  const [scheme = '', value = ''] = authorization?.trim().split(/\s+/, 2) ?? [];
  if (/^bearer$/i.test(scheme) && value !== '') return value;
  if (/^basic$/i.test(scheme)) {
    const pair = Buffer.from(value, 'base64').toString('utf8');
    if (pair.includes(':')) return pair.slice(pair.indexOf(':') + 1);
  }
  throw new DomainError('unauthenticated', 'access/token-missing', 'this takes a bearer token');
};

/**
 * Who asks (X1): a person by ID token, a client or monitor by its own token. Roles and teams come from our rows, never from the
 * token. Answers are kept in memory for 30 s.
 * @throws DomainError unauthenticated, or forbidden for who is gone
 */
export const identify = (context: IdentifyContext) => {
  const { verifyIdToken, signIn, clients, credentials, clock } = context;
  const kept = new Map<string, { readonly caller: Caller; readonly until: number }>();

  const person = async (token: string): Promise<Caller> => {
    const { id, roles, teams } = await signIn(await verifyIdToken(token));
    return { kind: 'person', id, roles, teams };
  };

  const machine = async (token: MachineToken): Promise<Caller> => {
    const credential = await credentials.find(token.kind, token.id);
    if (!credential || !accepts(credential, token, clock.now())) throw refused('this token is not known, or has ended');
    if (token.kind === 'monitor') return { kind: 'monitor', id: token.id, roles: ['monitor'], teams: [] };
    const client = await clients.find(token.id);
    if (!client) throw refused('this client is gone');
    return { kind: 'client', id: client.id, roles: client.roles as readonly Role[], teams: [], responsible: client.responsible };
  };

  const look = (token: string): Promise<Caller> => {
    if (!token.startsWith('qs_')) return person(token);
    const parts = readToken(token);
    if (!parts) throw refused('this token is malformed');
    return machine(parts);
  };

  return async (authorization: string | undefined): Promise<Caller> => {
    const token = tokenOf(authorization);
    const now = Date.parse(clock.now());
    const known = kept.get(token);
    if (known && known.until > now) return known.caller;
    const caller = await look(token);
    if (kept.size >= 1_000) kept.clear();
    kept.set(token, { caller, until: now + keptMillis });
    return caller;
  };
};
