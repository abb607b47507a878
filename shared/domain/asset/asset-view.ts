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

/** Whether the caller sees prices, phone numbers and the like (X2). */
export const seesConfidential = (caller: Caller): boolean => has(caller, ...valueReaders);

/** A copy of an asset, or of a part of one, without the fields that only some see. */
export const withoutConfidential = <Part extends object>(part: Part): Part =>
  confidentialFields.reduce((visible, field) => without(visible, field.split('.')), part);

/** The asset as the caller may see it (X2). What it knows of its history is asked for apart (C6). */
export const assetFor = (caller: Caller, { chain, merge, ...asset }: Asset): Asset =>
  seesConfidential(caller) ? asset : withoutConfidential<Asset>(asset);
