import type { Instant } from '../../domain/clock.ts';
import type { ClosedEpisode, Hold, OpenEpisode } from '../../domain/episode/episode.ts';
import { isId } from '../../domain/values.ts';
import type { Row } from '../records.ts';

/**
 * Substitutes for rows that cannot be parsed, built from their keys. Such rows must not be left out. The next write of an open or closed
 * episode's row needs the stored version to replace it; without it, the alert would be refused for ever. And a hold that is left out would
 * never be released (S2).
 */

/** No episode and no monitor has this id. */
const unusedId = '00000000-0000-0000-0000-000000000000';
const longAgo: Instant = '1970-01-01T00:00:00.000Z';

const idIn = (value: unknown): string => (typeof value === 'string' && isId(value) ? value : unusedId);

/** The parts of `<KIND>#<owner>#<shard> | <name>`. */
const namesOf = ({ pk, sk }: Row): { readonly owner: string; readonly name: string } => ({ owner: idIn(pk.split('#')[1]), name: sk });

/** Refers to the episode in the row, if there is a valid id, and otherwise to no episode. */
export const openEpisodeFromKey = (row: Row): OpenEpisode => {
  const { owner, name } = namesOf(row);
  return { monitor: owner, identity: name, episode: idIn(row.data.episode), items: [], version: row.version };
};

/** The times are older than every alert, so no recovery is treated as a repetition. */
export const closedEpisodeFromKey = (row: Row): ClosedEpisode => {
  const { owner, name } = namesOf(row);
  return { monitor: owner, identity: name, episode: unusedId, startsAt: longAgo, endsAt: longAgo, closedAt: longAgo, version: row.version };
};

/** Counts as held, because the release pass reads the episode itself and decides by its state. */
export const holdFromKey = (row: Row): Hold => {
  const { owner, name } = namesOf(row);
  return { window: owner, episode: name, monitor: idIn(row.data.monitor), held: true, since: longAgo, version: row.version };
};
