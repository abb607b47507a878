import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { kindNamed } from '../../domain/monitor/kinds/kinds.ts';
import type { Monitor, MonitorRepository } from '../../domain/monitor/monitor.ts';
import { allPages } from '../all-pages.ts';

export interface MonitorReads {
  readonly monitors: Pick<MonitorRepository, 'page'>;
}

/** The schemes of the aliases that a monitor's mapping looks up: its own, or the default one of its kind. */
const schemesOf = ({ mapping = [], kind }: Monitor): readonly string[] =>
  mapping.length > 0 ? mapping.map(({ scheme }) => scheme) : kindNamed(kind).defaultSchemes;

/** The monitors whose mapping finds the CI by one of its aliases. There are only a few monitors, so all are read. */
export const monitorsThatFind =
  ({ monitors }: MonitorReads) =>
  async ({ aliases }: Pick<ConfigurationItem, 'aliases'>): Promise<readonly Monitor[]> => {
    if (aliases.length === 0) return [];
    const schemes = new Set(aliases.map(({ scheme }) => scheme));
    return (await allPages(monitors)).filter((monitor) => schemesOf(monitor).some((scheme) => schemes.has(scheme)));
  };
