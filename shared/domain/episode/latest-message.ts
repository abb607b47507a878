import { cutToFit, type ReceivedAlert } from '../monitor/received-alert.ts';
import type { Episode } from './episode.ts';

type LatestMessage = Pick<Episode, 'annotations' | 'generatorURL' | 'externalURL' | 'warnings'>;

/**
 * The fields of an episode that its latest message sets, so that what is sent later has the latest words. A message without annotations or
 * links leaves the earlier ones in place, and warnings are collected.
 */
export const latestMessage = (alert: ReceivedAlert, before: LatestMessage = { annotations: {} }): LatestMessage => {
  const { annotations, generatorURL, externalURL, warnings = [] } = alert;
  const all = [...new Set([...(before.warnings ?? []), ...warnings])];
  return {
    annotations: Object.keys(annotations).length === 0 ? before.annotations : cutToFit(alert).annotations,
    ...(generatorURL === undefined ? {} : { generatorURL }),
    ...(externalURL === undefined ? {} : { externalURL }),
    ...(all.length === 0 ? {} : { warnings: all }),
  };
};
