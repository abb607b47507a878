import { actorOf, type Caller, has } from '../../domain/access.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { forbidden, invalid } from '../../domain/errors.ts';
import type { Outage, OutageDraft, OutageFacts } from '../../domain/outage/outage.ts';
import { isId } from '../../domain/values.ts';
import { serviceInPath } from '../agreement/service-in-path.ts';
import { resolveItem } from '../item/resolve-item.ts';
import type { OutageContext } from './outage-context.ts';
import { recordOutage } from './record-outage.ts';

/** @throws DomainError forbidden `outage/not-yours` */
export const assertMayReport = ({ ownerTeam }: ConfigurationItem, caller: Caller): void => {
  if (has(caller, 'configuration-manager', 'change-manager')) return;
  if (ownerTeam !== undefined && caller.teams.includes(ownerTeam)) return;
  throw forbidden('outage/not-yours', 'this requires the role configuration-manager or change-manager, or a member of the owner team');
};

/** The id of the change that a body names. @throws DomainError invalid `change/unknown` */
const changeNamed = async ({ changes }: OutageContext, reference: string): Promise<string> => {
  const id = isId(reference)
    ? (await changes.findMany([reference]))[0]?.id
    : ((await changes.named('number', reference)) ?? (await changes.named('external-reference', reference)));
  if (id !== undefined) return id;
  throw invalid('/change', 'change/unknown', `change ${reference} does not exist; send its id or its number`);
};

/** The facts with the ids of the change and the item that they name. What was named before is not looked up again. */
export const settledFacts = async (context: OutageContext, draft: OutageDraft, before?: OutageFacts): Promise<OutageFacts> => {
  const { change, item, ...facts } = draft;
  return {
    ...facts,
    ...(change === undefined ? {} : { change: change === before?.change ? change : await changeNamed(context, change) }),
    ...(item === undefined ? {} : { item: item === before?.item ? item : await resolveItem(context)(item, '/item') }),
  };
};

/**
 * Records an outage that somebody reports (L2).
 * @throws DomainError forbidden `outage/not-yours`; missing `service/not-found`; invalid `change/unknown`, `item/unknown`,
 * `outage/in-future`, `outage/ends-before-start`
 */
export const reportOutage =
  (context: OutageContext) =>
  async (reference: string, draft: OutageDraft, caller: Caller): Promise<Outage> => {
    const { id: service, ci } = await serviceInPath(context)(reference);
    assertMayReport(ci, caller);
    const facts = await settledFacts(context, draft);
    return recordOutage(context)({ service, facts, source: 'manual', reportedBy: actorOf(caller) });
  };
