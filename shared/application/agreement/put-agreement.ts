import { actorOf, type Caller } from '../../domain/access.ts';
import type { Agreement, AgreementDraft } from '../../domain/agreement/agreement.ts';
import { type AgreementResource, agreementResource, assertNextVersion, hasTerms } from '../../domain/agreement/agreement-versions.ts';
import { newDue } from '../../domain/due/due.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { onFreshRows } from '../../domain/store.ts';
import type { AgreementContext } from './agreement-context.ts';
import { serviceInPath } from './service-in-path.ts';

/**
 * Adds a version to the agreement of a service (L1). What was agreed before it stays as it was. The terms of the latest version again add
 * nothing. A version never replaces one that somebody else has just made, so no If-Match is asked for.
 * @throws DomainError invalid as `assertNextVersion`; missing `service/not-found`
 */
export const putAgreement = (context: AgreementContext) => async (reference: string, draft: AgreementDraft, caller: Caller) => {
  const { agreements, store, events, dues, clock } = context;
  const { id: service } = await serviceInPath(context)(reference);
  return onFreshRows(async (): Promise<{ readonly agreement: AgreementResource; readonly isNew: boolean }> => {
    const versions = await agreements.versions(service);
    const latest = versions.at(-1);
    if (latest && hasTerms(latest, draft)) return { agreement: agreementResource(latest, versions), isNew: false };
    assertNextVersion(versions, draft, clock.now());
    const agreement: Agreement = { service, version: (latest?.version ?? 0) + 1, createdAt: clock.now(), ...draft };
    const event = newEvent(context)('AgreementMade', {
      actor: actorOf(caller),
      subject: { type: 'item', id: service },
      body: { version: agreement.version, validFrom: draft.validFrom },
    });
    // Outages that were recorded before may breach the new terms.
    const look = dues.save(newDue(context)('terms-breach', service, clock.now()));
    await store.commit([agreements.add(agreement), events.record(event), look]);
    return { agreement: agreementResource(agreement, versions), isNew: true };
  });
};
