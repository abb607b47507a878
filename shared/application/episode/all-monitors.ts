import type { Monitor, MonitorRepository } from '../../domain/monitor/monitor.ts';
import { allPages } from '../all-pages.ts';

/** All monitors; there are few. The list is an index, so one that was created a moment ago may be missing. */
export const allMonitors = (monitors: Pick<MonitorRepository, 'page'>): Promise<readonly Monitor[]> => allPages<Monitor>(monitors);
