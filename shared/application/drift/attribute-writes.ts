import type { Change } from '../../domain/change/change.ts';
import type { ClassDraft } from '../../domain/class/class.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { attributesAfter } from '../../domain/drift/observed-attributes.ts';
import { system } from '../../domain/event/event.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { bySystem } from '../../domain/history/origin.ts';
import type { JsonObject } from '../../domain/json-object.ts';
import { isSameValue } from '../../domain/resource/same-value.ts';
import type { Write } from '../../domain/store.ts';
import { validityReminder } from '../configuration-item/validity-reminder.ts';
import { nextFacet } from '../item/item-context.ts';
import type { DriftContext } from './drift-context.ts';

/** The writes of the observed attributes that AWS Config saw otherwise. Without any, a check that the CI is still what it was. */
export const attributeWrites =
  (context: DriftContext) =>
  async (ci: ConfigurationItem, terms: ClassDraft, configuration: JsonObject, change: Change | undefined): Promise<readonly Write[]> => {
    const { configurationItems, events } = context;
    const attributes = attributesAfter(ci, terms, configuration);
    if (isSameValue(attributes, ci.attributes)) return [configurationItems.unchanged(ci.id, ci)];
    const next: ConfigurationItem = { ...ci, ...nextFacet(context, ci), attributes };
    const subject = { type: 'item', id: ci.id };
    return [
      ...configurationItems.save(next, { ...bySystem, reason: 'seen by AWS Config', ...(change ? { change: change.id } : {}) }, ci),
      ...(await validityReminder(context)(ci.id, next, ci)),
      events.record(
        newEvent(context)('ConfigurationItemChanged', { actor: system, subject, change: change?.id, body: { fields: ['attributes'] } }),
      ),
    ];
  };
