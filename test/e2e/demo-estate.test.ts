import { beforeAll, expect, it } from '@jest/globals';
import { driftingMachine, showDrift } from '../../infra/local/drift.ts';
import { loadEstate } from '../../infra/local/estate.ts';
import { day, plus } from '../../shared/domain/clock.ts';
import { deployedDesk } from '../support/deployed-desk.ts';
import { eventually } from '../support/poll.ts';

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

it('C7 AWS Config sees a change of the demo past any change, once', async () => {
  const open = async () => (await viewer.get(`/v1/unauthorized-changes?status=open&item=hostname=${driftingMachine.name}`)).body.items;

  expect(await showDrift(stack)).toBe(true);
  const found = await eventually(async () => {
    const items = await open();
    expect(items).toHaveLength(1);
    return items;
  });
  expect(found).toMatchObject([
    { source: 'aws-config', differences: [{ path: '/Configuration.InstanceType', from: 'm7g.large', to: 'm7g.4xlarge' }] },
  ]);
  expect(await showDrift(stack)).toBe(false);
});

it('the demo estate is found by a second start and not changed', async () => {
  const before = (await itemNamed('catalog')).ci.version;

  expect(await loadEstate(stack)).toMatchObject({ created: 0 });
  expect((await itemNamed('catalog')).ci.version).toBe(before);
});
