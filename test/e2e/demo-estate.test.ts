import { beforeAll, expect, it } from '@jest/globals';
import { driftingMachine, playDrift, showDrift } from '../../infra/local/drift.ts';
import { loadEstate } from '../../infra/local/estate.ts';
import { day, plus } from '../../shared/domain/clock.ts';
import { deployedDesk } from '../support/deployed-desk.ts';

const { stack, as, viewer } = deployedDesk();

beforeAll(async () => {
  await loadEstate(stack);
});

const itemNamed = async (name: string) => (await viewer.get(`/v1/items/by-alias?alias=hostname=${name}`)).body;

it('C2 C3 one of the two servers of the demo service catalog is enough', async () => {
  const impact = async (down: string) =>
    (await viewer.get(`/v1/configuration-items/hostname=catalog-server-1/impact${down}`)).body.services;

  expect(await impact('')).toMatchObject([{ name: 'catalog', state: 'degraded' }]);
  expect(await impact('?down=hostname=catalog-server-2')).toMatchObject([{ name: 'catalog', state: 'down' }]);
  expect((await itemNamed('catalog')).ci).toMatchObject({ class: 'service', stage: 'live' });
});

it('C8 the certificate of the demo expires in twenty days, and stands in the report of what expires', async () => {
  const certificate = await itemNamed('shop-certificate');
  const { body } = await as('auditor').get(`/v1/reports/expiring?to=${certificate.ci.attributes.validTo}`);

  expect(certificate.ci.attributes.validTo).toBe(plus(new Date().toISOString(), 20 * day).slice(0, 10));
  expect(body.items).toContainEqual(expect.objectContaining({ item: certificate.id, date: certificate.ci.attributes.validTo }));
});

const drift = async (query = '') => (await viewer.get(`/v1/unauthorized-changes?item=hostname=${driftingMachine.name}${query}`)).body.items;

/** Resolves what is open of the drift of the demo. */
const resolveDrift = async (): Promise<void> => {
  for (const { id } of await drift('&status=open')) {
    const resolution = { resolution: 'accepted', reason: 'The batch needs it.' };
    expect((await as('change-manager').post(`/v1/unauthorized-changes/${id}/resolve`, resolution)).status).toBe(200);
  }
};

it('C7 AWS Config sees a change of the demo without a change once, also after somebody has resolved it', async () => {
  const before = await drift();

  // The stack of the test may be one in which the demo was shown before.
  expect(await showDrift(stack)).toBe(before.length === 0);
  const [first, ...others] = await drift();
  expect(others).toHaveLength(Math.max(before.length - 1, 0));
  expect(first).toMatchObject({
    source: 'aws-config',
    differences: [{ path: '/Configuration.InstanceType', from: 'm7g.large', to: 'm7g.4xlarge' }],
  });
  await resolveDrift();

  expect(await showDrift(stack)).toBe(false);
  expect((await drift())[0]).toMatchObject({ id: first.id, status: 'resolved' });
});

it('C7 npm run demo:drift plays AWS Config as often as one likes: one unauthorized change until somebody resolves it', async () => {
  await resolveDrift();
  const before = (await drift()).length;

  expect(await playDrift(stack)).toMatchObject({ outcome: 'recorded', change: { from: 'm7g.4xlarge', to: 'm7g.8xlarge' } });
  expect(await playDrift(stack)).toMatchObject({ outcome: 'extended', change: { from: 'm7g.8xlarge', to: 'm7g.4xlarge' } });

  expect(await drift()).toHaveLength(before + 1);
  expect(await drift('&status=open')).toMatchObject([{ differences: [{ from: 'm7g.4xlarge', to: 'm7g.4xlarge' }] }]);
});

it('the demo estate is found by a second start and not changed', async () => {
  const before = (await itemNamed('catalog')).ci.version;

  expect(await loadEstate(stack)).toMatchObject({ created: 0 });
  expect((await itemNamed('catalog')).ci.version).toBe(before);
});
