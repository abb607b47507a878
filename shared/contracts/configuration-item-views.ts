import * as z from 'zod';
import { relationTypes, storedConfigurationItemFields } from '../domain/configuration-item/configuration-item.ts';
import { lazily } from '../domain/lazily.ts';
import { Id, resourceFields, StoredTime } from '../domain/values.ts';
import { nameView } from './names.ts';

/** A configuration item as the API answers it, with the names of its owner team and contact groups. */
export const ConfigurationItemView = lazily(() =>
  z
    .strictObject({
      ...resourceFields(),
      ...storedConfigurationItemFields(),
      ownerTeamName: nameView(),
      lastSeenAt: StoredTime().optional().meta({
        description: 'When an import found it for the last time, to a week; shown where one is read, and in the list of the unseen',
      }),
      contactGroupNames: z.array(z.strictObject({ group: Id(), name: z.string() })),
    })
    .meta({ id: 'ConfigurationItem' }),
);

/** A relation as the API answers it. `name` is that of the other end, seen from the item that was asked for. */
export const RelationView = lazily(() => {
  return z
    .strictObject({
      ...{ type: z.enum(relationTypes), source: Id(), target: Id(), share: z.string().optional() },
      ...{ name: nameView(), sourceName: nameView(), targetName: nameView() },
    })
    .meta({ id: 'Relation' });
});
