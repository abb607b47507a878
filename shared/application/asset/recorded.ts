import { actorOf, type Caller } from '../../domain/access.ts';
import type { AssetContext } from './asset-context.ts';

/** What the facts of all kinds say of who recorded them, and when. */
export const recorded = ({ ids, clock }: Pick<AssetContext, 'ids' | 'clock'>, asset: string, caller: Caller) => ({
  id: ids.next(),
  asset,
  version: 1 as const,
  recordedAt: clock.now(),
  actor: actorOf(caller),
});
