import { awsConfig } from './aws-config.ts';
import type { ImportPreset } from './import-preset.ts';
import { noField } from './import-row.ts';
import { netboxDevices } from './netbox-devices.ts';
import { prometheusTargets } from './prometheus-targets.ts';

/**
 * The columns of Snipe-IT's list of assets and of its custom asset report, in English. The status of an asset is a label that the organization
 * names, followed by its kind in brackets: `Ready to Deploy (deployable)`.
 */
const snipeIt: ImportPreset = {
  kind: 'assets',
  mapping: {
    ID: noField,
    'Asset Name': 'name',
    Name: 'name',
    'Asset Tag': 'assetTag',
    Serial: 'serialNumber',
    'Serial Number': 'serialNumber',
    Model: 'model',
    'Model Name': 'model',
    Category: 'category',
    Manufacturer: 'brand',
    Supplier: 'vendor',
    Location: 'location',
    Status: 'status',
    Purchased: 'purchase.date',
    'Purchase Date': 'purchase.date',
    Cost: 'purchase.value',
    'Purchase Cost': 'purchase.value',
    'Order Number': 'purchase.orderNumber',
    'Warranty Expires': 'warrantyEnd',
    'Model No.': 'customFields.modelNumber',
    'Model Number': 'customFields.modelNumber',
    Company: 'customFields.company',
    Notes: 'customFields.notes',
  },
  values: {
    status: {
      ...{ deployed: 'in-use', deployable: 'in-stock', pending: 'received', undeployable: 'in-repair', archived: 'retired' },
      ...{ 'ready to deploy': 'in-stock', 'out for repair': 'in-repair', 'out for diagnostics': 'in-repair', 'Lost/Stolen': 'lost' },
    },
  },
  defaults: { kind: 'hardware' },
  standIns: { name: ['model', 'assetTag'] },
  numberFormat: '1,234.56',
  formulaSign: '`',
};

const financial = (field: string): string => `Financial and administrative information - ${field}`;

/** The columns of GLPI's lists of computers, monitors, phones and other devices, in English. GLPI separates them with semicolons. */
const glpi: ImportPreset = {
  kind: 'assets',
  mapping: {
    ID: noField,
    Name: 'name',
    'Inventory number': 'assetTag',
    'Inventory Number': 'assetTag',
    'Serial number': 'serialNumber',
    'Serial Number': 'serialNumber',
    Type: 'category',
    Types: 'category',
    Model: 'model',
    Models: 'model',
    Manufacturer: 'brand',
    Manufacturers: 'brand',
    Location: 'location',
    Locations: 'location',
    Status: 'status',
    Supplier: 'vendor',
    Entity: 'customFields.entity',
    Comments: 'customFields.comments',
    [financial('Supplier')]: 'vendor',
    [financial('Value')]: 'purchase.value',
    [financial('Date of purchase')]: 'purchase.date',
    [financial('Order number')]: 'purchase.orderNumber',
    [financial('Invoice number')]: 'purchase.invoiceNumber',
    [financial('Warranty expiration date')]: 'warrantyEnd',
    [financial('Budget')]: 'costCenter',
  },
  values: {
    status: {
      ...{ 'in use': 'in-use', used: 'in-use', deployed: 'in-use', production: 'in-use', 'in stock': 'in-stock', stock: 'in-stock' },
      ...{ available: 'in-stock', new: 'received', ordered: 'ordered', 'in repair': 'in-repair', broken: 'in-repair', retired: 'retired' },
      ...{ lost: 'lost', stolen: 'stolen', 'out of order': 'in-repair' },
    },
  },
  defaults: { kind: 'hardware' },
};

const records = {
  'snipe-it': snipeIt,
  glpi,
  'aws-config': awsConfig,
  'prometheus-targets': prometheusTargets,
  'netbox-devices': netboxDevices,
} as const;

type PresetName = keyof typeof records;

/** All presets, by their names. */
export const presets: Readonly<Record<PresetName, ImportPreset>> = records;
export const presetNames = Object.keys(records) as [PresetName, ...PresetName[]];
