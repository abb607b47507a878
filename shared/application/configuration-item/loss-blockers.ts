import type { Asset } from '../../domain/asset/asset.ts';
import { lossOf } from '../../domain/asset/lifecycle-table.ts';
import type { StageFinding } from '../../domain/configuration-item/readiness.ts';
import { isInService, type Stage } from '../../domain/configuration-item/stage-table.ts';

/**
 * What keeps a CI from being put in service: its asset was disposed of, or is lost, stolen or destroyed (C4, A7). `from` is undefined for a
 * new CI. What is in service already may still be retired.
 */
export const lossBlockers = (asset: Asset | undefined, from: Stage | undefined, to: Stage): readonly StageFinding[] => {
  const isRetired = to === 'retiring' && from !== undefined && isInService({ stage: from });
  const loss = asset && isInService({ stage: to }) && !isRetired ? lossOf(asset) : undefined;
  if (!asset || loss === undefined) return [];
  const [, state = ''] = loss.split('/');
  const detail = `its asset (${asset.id}) is ${state}, so it cannot be put in service; if that is wrong, correct the asset first`;
  return [{ code: loss, detail }];
};
