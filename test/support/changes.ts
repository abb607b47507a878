import { decideOnChange } from '../../shared/application/approval/decide-on-change.ts';
import { advanceChange } from '../../shared/application/change/advance-change.ts';
import { assessChange } from '../../shared/application/change/assess-change.ts';
import type { SubmitContext } from '../../shared/application/change/context.ts';
import type { FailureContext } from '../../shared/application/change/record-failure-outages.ts';
import { requestChange } from '../../shared/application/change/request-change.ts';
import { startChange } from '../../shared/application/change/start-change.ts';
import type { Caller, Role } from '../../shared/domain/access.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import { ChangeDraft } from '../../shared/domain/change/change-fields.ts';
import { hour, plus } from '../../shared/domain/clock.ts';
import type { ConfigurationItem } from '../../shared/domain/configuration-item/configuration-item.ts';
import { countingIds, settableClock } from './api.ts';
import { inMemoryRecords } from './in-memory-records.ts';
import { byTest } from './items.ts';
import { worldOn } from './world.ts';

/** The fields of a request that a test may set. */
type ChangeInput = Partial<Omit<Change, 'window'>> & { readonly window?: object | undefined; readonly submit?: boolean };

/** Midday of the tests' day. Windows begin an hour later unless a test says otherwise. */
export const noon = '2026-11-24T12:00:00.000Z';

/**
 * A register with people, groups and a few CIs in the in-memory table, and the use cases of changes on it. Rita requests, Ian implements,
 * Anna, Abe and Ada approve, and Max manages changes.
 */
export const changeDesk = async () => {
  const records = inMemoryRecords();
  const clock = settableClock(noon);
  const world = worldOn(records, clock, countingIds());
  const context: SubmitContext & FailureContext = { ...world, approversGroup: 'approvers' };
  const { store, ids } = world;
  const base = () => ({ id: ids.next(), version: 1, createdAt: clock.now(), updatedAt: clock.now() });

  const person = async (name: string, ...roles: readonly Role[]): Promise<Caller & { kind: 'person' }> => {
    const made = { ...base(), name, email: `${name.toLowerCase()}@quiesce.test`, zone: 'Europe/Berlin', roles: [...roles], teams: [] };
    await store.commit(world.people.save(made));
    return { kind: 'person', id: made.id, roles, teams: [] };
  };
  const group = async (name: string, ...members: readonly Caller[]): Promise<string> => {
    const made = { ...base(), name, members: members.map(({ id }) => ({ person: id })), channels: [] };
    await store.commit(world.contactGroups.save(made));
    return made.id;
  };
  const ci = async (name: string, fields: Partial<ConfigurationItem> = {}): Promise<string> => {
    const made: ConfigurationItem = {
      ...base(),
      name,
      class: 'server',
      criticality: 'low',
      stage: 'live',
      aliases: [],
      labels: {},
      contactGroups: [],
      attributes: {},
      ...fields,
    };
    await store.commit(world.configurationItems.save(made, byTest));
    return made.id;
  };

  const [rita, ian, anna, abe, ada, max] = [
    await person('Rita', 'change-requester'),
    await person('Ian', 'change-requester'),
    await person('Anna', 'approver'),
    await person('Abe', 'approver'),
    await person('Ada', 'approver'),
    await person('Max', 'change-manager'),
  ];
  const approvers = await group('approvers', anna, abe, ada, rita, ian);
  const database = await ci('orders-db-1', { class: 'database' });
  const server = await ci('web-1');

  const inAnHour = () => plus(clock.now(), hour);
  const draftWith = (fields: ChangeInput = {}): ChangeDraft =>
    ChangeDraft().parse({
      title: 'Upgrade PostgreSQL',
      items: [database],
      implementer: ian.id,
      submit: true,
      ...fields,
      window: 'window' in fields ? fields.window : { start: inAnHour(), end: plus(inAnHour(), hour), mode: 'planned' },
    });
  const request = (fields: ChangeInput = {}, caller: Caller = rita) => requestChange(context)(draftWith(fields), caller);
  /** A change that was submitted and assessed, and awaits approval. */
  const awaiting = async (fields: ChangeInput = {}, caller: Caller = rita) => assessChange(context)((await request(fields, caller)).id);
  const vote = (
    change: Pick<Change, 'id' | 'revision'>,
    caller: Caller,
    decision: 'approve' | 'reject' | 'abstain' = 'approve',
    reason?: string,
  ) => decideOnChange(context)(change.id, { decision, revision: change.revision, ...(reason ? { reason } : {}) }, caller);
  const scheduled = async (fields: ChangeInput = {}) => vote(await awaiting(fields), anna);
  /** A scheduled change that the implementer has started at its start. */
  const implementing = async (fields: ChangeInput = {}) => {
    const change = await scheduled(fields);
    clock.set(change.window?.start ?? noon);
    return startChange(context)(change.id, ian);
  };
  const windowOf = (change: Change) => world.windows.get(change.windowId ?? '');
  const eventsOf = async (change: Change) => (await world.events.of({ type: 'change', id: change.id })).map(({ name }) => name);
  const advance = (change: Pick<Change, 'id'>) => advanceChange(context)(change.id);

  return {
    world,
    context,
    records,
    clock,
    person,
    group,
    ci,
    rita,
    ian,
    anna,
    abe,
    ada,
    max,
    approvers,
    database,
    server,
    draftWith,
    request,
    awaiting,
    vote,
    scheduled,
    implementing,
    windowOf,
    eventsOf,
    advance,
  };
};
