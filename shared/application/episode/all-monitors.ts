import type { Monitor, MonitorRepository } from '../../domain/monitor/monitor.ts';

/** All monitors; there are few. The list is an index, so one that was created a moment ago may be missing. */
export const allMonitors = async (monitors: Pick<MonitorRepository, 'page'>): Promise<readonly Monitor[]> => {
  const found: Monitor[] = [];
  let after: string | undefined;
  do {
    const page = await monitors.page({ limit: 200, ...(after === undefined ? {} : { after }) });
    found.push(...page.items);
    after = page.nextCursor;
  } while (after !== undefined);
  return found;
};
