import { AsyncLocalStorage } from 'node:async_hooks';
import type { Contract } from '../contracts/contract.ts';
import type { Caller } from '../domain/access.ts';
import { type Clock, type Instant, plus } from '../domain/clock.ts';
import { DomainError, invalid, mismatch } from '../domain/errors.ts';
import {
  answeredWithinMillis,
  type IdempotencyRecord,
  type IdempotencyRepository,
  keptBodyLimit,
  keptForMillis,
} from '../domain/idempotency/idempotency-record.ts';
import { sha256 } from '../domain/sha256.ts';
import { isStaleWrite, type Store, type Write } from '../domain/store.ts';
import type { HttpEvent, HttpResponse } from './request.ts';

/** The request that is being handled. Its record is written with the first commit. */
interface Protection {
  record: IdempotencyRecord;
  committed: boolean;
}

const underWay = new AsyncLocalStorage<Protection>();

/** Another request with the same key was first: its record decides the answer. */
class KeyRace extends Error {
  override readonly name = 'IdempotencyRaced';
}

/** The id of the resource that a write creates. The runtime knows it, because it knows the rows. */
type MadeBy = (write: Write) => string | undefined;

/**
 * The store as use cases see it. The first commit of a request with an Idempotency-Key includes the record of the key, so that both are
 * committed or neither (I3). The record has the id of what the request creates.
 */
export const protectingStore = (store: Store, repository: Pick<IdempotencyRepository, 'save'>, madeBy: MadeBy): Store => ({
  writeOnce: (writes) => store.writeOnce(writes),
  commit: async (writes) => {
    const protection = underWay.getStore();
    if (!protection || protection.committed) return store.commit(writes);
    const makes = writes.map(madeBy).find((id) => id !== undefined);
    protection.record = { ...protection.record, ...(makes === undefined ? {} : { makes }) };
    const record = repository.save(protection.record);
    try {
      await store.commit([...writes, record]);
    } catch (error) {
      if (isStaleWrite(error) && error.labels.includes(record.label)) throw new KeyRace('the same key is under way');
      throw error;
    }
    protection.committed = true;
  },
});

interface HandlerResult {
  readonly response: HttpResponse;
  /** Whether the answer contains a secret. */
  readonly secret: boolean;
}

interface ProtectedRequest {
  readonly contract: Contract;
  readonly event: HttpEvent;
  readonly caller: Caller;
  /** Handles the request. */
  readonly run: () => Promise<HandlerResult>;
  /** Builds an answer that was not stored, by reading what the request created; nothing if that cannot be read. */
  readonly again: (makes: string | undefined) => Promise<HttpResponse | undefined>;
}

const conflict = (code: string, detail: string, retryAfterSeconds?: number) =>
  new DomainError('conflict', code, detail, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });

const replayed = (response: HttpResponse): HttpResponse => ({
  ...response,
  headers: { ...response.headers, 'idempotency-replayed': 'true' },
});

/** The stored answer, or one built again if its body was too large or the first request ended between its commit and its answer. */
const replay = async (
  record: IdempotencyRecord,
  request: string,
  now: Instant,
  again: ProtectedRequest['again'],
): Promise<HttpResponse> => {
  if (record.request !== request)
    throw mismatch('idempotency/key-reused', 'this Idempotency-Key was used with another request before; use a new one');
  if (record.secret)
    throw conflict('idempotency/secret-answer', 'the request was done before; its answer contained a secret, which is shown only once');
  const { answer } = record;
  if (answer?.body !== undefined) return replayed({ statusCode: answer.status, headers: answer.headers, body: answer.body });
  const isOver = answer !== undefined || plus(record.expiresAt, answeredWithinMillis - keptForMillis) <= now;
  if (!isOver) throw conflict('idempotency/in-progress', 'the first request with this key is still being handled', 1);
  const made = await again(record.makes);
  if (!made) throw conflict('idempotency/answer-lost', 'the request was done before and its answer was not stored; read what it created');
  return replayed({ ...made, statusCode: answer?.status ?? made.statusCode });
};

const keyPattern = /^[\x21-\x7e]{1,255}$/;

/** The id of the key's record: a hash of caller, method, path and key. @throws DomainError 400 for a key that is not valid */
const recordId = ({ contract, event, caller }: ProtectedRequest, key: string): string => {
  if (!keyPattern.test(key))
    throw invalid(undefined, 'idempotency/key-invalid', 'an Idempotency-Key has 1 to 255 visible ASCII characters');
  return sha256([caller.kind, caller.id, contract.method, event.rawPath, key].join('\n'));
};

/** The record with the answer; nothing for an error, which is not stored. */
const answered = (record: IdempotencyRecord, { response, secret }: HandlerResult): IdempotencyRecord | undefined => {
  const { statusCode: status, headers, body } = response;
  if (status >= 300) return undefined;
  const next = { ...record, version: record.version + 1 };
  if (secret) return { ...next, secret };
  return { ...next, answer: { status, headers: { ...headers }, ...(Buffer.byteLength(body) > keptBodyLimit ? {} : { body }) } };
};

interface IdempotencyContext {
  readonly repository: IdempotencyRepository;
  readonly store: Store;
  readonly clock: Clock;
}

/** Runs a request once per Idempotency-Key, or answers as before if the key and the request are the same (I3). */
export const idempotently = ({ repository, store, clock }: IdempotencyContext) => {
  /** Runs the request with its record, and stores the answer once it has committed. @throws KeyRace if another request with the key was first */
  const once = async (record: IdempotencyRecord, run: ProtectedRequest['run']): Promise<HttpResponse> => {
    const protection: Protection = { committed: false, record };
    const made = await underWay.run(protection, run);
    const kept = protection.committed ? answered(protection.record, made) : undefined;
    if (kept) await store.commit([repository.save(kept)]);
    return made.response;
  };

  return async (request: ProtectedRequest): Promise<HttpResponse> => {
    const { contract, event, run, again } = request;
    const key = event.headers['idempotency-key'];
    if (!contract.idempotent || key === undefined) return (await run()).response;

    const id = recordId(request, key);
    const asked = sha256(`${event.rawQueryString ?? ''}\n${event.body ?? ''}`);
    const found = await repository.find(id);
    const now = clock.now();
    if (found && found.expiresAt > now) return replay(found, asked, now, again);
    const record = { id, version: (found?.version ?? 0) + 1, request: asked, expiresAt: plus(now, keptForMillis) };
    return once(record, run).catch(async (error: unknown) => {
      const first = error instanceof KeyRace ? await repository.find(id) : undefined;
      if (!first) throw error;
      return replay(first, asked, now, again);
    });
  };
};
