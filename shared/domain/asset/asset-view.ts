import { type Caller, has, valueReaders } from '../access.ts';
import { type Asset, confidentialFields } from './asset.ts';

/** A copy without the field at this path, which is optional. The original keeps it. */
const without = <Entity extends object>(entity: Entity, [name, ...below]: readonly string[]): Entity => {
  const kept = Object.entries(entity).flatMap(([key, value]) => {
    if (key !== name) return [[key, value]];
    return below.length > 0 && typeof value === 'object' ? [[key, without(value, below)]] : [];
  });
  return Object.fromEntries(kept) as Entity;
};

/** The asset as the caller may see it (X2). */
export const assetFor = (caller: Caller, asset: Asset): Asset =>
  has(caller, ...valueReaders) ? asset : confidentialFields.reduce((visible, field) => without(visible, field.split('.')), asset);
