import { uuidv7 } from 'uuidv7';
import type { Asset } from '../../shared/domain/asset/asset.ts';
import type { ConfigurationItem } from '../../shared/domain/configuration-item/configuration-item.ts';
import { facetVersions, headOf } from '../../shared/domain/history/item-version.ts';
import type { Origin } from '../../shared/domain/history/origin.ts';
import type { Resource } from '../../shared/domain/resource/define-resource.ts';

/** The origin of what a test writes past the use cases. */
export const byTest: Origin = { actor: 'system' };

/** A facet as it is read after a test has written it: with the end of its history. */
export const stored = <Facet extends Resource>(facet: 'asset' | 'ci', after: Facet): Facet => ({
  ...after,
  chain: headOf(facetVersions({ facet, after, at: after.updatedAt }, byTest)[0]),
});

const createdAt = '2026-11-24T02:00:00.000Z';

/** An asset in stock, with a new id. */
export const anAsset = (overrides: Partial<Asset> = {}): Asset => ({
  id: uuidv7(),
  version: 1,
  createdAt,
  updatedAt: createdAt,
  kind: 'hardware',
  name: 'a laptop',
  condition: 'working',
  status: 'in-stock',
  customFields: {},
  ...overrides,
});

/** A proposed server, with a new id. */
export const aConfigurationItem = (overrides: Partial<ConfigurationItem> = {}): ConfigurationItem => ({
  id: uuidv7(),
  version: 1,
  createdAt,
  updatedAt: createdAt,
  name: 'a server',
  class: 'server',
  criticality: 'moderate',
  stage: 'proposed',
  aliases: [],
  labels: {},
  contactGroups: [],
  attributes: {},
  ...overrides,
});
