import { asExisting, type ImportPreset } from './import-preset.ts';

const roles = (className: string, ...names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, className]));

/**
 * The columns of NetBox's list of devices as CSV, in English: those of the current view and those of all data. The role of a device is a name of
 * the organization; the usual ones are known, and `values` declares others.
 */
export const netboxDevices = {
  kind: 'configuration-items',
  format: 'csv',
  mapping: {
    ID: 'aliases.netbox:device',
    Name: 'name',
    Status: 'stage',
    Role: 'class',
    'Device Role': 'class',
    Tenant: 'labels.tenant',
    Site: 'labels.site',
    Location: 'labels.location',
    Rack: 'labels.rack',
    Manufacturer: 'attributes.manufacturer',
    Type: 'attributes.model',
    'Device Type': 'attributes.model',
    Platform: 'attributes.platform',
    'IP Address': 'attributes.primaryIp',
    'Serial number': 'attributes.serialNumber',
    'Asset tag': 'attributes.assetTag',
  },
  values: {
    class: {
      ...roles('server', 'servers', 'host', 'hypervisor', 'vm host', 'compute'),
      ...roles('network-device', 'switch', 'access switch', 'core switch', 'distribution switch', 'leaf', 'spine', 'tor switch'),
      ...roles('network-device', 'router', 'edge router', 'core router', 'firewall', 'wireless ap', 'access point', 'wlan controller'),
      ...roles('storage', 'san', 'nas', 'storage array'),
      ...roles('load-balancer', 'load balancer'),
    },
    stage: {
      ...{ active: 'live', failed: 'live', offline: 'live', planned: 'proposed', inventory: 'build', staged: 'test' },
      ...{ decommissioning: 'retiring' },
    },
  },
  defaults: asExisting,
  matchOn: ['netbox:device', 'name'],
  standIns: { name: ['attributes.assetTag', 'attributes.serialNumber'] },
  firstOnly: ['stage'],
} as const satisfies ImportPreset;
