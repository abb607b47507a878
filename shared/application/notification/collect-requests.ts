import { type Clock, type Ids, minute, plus } from '../../domain/clock.ts';
import { type DueRepository, newDue } from '../../domain/due/due.ts';
import { type EventRepository, system } from '../../domain/event/event.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import type { MailRepository } from '../../domain/mail/mail.ts';
import { admit, digestDelay, noBurst, type RequestKey } from '../../domain/mail/request-burst.ts';
import { onFreshRows, type Store } from '../../domain/store.ts';

interface BurstContext {
  readonly mails: Pick<MailRepository, 'burstOf' | 'saveBurst'>;
  readonly dues: Pick<DueRepository, 'save'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** After how long the sweep looks again whether the waiting requests were mailed, in milliseconds. */
const lookAgainAfter = 5 * minute;

/** How a person gets a request: by a mail of its own, or in one that it shares. Whoever starts the shared mail also sends it. */
type RequestMail = 'alone' | 'starts-shared' | 'joins-shared';

/**
 * How a request is mailed. From the third within a minute on, requests gather for one mail: the row of the person says so, and a duty of the
 * sweep in the same transaction sends it if nobody else has. Nothing is lost: if that cannot be stored, the request is mailed alone.
 */
export const requestMail =
  (context: BurstContext) =>
  async (person: string, request: RequestKey): Promise<RequestMail> => {
    const { mails, dues, store, clock } = context;
    try {
      return await onFreshRows(async (): Promise<RequestMail> => {
        const now = clock.now();
        const burst = (await mails.burstOf(person)) ?? noBurst(person, now);
        const { isAlone, next } = admit(burst, request, now);
        const isFirstWaiting = burst.waiting.length === 0 && next !== undefined && next.waiting.length > 0;
        const due = isFirstWaiting ? [dues.save(newDue(context)('digest', person, plus(now, digestDelay)))] : [];
        if (next) await store.commit([mails.saveBurst(next), ...due]);
        if (isAlone) return 'alone';
        return isFirstWaiting ? 'starts-shared' : 'joins-shared';
      });
    } catch {
      // Too many requests at the same moment, or a row that cannot be read. A mail too many is better than one too few.
      return 'alone';
    }
  };

/**
 * Has the requests mailed that wait for a person, by an event. The sweep runs it, and again until none waits, so that a mail service that is
 * down for long delays them only. Running it twice is harmless.
 */
export const collectRequests =
  (context: BurstContext & { readonly events: Pick<EventRepository, 'record'> }) =>
  async (person: string): Promise<void> => {
    const { mails, dues, events, store, clock } = context;
    const burst = await mails.burstOf(person);
    if (!burst || burst.waiting.length === 0) return;
    const event = newEvent(context)('RequestsCollected', { actor: system, subject: { type: 'person', id: person }, body: {} });
    await store.commit([events.record(event), dues.save(newDue(context)('digest', person, plus(clock.now(), lookAgainAfter)))]);
  };
