import { conflict, type DomainError } from '../errors.ts';

/** Refuses an asset facet for an item of a class that has none (C1). */
export const noAssetFor = (className: string): DomainError =>
  conflict('asset/not-for-class', `an item of class ${className} has no asset facet`);
