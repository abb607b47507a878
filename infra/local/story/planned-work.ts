import { readChangeAlerts } from '../../../shared/contracts/change-history.ts';
import { finishChange, readChange, requestChange, reviewChange, startChange } from '../../../shared/contracts/changes.ts';
import { apiClient } from '../../../shared/contracts/client.ts';
import { readSuppression } from '../../../shared/contracts/suppression.ts';
import { demand } from '../calls.ts';
import type { HandOut } from '../hand-out.ts';
import { eventually, StoryFailed } from './narrator.ts';

/** The change that the story is about, as far as it needs it. */
export interface PlannedWork {
  readonly id: string;
  readonly number: string;
  readonly start: string;
  readonly end: string;
}

const item = 'hostname=orders-db-1';

const inSeconds = (seconds: number): string => new Date(Math.ceil(Date.now() / 1000 + seconds) * 1000).toISOString();

/** How long the approver has before the window begins, and how long that is. */
interface Timing {
  readonly leadSeconds: number;
  readonly lengthSeconds: number;
}

/** Asks for the change and submits it in the same call. */
export const askForWork = async ({ apiUrl, tokens }: HandOut, { leadSeconds, lengthSeconds }: Timing): Promise<PlannedWork> => {
  const requester = apiClient(apiUrl, tokens['change-requester']);
  const window = { start: inSeconds(leadSeconds), end: inSeconds(leadSeconds + lengthSeconds), mode: 'planned' } as const;
  const body = {
    ...{ title: 'Upgrade PostgreSQL to 17.3', reason: 'security release', items: [item], window, submit: true },
    ...{ plan: 'Stop, upgrade, start, check replication.', backOutPlan: 'Make orders-db-2 the primary.' },
  };
  const { id, number } = await demand(() => requester.call(requestChange, { body }));
  return { id, number, start: window.start, end: window.end };
};

/** What no change comes back from. */
const over = ['rejected', 'cancelled', 'lapsed'];

/** Waits until the change has this status. */
export const untilStatus = async ({ apiUrl, tokens }: HandOut, { id, number }: PlannedWork, status: string): Promise<void> => {
  const requester = apiClient(apiUrl, tokens['change-requester']);
  const look = `GET ${apiUrl}/v1/changes/${number}, /v1/changes/${number}/events and .quiesce/ministack.log`;
  await eventually({ what: `${number} to be ${status}`, seconds: 30, look }, async () => {
    const change = await demand(() => requester.call(readChange, { params: { id } }));
    if (over.includes(change.status)) throw new StoryFailed(`${number} is ${change.status}. Look at: ${look}`);
    return change.status === status ? change : undefined;
  });
};

/** Until when alerts of the database are suppressed, if they are. */
export const quietUntil = async ({ apiUrl, tokens }: HandOut): Promise<string | undefined> => {
  const viewer = apiClient(apiUrl, tokens.viewer);
  const { suppressed, reasons } = await demand(() => viewer.call(readSuppression, { query: { alias: item } }));
  return suppressed ? reasons[0]?.until : undefined;
};

/** The implementer says that the work begins. The quiet of a planned window does not wait for it. */
export const startWork = async ({ apiUrl, tokens }: HandOut, { id }: PlannedWork): Promise<void> => {
  await demand(() => apiClient(apiUrl, tokens['change-requester']).call(startChange, { params: { id } }));
};

/** The implementer says how it went, the change manager reviews it. */
export const closeWork = async ({ apiUrl, tokens }: HandOut, { id }: PlannedWork): Promise<void> => {
  const [requester, manager] = [apiClient(apiUrl, tokens['change-requester']), apiClient(apiUrl, tokens['change-manager'])];
  await demand(() => requester.call(finishChange, { params: { id }, body: { outcome: 'with-issues' } }));
  await demand(() => manager.call(reviewChange, { params: { id }, body: { note: 'replication took longer than planned' } }));
};

/** What became of the alerts that were quiet: the numbers add up. */
export const tallyOf = ({ apiUrl, tokens }: HandOut, { id }: PlannedWork) =>
  demand(() => apiClient(apiUrl, tokens.viewer).call(readChangeAlerts, { params: { id } }));
