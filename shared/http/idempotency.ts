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
import { requestHashOf } from './request-hash.ts';

/** The idempotency record of the request that is being handled, and whether it was written. It is written with the first commit. */
interface Protection {
  record: IdempotencyRecord;
  committed: boolean;
}

const currentProtection = new AsyncLocalStorage<Protection>();

/** Another request with the same key stored its record first. The response is taken from that record. */
class KeyRace extends Error {
  override readonly name = 'IdempotencyRaced';
}

/** Returns the id of the resource that a write creates, if any. The runtime supplies this function, because it knows the format of rows. */
type CreatedIdOf = (write: Write) => string | undefined;

/**
 * The store that use cases get. The first commit of a request with an Idempotency-Key includes the record of the key, so that either both
 * are committed or neither (I3). The record contains the id of the resource that the request creates.
 */
export const protectingStore = (store: Store, repository: Pick<IdempotencyRepository, 'save'>, createdIdOf: CreatedIdOf): Store => ({
  writeOnce: (writes) => store.writeOnce(writes),
  commitOne: (write) => store.commitOne(write),
  commit: async (writes) => {
    const protection = currentProtection.getStore();
    if (!protection || protection.committed) return store.commit(writes);
    const makes = writes.map(createdIdOf).find((id) => id !== undefined);
    protection.record = { ...protection.record, ...(makes === undefined ? {} : { makes }) };
    const record = repository.save(protection.record);
    try {
      await store.commit([...writes, record]);
    } catch (error) {
      if (isStaleWrite(error) && error.labels.includes(record.label)) throw new KeyRace('another request with the same key is in progress');
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
  /** Rebuilds a response that was not stored by reading the resource that the request created. Undefined if it cannot be read. */
  readonly rebuildResponse: (createdId: string | undefined) => Promise<HttpResponse | undefined>;
}

const conflict = (code: string, detail: string, retryAfterSeconds?: number) =>
  new DomainError('conflict', code, detail, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });

const withReplayedHeader = (response: HttpResponse): HttpResponse => ({
  ...response,
  headers: { ...response.headers, 'idempotency-replayed': 'true' },
});

/** Whether the request of the record may still store its response. */
const isInProgress = ({ answer, secret, expiresAt }: IdempotencyRecord, now: Instant): boolean =>
  answer === undefined && !secret && plus(expiresAt, answeredWithinMillis - keptForMillis) > now;

/**
 * Returns the response of the first request. If it was not stored, it is rebuilt. A response is not stored if its body was too large, or if
 * the first request was interrupted after its commit.
 * @throws DomainError mismatch `idempotency/key-reused`; conflict `idempotency/secret-answer`, `idempotency/in-progress`,
 * `idempotency/answer-lost`
 */
const replay = async (
  record: IdempotencyRecord,
  request: string,
  now: Instant,
  rebuildResponse: ProtectedRequest['rebuildResponse'],
): Promise<HttpResponse> => {
  if (record.request !== request)
    throw mismatch('idempotency/key-reused', 'this Idempotency-Key was already used with a different request; use a new key');
  if (record.secret)
    throw conflict(
      'idempotency/secret-answer',
      'this request was already processed; its response contained a secret, which is shown only once',
    );
  const { answer } = record;
  if (answer?.body !== undefined) return withReplayedHeader({ statusCode: answer.status, headers: answer.headers, body: answer.body });
  if (isInProgress(record, now)) throw conflict('idempotency/in-progress', 'the first request with this key is still being processed', 1);
  const rebuilt = await rebuildResponse(record.makes);
  if (!rebuilt)
    throw conflict(
      'idempotency/answer-lost',
      'this request was already processed, but its response was not stored; read the resource that it created',
    );
  return withReplayedHeader({ ...rebuilt, statusCode: answer?.status ?? rebuilt.statusCode });
};

const keyPattern = /^[\x21-\x7e]{1,255}$/;

/** The key of a request that may have one. */
const keyOf = (contract: Contract, event: HttpEvent): string | undefined =>
  contract.idempotent ? event.headers['idempotency-key'] : undefined;

/** @throws DomainError 400 `idempotency/key-invalid` */
export const assertKey = (contract: Contract, event: HttpEvent): void => {
  const key = keyOf(contract, event);
  if (key !== undefined && !keyPattern.test(key))
    throw invalid(undefined, 'idempotency/key-invalid', 'an Idempotency-Key must have 1 to 255 visible ASCII characters');
};

/** The id of the key's record: a hash of caller, method, path and key. */
const recordId = ({ contract, event, caller }: ProtectedRequest, key: string): string =>
  sha256([caller.kind, caller.id, contract.method, event.rawPath, key].join('\n'));

/** The record with the response. Undefined for an error, because errors are not stored. */
const withResponse = (record: IdempotencyRecord, { response, secret }: HandlerResult): IdempotencyRecord | undefined => {
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
  /** Waits for some milliseconds. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** How often, and every how many milliseconds, a request reads the record again while the first request with its key has no answer yet. */
const answerReads = { count: 20, everyMillis: 100 };

/**
 * Runs a request once per Idempotency-Key. If the same request is sent again with the same key, it returns the first response. Two such
 * requests may run at the same time. Then the second one is refused because of what the first one wrote, so after any refusal the record is
 * read again, and the second one gets the response of the first (I3).
 */
export const idempotently = ({ repository, store, clock, pause }: IdempotencyContext) => {
  /** Runs the request and stores the response if the request committed. @throws KeyRace if another request stored its record first */
  const runOnce = async (protection: Protection, run: ProtectedRequest['run']): Promise<HttpResponse> => {
    const result = await currentProtection.run(protection, run);
    const recordToStore = protection.committed ? withResponse(protection.record, result) : undefined;
    if (recordToStore) await store.commit([repository.save(recordToStore)]);
    return result.response;
  };

  /** The record of the first request, with its answer if that is stored within two seconds. */
  const answered = async (record: IdempotencyRecord): Promise<IdempotencyRecord> => {
    let latest = record;
    for (let read = 0; read < answerReads.count && isInProgress(latest, clock.now()); read += 1) {
      await pause(answerReads.everyMillis);
      latest = (await repository.find(record.id)) ?? latest;
    }
    return latest;
  };

  return async (request: ProtectedRequest): Promise<HttpResponse> => {
    const { contract, event, run, rebuildResponse } = request;
    const key = keyOf(contract, event);
    if (key === undefined) return (await run()).response;

    const id = recordId(request, key);
    const requestHash = requestHashOf(event);
    const found = await repository.find(id);
    const now = clock.now();
    const replayOf = async (record: IdempotencyRecord) =>
      replay(record.request === requestHash ? await answered(record) : record, requestHash, now, rebuildResponse);
    if (found && found.expiresAt > now) return replayOf(found);
    const record = { id, version: (found?.version ?? 0) + 1, request: requestHash, expiresAt: plus(now, keptForMillis) };
    const protection: Protection = { committed: false, record };
    return runOnce(protection, run).catch(async (error: unknown) => {
      // If this request has stored the record itself, the refusal is its own.
      const first = protection.committed ? undefined : await repository.find(id);
      if (!first || first.expiresAt <= now) throw error;
      return replayOf(first);
    });
  };
};
