import type { KindFields } from './import-row.ts';
import type { TransferKind } from './transfer.ts';

const stamps = ['version', 'createdAt', 'updatedAt'];

/** The fields that the files of each kind have. Their paths are those of the resource in the API. */
export const kindFields: Readonly<Record<TransferKind, KindFields>> = {
  assets: {
    columns: {
      ...{ id: 'text', kind: 'text', name: 'text', category: 'text', brand: 'text', model: 'text', assetTag: 'text' },
      ...{ serialNumber: 'text', phoneNumber: 'text', imei: 'text', vendor: 'text', acquisition: 'text' },
      ...{ 'purchase.date': 'date', 'purchase.value': 'money', 'purchase.value.amount': 'amount', 'purchase.value.currency': 'text' },
      ...{ 'purchase.invoiceNumber': 'text', 'purchase.orderNumber': 'text', warrantyEnd: 'date' },
      ...{ 'owner.person': 'text', 'owner.team': 'text', costCenter: 'text', location: 'text', partOf: 'text', importance: 'text' },
      ...{ condition: 'text', status: 'text', customFields: 'json' },
    },
    freePrefix: 'customFields.',
    readOnly: [...stamps, 'disposal', 'ownerNames', 'partOfName', 'warnings'],
  },
  people: {
    columns: {
      ...{ id: 'text', name: 'text', email: 'text', secondEmail: 'text', zone: 'text', roles: 'list', teams: 'list' },
      ...{ 'quietHours.from': 'text', 'quietHours.to': 'text', departed: 'date' },
    },
    readOnly: [...stamps, 'teamNames'],
  },
};

/** The values by which a row may find what exists, in the order in which they are tried unless the import says otherwise. */
export const matchFields: Readonly<Record<TransferKind, readonly string[]>> = {
  assets: ['assetTag', 'serialNumber', 'name'],
  people: ['email'],
};
