import * as z from 'zod';
import { lazily } from '../../domain/lazily.ts';
import type { AddressChange } from '../../domain/person/address-change.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';

const AddressChangeRow = lazily(() =>
  z.strictObject({
    id: Id(),
    person: Id(),
    former: z.string(),
    current: z.string(),
    changedAt: StoredTime(),
    toldAt: StoredTime().optional(),
    version: z.int().min(1),
  }),
);

/** ADDRESS#<person> | <change>   a change of a mail address, announced to the old and the new address (P6) */
export const addressChangeRow = defineRow<AddressChange, Pick<AddressChange, 'person' | 'id'>>({
  type: 'AddressChange',
  schema: AddressChangeRow,
  primary: ({ person, id }) => ({ pk: key('ADDRESS', person), sk: id }),
  retention: { kind: 'mails', since: ({ toldAt }) => toldAt },
});
