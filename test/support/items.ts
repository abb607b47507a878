import { uuidv7 } from 'uuidv7';
import type { Asset } from '../../shared/domain/asset/asset.ts';
import type { ConfigurationItem } from '../../shared/domain/configuration-item/configuration-item.ts';

const made = '2026-11-24T02:00:00.000Z';

/** An asset that is in stock; every one has an id of its own. */
export const anAsset = (said: Partial<Asset> = {}): Asset => ({
  id: uuidv7(),
  version: 1,
  createdAt: made,
  updatedAt: made,
  kind: 'hardware',
  name: 'a laptop',
  condition: 'working',
  status: 'in-stock',
  customFields: {},
  ...said,
});

/** A proposed server; every one has an id of its own. */
export const aConfigurationItem = (said: Partial<ConfigurationItem> = {}): ConfigurationItem => ({
  id: uuidv7(),
  version: 1,
  createdAt: made,
  updatedAt: made,
  name: 'a server',
  class: 'server',
  criticality: 'moderate',
  stage: 'proposed',
  aliases: [],
  labels: {},
  contactGroups: [],
  attributes: {},
  ...said,
});
