import { type Clock, type Instant, minute, plus } from '../../domain/clock.ts';
import type { Sealer } from '../../domain/monitor/monitor.ts';

/** How long a decrypted secret is kept in memory, in milliseconds. */
const keptMillis = 5 * minute;
/** How many secrets are kept at most. */
const most = 1_000;

/**
 * Keeps decrypted secrets in memory for five minutes, so that a key that does not answer for a moment delays no delivery, and a busy
 * receiver does not cost one call to KMS for each delivery. A new secret of a monitor is another text, so it is never mistaken for the old.
 */
export const rememberedSecrets = ({ open }: Pick<Sealer, 'open'>, clock: Clock): Pick<Sealer, 'open'> => {
  const kept = new Map<string, { readonly secret: string; readonly until: Instant }>();
  return {
    open: async (sealed, monitor) => {
      const key = `${monitor} ${sealed}`;
      const known = kept.get(key);
      if (known && known.until > clock.now()) return known.secret;
      const secret = await open(sealed, monitor);
      if (kept.size >= most) kept.clear();
      kept.set(key, { secret, until: plus(clock.now(), keptMillis) });
      return secret;
    },
  };
};
