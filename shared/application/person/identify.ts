import type { Caller, Role } from '../../domain/access.ts';
import type { Client } from '../../domain/client/client.ts';
import type { Clock } from '../../domain/clock.ts';
import { DomainError } from '../../domain/errors.ts';
import { callerOf, type Person } from '../../domain/person/person.ts';
import type { Identity } from '../../domain/person/sign-in.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { accepts, type CredentialRepository } from '../../domain/token/credential.ts';
import { type MachineToken, readToken } from '../../domain/token/machine-token.ts';
import { sentToken } from '../../domain/token/sent-token.ts';

interface IdentifyContext {
  readonly verifyIdToken: (token: string) => Promise<Identity>;
  readonly signIn: (identity: Identity) => Promise<Person>;
  readonly people: Pick<ResourceRepository<Person>, 'get'>;
  readonly clients: Pick<ResourceRepository<Client>, 'find'>;
  readonly credentials: CredentialRepository;
  readonly clock: Clock;
}

/** How long an identified caller is cached, in milliseconds. A revoked token is accepted for at most this long (X1). */
const cachedMillis = 30_000;

const invalidToken = (detail: string, claimed?: MachineToken) =>
  new DomainError('unauthenticated', 'access/token-invalid', detail, claimed ? { claimant: `${claimed.kind}:${claimed.id}` } : {});

const rotation = ({ kind, id }: MachineToken): string => `POST /v1/${kind}s/${id}/rotate-token`;

const tokenOf = (authorization: string | undefined): string => {
  const token = sentToken(authorization);
  if (token !== undefined) return token;
  throw new DomainError('unauthenticated', 'access/token-missing', 'a token is required; send the header Authorization: Bearer <token>');
};

/**
 * Identifies the caller (X1): a person by an ID token, a client or monitor by its own token. Roles and teams are read from the table and
 * never from the token. Callers are cached in memory for 30 s.
 * @throws DomainError unauthenticated `access/token-missing`, `access/token-invalid`; the errors of `signIn` and `idTokens`
 */
export const identify = (context: IdentifyContext) => {
  const { verifyIdToken, signIn, clients, credentials, clock } = context;
  const cache = new Map<string, { readonly caller: Caller; readonly until: number }>();

  const person = async (token: string): Promise<Caller> => callerOf(await signIn(await verifyIdToken(token)));

  const machine = async (token: MachineToken): Promise<Caller> => {
    const credential = await credentials.find(token.kind, token.id);
    if (!credential || !accepts(credential, token, clock.now()))
      throw invalidToken(
        `this token of a ${token.kind} is unknown or has expired; an admin can issue a new one with ${rotation(token)}`,
        token,
      );
    if (token.kind === 'monitor') return { kind: 'monitor', id: token.id, roles: ['monitor'], teams: [] };
    const client = await clients.find(token.id);
    if (!client) throw invalidToken(`client ${token.id} no longer exists; an admin can create another one with POST /v1/clients`, token);
    return { kind: 'client', id: client.id, roles: client.roles as readonly Role[], teams: [], responsible: client.responsible };
  };

  const identifyToken = (token: string): Promise<Caller> => {
    if (!token.startsWith('qs_')) return person(token);
    const parts = readToken(token);
    if (!parts) throw invalidToken('this token is not complete; send the whole token as it was shown when it was issued');
    if (parts.kind === 'feed') throw invalidToken('the token of a calendar feed opens the address of its feed, and nothing else');
    return machine(parts);
  };

  return async (authorization: string | undefined): Promise<Caller> => {
    const token = tokenOf(authorization);
    const now = Date.parse(clock.now());
    const cached = cache.get(token);
    if (cached && cached.until > now) return cached.caller;
    const caller = await identifyToken(token);
    if (cache.size >= 1_000) cache.clear();
    cache.set(token, { caller, until: now + cachedMillis });
    return caller;
  };
};
