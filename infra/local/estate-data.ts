import type { registerAsset } from '../../shared/contracts/assets.ts';
import type { CallInput } from '../../shared/contracts/client.ts';
import type { registerConfigurationItem } from '../../shared/contracts/configuration-items.ts';

type Ci = NonNullable<CallInput<typeof registerConfigurationItem>['body']>;
type Asset = NonNullable<CallInput<typeof registerAsset>['body']>;

/** One thing of the demo estate: what runs has an operating view, what was bought has an accounting view, a server has both. */
export interface Thing {
  readonly ci?: Ci;
  readonly asset?: Asset & { readonly assetTag: string };
}

const vendor = 'Example Hardware GmbH';

const bought = (assetTag: string, name: string, amount: string): Thing['asset'] & object => ({
  ...{ kind: 'hardware', name, assetTag, vendor, serialNumber: `SN-${assetTag}`, status: 'in-use', costCenter: 'web shop' },
  purchase: { date: '2026-01-15', value: { amount, currency: 'EUR' } },
});

/** The first alias is what a second `npm start` finds it by. */
const runs = (name: string, className: Ci['class'], more: Partial<Ci> = {}): Ci => ({
  ...{ name, class: className, environment: 'production', stage: 'live' },
  ...more,
  aliases: [{ scheme: 'hostname', value: name }, ...(more.aliases ?? [])],
});

const named = (name: string) => `hostname=${name}`;
const scraped = (value: string) => ({ scheme: 'prometheus:instance', value });

const server = (name: string, assetTag: string): Thing => ({
  ci: runs(name, 'server', { aliases: [scraped(`${name}:9100`)] }),
  asset: bought(assetTag, name, '4800.00'),
});

const desktop = (assetTag: string): Thing => ({
  asset: { ...bought(assetTag, `Desktop ${assetTag}`, '950.00'), category: 'desktop', location: 'Berlin' },
});

/** A small web shop. What others need stands before them. */
export const webShop: readonly Thing[] = [
  server('db-server-1', 'SRV-0001'),
  server('db-server-2', 'SRV-0002'),
  server('orders-server-1', 'SRV-0003'),
  server('catalog-server-1', 'SRV-0004'),
  {
    ci: runs('orders-db-1', 'database', {
      criticality: 'high',
      aliases: [scraped('orders-db-1:9187')],
      attributes: { engine: 'postgres', engineVersion: '17.2' },
      relations: [{ type: 'runs-on', target: named('db-server-1') }],
    }),
  },
  {
    ci: runs('orders-db-2', 'database', {
      criticality: 'high',
      aliases: [scraped('orders-db-2:9187')],
      attributes: { engine: 'postgres', engineVersion: '17.2' },
      relations: [
        { type: 'runs-on', target: named('db-server-2') },
        { type: 'standby-of', target: named('orders-db-1') },
      ],
    }),
  },
  { ci: runs('shop-certificate', 'certificate', { attributes: { subject: 'shop.example.com', notAfter: '2027-03-31' } }) },
  { ci: runs('shop-lb', 'load-balancer', { relations: [{ type: 'secured-by', target: named('shop-certificate') }] }) },
  {
    ci: runs('orders', 'service', {
      criticality: 'critical',
      relations: ['shop-lb', 'orders-server-1', 'orders-db-1'].map((name) => ({ type: 'depends-on', target: named(name) })),
    }),
  },
  {
    ci: runs('catalog', 'service', {
      criticality: 'high',
      relations: ['shop-lb', 'catalog-server-1'].map((name) => ({ type: 'depends-on', target: named(name) })),
    }),
  },
  desktop('DT-0001'),
  desktop('DT-0002'),
  desktop('DT-0003'),
];
