import { expect } from '@jest/globals';
import { onEvent } from '../../functions/notify/on-event.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import { idOf } from './api.ts';
import { ada, aPerson, approvalsApi, bob, changeId, cyd } from './approvals.ts';
import { byTest } from './items.ts';
import { runningAs } from './table-calls.ts';

/** The path of the change that is edited. */
export const editedPath = `/v1/changes/${changeId}`;

/** The register of the approvals tests, with the CI of its change, and Ada and Bob as callers. */
export const withEditor = async (more: Partial<Change> = {}) => {
  const api = await approvalsApi(more, [aPerson(ada, 'Ada'), aPerson(bob, 'Bob'), aPerson(cyd, 'Cyd')]);
  const { world } = api;
  const now = world.clock.now();
  await world.store.commit(
    world.configurationItems.save(
      {
        ...{ id: idOf(50), version: 1, createdAt: now, updatedAt: now, name: 'orders-db-1', class: 'database', criticality: 'low' },
        ...{ stage: 'live', aliases: [], labels: {}, attributes: {}, contactGroups: [{ group: idOf(60), role: 'approver' }] },
      },
      byTest,
    ),
  );
  const requester = api.asCaller({ kind: 'person', id: ada, roles: ['change-requester'], teams: [] });
  const approver = api.asCaller({ kind: 'person', id: bob, roles: ['approver'], teams: [] });
  /** Edits the change by the API. */
  const patch = async (fields: object) => {
    const answer = await requester.patch(editedPath, fields, { 'if-match': '*' });
    expect(answer.status).toBe(200);
    return answer.body;
  };
  /** Tells people by mail of everything that happened since the last call. */
  const told = new Set<string>();
  const tell = async () => {
    for (const detail of await world.events.of({ type: 'change', id: changeId })) {
      if (told.has(detail.id)) continue;
      told.add(detail.id);
      await runningAs('notify', onEvent(api.context))({ source: 'quiesce', detail });
    }
  };
  /** The path of the link in the newest request for approval that Bob got. */
  const newestLink = (): string => {
    const mail = api.sent.findLast(({ to, text }) => to === 'bob@quiesce.test' && text.includes('/approvals/'));
    return /(\/approvals\/[0-9a-f]{64})/.exec(mail?.text ?? '')?.[1] ?? '';
  };
  return { ...api, requester, approver, patch, tell, newestLink };
};

/** The digest in the form of a page. */
export const digestOn = (body: string): string => /name="digest" value="([0-9a-f]{64})"/.exec(body)?.[1] ?? '';
