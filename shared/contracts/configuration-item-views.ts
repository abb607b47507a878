import * as z from 'zod';
import { configurationItemFields, relationTypes } from '../domain/configuration-item/configuration-item.ts';
import { lazily } from '../domain/lazily.ts';
import { Id, resourceFields } from '../domain/values.ts';

/** A configuration item as the API answers it. */
export const ConfigurationItemView = lazily(() =>
  z.strictObject({ ...resourceFields(), ...configurationItemFields() }).meta({ id: 'ConfigurationItem' }),
);

/** A relation as the API answers it. `name` is that of the other end, seen from the item that was asked for. */
export const RelationView = lazily(() => {
  const name = () => z.string().optional();
  return z
    .strictObject({
      ...{ type: z.enum(relationTypes), source: Id(), target: Id() },
      ...{ name: name(), sourceName: name(), targetName: name() },
    })
    .meta({ id: 'Relation' });
});
