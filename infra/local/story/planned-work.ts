import { finishChange, reviewChange, startChange } from '../../../shared/contracts/change-actions.ts';
import { readChangeAlerts } from '../../../shared/contracts/change-history.ts';
import { readChange, requestChange } from '../../../shared/contracts/changes.ts';
import { apiClient } from '../../../shared/contracts/client.ts';
import { readSuppression } from '../../../shared/contracts/suppression.ts';
import { callOrThrow } from '../calls.ts';
import type { HandOut } from '../hand-out.ts';
import { eventually, StoryFailed } from './narrator.ts';

/** The change of the demo. */
export interface PlannedWork {
  readonly id: string;
  readonly number: string;
  readonly start: string;
  readonly end: string;
}

const item = 'hostname=orders-db-1';

const inSeconds = (seconds: number): string => new Date(Math.ceil(Date.now() / 1000 + seconds) * 1000).toISOString();

/** The time between the request and the window, and the window's length. */
interface Timing {
  readonly leadSeconds: number;
  readonly lengthSeconds: number;
}

/** Requests the change and submits it in the same call. */
export const requestWork = async ({ apiUrl, tokens }: HandOut, { leadSeconds, lengthSeconds }: Timing): Promise<PlannedWork> => {
  const requester = apiClient(apiUrl, tokens['change-requester']);
  const window = { start: inSeconds(leadSeconds), end: inSeconds(leadSeconds + lengthSeconds), mode: 'planned' } as const;
  const body = {
    ...{ title: 'Upgrade PostgreSQL to 17.3', reason: 'security release', items: [item], window, submit: true },
    ...{ plan: 'Stop, upgrade, start, check replication.', backOutPlan: 'Make orders-db-2 the primary.' },
  };
  const { id, number } = await callOrThrow(() => requester.call(requestChange, { body }));
  return { id, number, start: window.start, end: window.end };
};

/** Statuses that a change never leaves. */
const finalStatuses = ['rejected', 'cancelled', 'lapsed'];

/** Waits until the change has this status. */
export const untilStatus = async ({ apiUrl, tokens }: HandOut, { id, number }: PlannedWork, status: string): Promise<void> => {
  const requester = apiClient(apiUrl, tokens['change-requester']);
  const see = `GET ${apiUrl}/v1/changes/${number}, /v1/changes/${number}/events and .quiesce/ministack.log`;
  await eventually({ what: `${number} to be ${status}`, seconds: 30, see }, async () => {
    const change = await callOrThrow(() => requester.call(readChange, { params: { id } }));
    if (finalStatuses.includes(change.status)) throw new StoryFailed(`${number} is ${change.status}. See: ${see}`);
    return change.status === status ? change : undefined;
  });
};

/** Until when alerts of the database are suppressed, or undefined. */
export const suppressedUntil = async ({ apiUrl, tokens }: HandOut): Promise<string | undefined> => {
  const viewer = apiClient(apiUrl, tokens.viewer);
  const { suppressed, reasons } = await callOrThrow(() => viewer.call(readSuppression, { query: { alias: item } }));
  return suppressed ? reasons[0]?.until : undefined;
};

/** The implementer starts the change. A planned window is in force without it. */
export const startWork = async ({ apiUrl, tokens }: HandOut, { id }: PlannedWork): Promise<void> => {
  await callOrThrow(() => apiClient(apiUrl, tokens['change-requester']).call(startChange, { params: { id } }));
};

/** The implementer finishes the change with its outcome, and the change manager reviews it. */
export const closeWork = async ({ apiUrl, tokens }: HandOut, { id }: PlannedWork): Promise<void> => {
  const [requester, manager] = [apiClient(apiUrl, tokens['change-requester']), apiClient(apiUrl, tokens['change-manager'])];
  await callOrThrow(() => requester.call(finishChange, { params: { id }, body: { outcome: 'with-issues' } }));
  await callOrThrow(() => manager.call(reviewChange, { params: { id }, body: { note: 'replication took longer than planned' } }));
};

/** How many alerts of the change were suppressed, absorbed, released and held. */
export const tallyOf = ({ apiUrl, tokens }: HandOut, { id }: PlannedWork) =>
  callOrThrow(() => apiClient(apiUrl, tokens.viewer).call(readChangeAlerts, { params: { id } }));
