import { AddressChange } from '../../domain/person/address-change.ts';
import { defineRow, key } from '../define-row.ts';

/** PERSON#<id> | ADDRESS#<change>   a change of address, told to both (P6) */
export const addressChangeRow = defineRow<AddressChange, Pick<AddressChange, 'person' | 'id'>>({
  type: 'AddressChange',
  schema: AddressChange,
  primary: ({ person, id }) => ({ pk: key('PERSON', person), sk: key('ADDRESS', id) }),
});
