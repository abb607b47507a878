import type { Instant } from '../../domain/clock.ts';
import type { ClosedEpisode, Hold, OpenEpisode } from '../../domain/episode/episode.ts';
import { isId } from '../../domain/values.ts';
import type { Row } from '../records.ts';

/**
 * What an unreadable pointer still says by its key. Pointers to episodes must be known although they cannot be read: the next write
 * replaces the row by the version that is stored, so that the alert is not refused for ever, and a hold that is not known would never be
 * released (S2).
 */

/** No episode and no monitor has this id. */
const nothing = '00000000-0000-0000-0000-000000000000';
const longAgo: Instant = '1970-01-01T00:00:00.000Z';

const idIn = (value: unknown): string => (typeof value === 'string' && isId(value) ? value : nothing);

/** The parts of `<KIND>#<owner>#<shard> | <name>`. */
const namesOf = ({ pk, sk }: Row): { readonly owner: string; readonly name: string } => ({ owner: idIn(pk.split('#')[1]), name: sk });

/** Leads to the episode that the row names, if it names one, else to none. */
export const openEpisodeFromKey = (row: Row): OpenEpisode => {
  const { owner, name } = namesOf(row);
  return { monitor: owner, fingerprint: name, episode: idIn(row.data.episode), items: [], version: row.version };
};

/** Older than every alert: no recovery is taken for one that was heard before. */
export const closedEpisodeFromKey = (row: Row): ClosedEpisode => {
  const { owner, name } = namesOf(row);
  return { monitor: owner, fingerprint: name, episode: nothing, startsAt: longAgo, endsAt: longAgo, version: row.version };
};

/** Counts as held: the release pass looks at the episode itself. */
export const holdFromKey = (row: Row): Hold => {
  const { owner, name } = namesOf(row);
  return { window: owner, episode: name, monitor: idIn(row.data.monitor), held: true, since: longAgo, version: row.version };
};
