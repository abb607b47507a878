import { AddressChange, type AddressChangeRepository } from '../../domain/person/address-change.ts';
import { defineItem, key } from '../define-item.ts';
import type { Records } from '../records.ts';

/** PERSON#<id> | ADDRESS#<change>   a change of address, told to both (P6) */
const addressChangeItem = defineItem<AddressChange, Pick<AddressChange, 'person' | 'id'>>({
  type: 'AddressChange',
  schema: AddressChange,
  primary: ({ person, id }) => ({ pk: key('PERSON', person), sk: key('ADDRESS', id) }),
});

export const addressChangeRepository = (records: Records): AddressChangeRepository => ({
  find: async (person, id) => {
    const row = await records.read(addressChangeItem.key({ person, id }));
    return row && addressChangeItem.fromRow(row);
  },
  save: addressChangeItem.save,
});
