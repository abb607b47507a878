import type { registerAsset } from '../../shared/contracts/assets.ts';
import type { CallInput } from '../../shared/contracts/client.ts';
import type { registerConfigurationItem } from '../../shared/contracts/configuration-items.ts';
import type { putRedundancy } from '../../shared/contracts/redundancy.ts';
import { day, plus } from '../../shared/domain/clock.ts';
import { driftingMachine } from './drift.ts';

type Ci = NonNullable<CallInput<typeof registerConfigurationItem>['body']>;
type Asset = NonNullable<CallInput<typeof registerAsset>['body']>;
type Redundancy = NonNullable<CallInput<typeof putRedundancy>['body']>;

/** One item of the demo estate. Software has a CI facet, a desktop an asset facet, a server both. */
export interface EstateItem {
  readonly ci?: Ci;
  readonly asset?: Asset & { readonly assetTag: string };
  /** The redundancy groups of the CI by name. They are set before the CI is live, because they need a change afterwards. */
  readonly redundancy?: Readonly<Record<string, Redundancy>>;
}

const vendor = 'Example Hardware GmbH';

const hardwareAsset = (assetTag: string, name: string, amount: string): EstateItem['asset'] & object => ({
  ...{ kind: 'hardware', name, assetTag, vendor, serialNumber: `SN-${assetTag}`, status: 'in-use', costCenter: 'web shop' },
  purchase: { date: '2026-01-15', value: { amount, currency: 'EUR' } },
});

/** A CI in production. A second `npm start` finds it by its first alias. */
const liveCi = (name: string, className: Ci['class'], more: Partial<Ci> = {}): Ci => ({
  ...{ name, class: className, environment: 'production', stage: 'live' },
  ...more,
  aliases: [{ scheme: 'hostname', value: name }, ...(more.aliases ?? [])],
});

const hostname = (name: string) => `hostname=${name}`;
const scrapeTarget = (value: string) => ({ scheme: 'prometheus:instance', value });

const server = (name: string, assetTag: string): EstateItem => ({
  ci: liveCi(name, 'server', { aliases: [scrapeTarget(`${name}:9100`)] }),
  asset: hardwareAsset(assetTag, name, '4800.00'),
});

const desktop = (assetTag: string): EstateItem => ({
  asset: { ...hardwareAsset(assetTag, `Desktop ${assetTag}`, '950.00'), category: 'desktop', location: 'Berlin' },
});

/** A small web shop, whose certificate expires in twenty days. Each item comes after the items that its relations point to. */
export const webShop = (now: string): readonly EstateItem[] => [
  server('db-server-1', 'SRV-0001'),
  server('db-server-2', 'SRV-0002'),
  server('orders-server-1', 'SRV-0003'),
  server('catalog-server-1', 'SRV-0004'),
  server('catalog-server-2', 'SRV-0005'),
  { ci: liveCi(driftingMachine.name, 'virtual-machine', { aliases: [{ scheme: 'aws-arn', value: driftingMachine.arn }] }) },
  {
    ci: liveCi('orders-db-1', 'database', {
      criticality: 'high',
      aliases: [scrapeTarget('orders-db-1:9187')],
      attributes: { engine: 'postgres', engineVersion: '17.2' },
      relations: [{ type: 'runs-on', target: hostname('db-server-1') }],
    }),
  },
  {
    ci: liveCi('orders-db-2', 'database', {
      criticality: 'high',
      aliases: [scrapeTarget('orders-db-2:9187')],
      attributes: { engine: 'postgres', engineVersion: '17.2' },
      relations: [
        { type: 'runs-on', target: hostname('db-server-2') },
        { type: 'standby-of', target: hostname('orders-db-1') },
      ],
    }),
  },
  {
    ci: liveCi('shop-certificate', 'certificate', {
      attributes: { subject: 'shop.example.com', validTo: plus(now, 20 * day).slice(0, 10) },
    }),
  },
  { ci: liveCi('shop-lb', 'load-balancer', { relations: [{ type: 'secured-by', target: hostname('shop-certificate') }] }) },
  {
    ci: liveCi('orders', 'service', {
      criticality: 'critical',
      relations: ['shop-lb', 'orders-server-1', 'orders-db-1'].map((name) => ({ type: 'depends-on', target: hostname(name) })),
    }),
  },
  {
    ci: liveCi('catalog', 'service', {
      criticality: 'high',
      relations: [{ type: 'depends-on', target: hostname('shop-lb') }],
    }),
    redundancy: { servers: { members: ['catalog-server-1', 'catalog-server-2'].map(hostname), minimumUp: 1 } },
  },
  desktop('DT-0001'),
  desktop('DT-0002'),
  desktop('DT-0003'),
];
