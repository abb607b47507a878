import type { DraftChange } from '../../domain/change/change.ts';
import { ChangeFields } from '../../domain/change/change-fields.ts';
import { newDraft } from '../../domain/change/new-draft.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { LocatedObservation } from '../../domain/drift/config-event.ts';
import { lazily } from '../../domain/lazily.ts';
import { visibleText } from '../../domain/text.ts';
import type { DriftContext } from './drift-context.ts';

const longestTitle = 200;
const mostNamed = 20;

const titleOf = ({ name }: ConfigurationItem): string =>
  [...`Drift of ${name}`]
    .slice(0, longestTitle)
    .join('')
    .replace(/[\s\u200c\u200d]+$/u, '');

const what = { CREATE: 'was created', UPDATE: 'was changed', DELETE: 'was deleted' } as const;

/** Why the draft exists, for the people who decide what becomes of it. */
const reasonOf = ({ name }: ConfigurationItem, observation: LocatedObservation, unauthorizedChange: string): string => {
  const { arn, resourceType, changeType, capturedAt, differences } = observation;
  const properties = differences.slice(0, mostNamed).map(({ path }) => `- ${path.slice(1)}`);
  return [
    `AWS Config saw at ${capturedAt} that ${visibleText(arn)} (${visibleText(resourceType)}) ${what[changeType]}. No change of ${name} was being implemented then.`,
    ...(properties.length > 0 ? [`What changed:\n${properties.join('\n')}`] : []),
    `This is unauthorized change ${unauthorizedChange}. Submit this change to have it approved or rejected, or resolve the unauthorized change and cancel this one.`,
  ].join('\n\n');
};

/** Makes the unauthorized change of one event, and its draft. It has the same ids and the same number each time that it is made. */
export interface DraftMaker {
  readonly unauthorizedChange: string;
  /** The draft of an emergency change, which nobody has requested, for this unauthorized change, or for one that is open already. */
  draft(ci: ConfigurationItem, observation: LocatedObservation, unauthorizedChange: string): Promise<DraftChange>;
}

export const draftMaker = ({ changes, clock, ids }: DriftContext): DraftMaker => {
  const number = lazily(() => changes.nextNumber());
  const [unauthorizedChange, id] = [ids.next(), ids.next()];
  return {
    unauthorizedChange,
    draft: async (ci, observation, recorded) => {
      const reason = reasonOf(ci, observation, recorded);
      const fields = ChangeFields().parse({ type: 'emergency', title: titleOf(ci), reason, items: [ci.id] });
      return newDraft(fields, { id, number: await number(), now: clock.now() });
    },
  };
};
