import { onEvent } from '../../functions/notify/on-event.ts';
import { onReleaseMessage } from '../../functions/release/on-message.ts';
import { cancelChange } from '../../shared/application/change/cancel-change.ts';
import { measureDelays } from '../../shared/application/sweep/measure-delays.ts';
import { hour, minute, plus } from '../../shared/domain/clock.ts';
import { deliverySubject } from '../../shared/domain/episode/episode.ts';
import { allAreas } from '../../shared/functions/all-functions.ts';
import { lettersFrom } from '../../shared/mail/letters.ts';
import { alarmScene } from './alarm-scene.ts';
import { aStateChange } from './alarms.ts';
import { anAlert, aWorld, message } from './alerts.ts';
import { apiOf } from './api.ts';
import { delegations, extensions, manyRequests, policies, templates } from './approval-scenes.ts';
import { approvalsApi } from './approvals.ts';
import { areaEndpoints } from './areas.ts';
import { breakRows } from './broken-rows.ts';
import { calendarScene } from './calendar-scene.ts';
import { changeDesk } from './changes.ts';
import { deskApi } from './desk-api.ts';
import { driftScene } from './drift-scene.ts';
import { judgedBy } from './emergencies.ts';
import { finishedWithAHold } from './finished-change.ts';
import { formerNamings } from './former-namings.ts';
import { bootstrapAdmin, identityWorld } from './identity.ts';
import { addresses, certificates, registering, warranties } from './register-scenes.ts';
import { approvedInVain, blocked } from './scheduling-scenes.ts';
import { serviceScene } from './service-scene.ts';
import { asFunction, runningAs } from './table-calls.ts';
import { transferScene } from './transfer-scene.ts';
import { deskWithMachine } from './workflow.ts';

type Scene = readonly [what: string, play: () => Promise<unknown>];

/** People sign in for the first time: somebody unknown, and a person who is registered already. */
const signIns = allAreas
  .filter(({ name }) => name !== 'system')
  .map(
    ({ name }): Scene => [
      `people sign in at ${name}`,
      async () => {
        const { started, bearer, person } = identityWorld(name);
        await asFunction(name, () => started()(bearer({ email: bootstrapAdmin })));
        const { email } = await person();
        await asFunction(name, () => started()(bearer({ subject: 'subject-2', email })));
      },
    ],
  );

const api = () => apiOf((world) => Object.values(areaEndpoints).flatMap((endpoints) => endpoints(world)));
const key = { 'idempotency-key': 'k' };

/** A monitor that leaves alerts out, the mail about it, and the end of the monitor. */
const truncations = async () => {
  const { world, monitor, asCaller, as, sendAll } = await aWorld({ start: '22:11' });
  const sender = asCaller({ kind: 'monitor', id: monitor.id, roles: ['monitor'], teams: [] });
  await sender.post(`/v1/monitors/${monitor.id}/alerts`, { ...message(anAlert('firing', 'nobody')), truncatedAlerts: 1 });
  const { context } = await approvalsApi();
  const notify = runningAs('notify', onEvent({ ...context, ...world, letters: lettersFrom('http://quiesce.test') }));
  for (const detail of await world.events.of({ type: 'monitor', id: monitor.id })) await notify({ source: 'quiesce', detail });
  await sendAll();
  await as('admin').delete(`/v1/monitors/${monitor.id}`, { 'if-match': '*' });
};

/** Alerts that are held, that recover inside and after their window, and a test that is held. The sweep measures how late they are. */
const heldAlerts = async () => {
  const { ci, window, at, fire, recover, pass, as, monitor, world } = await aWorld({ start: '22:10' });
  const item = await ci('db-1');
  const { id } = await window([item]);
  at('22:15');
  await fire('db-1', { name: 'One', since: '22:14' });
  await fire('db-1', { name: 'Two', since: '22:14' });
  await as('admin').post(`/v1/monitors/${monitor.id}/test`, { labels: { ci: item } });
  await recover('db-1', '22:20', { name: 'One', since: '22:14' });
  at('23:25:10');
  await asFunction('sweep', measureDelays(world));
  await pass(id);
};

const alarms = async () => {
  const { window, changes, id, monitor, asCaller, at } = await alarmScene();
  await window([id]);
  await changes('ALARM', { at: '22:15' });
  await changes('OK', { at: '22:20' });
  at('22:25');
  const sender = asCaller({ kind: 'monitor', id: monitor.id, roles: ['monitor'], teams: [] });
  await sender.post(`/v1/monitors/${monitor.id}/alerts`, aStateChange('ALARM', { at: '22:25' }));
};

/** A receiver that is away for eleven hours. The sweep marks the delivery as overdue before it is tried. */
const absentReceiver = async () => {
  const { fire, queued, receiverAnswers, clock, send, sweep } = await aWorld({ start: '22:10' });
  await fire('nobody');
  const [delivery] = queued as Parameters<typeof send>;
  await sweep(deliverySubject(delivery));
  receiverAnswers(() => ({ status: 500 }));
  clock.set('2026-11-29T10:00:00.000Z');
  await send(delivery);
};

/** A change of low risk closes when the release function finds all alerts of its window decided. */
const closing = async () => {
  const { decided } = await finishedWithAHold();
  const outside = { queue: { send: async () => undefined }, passes: { pass: async () => undefined } };
  await decided('absorbed', (world, id) =>
    asFunction('release', () => onReleaseMessage({ ...world, ...outside })(JSON.stringify({ window: id }))),
  );
};

/** AWS Config sees drift, work on a change, and a certificate that is renewed. */
const drift = async () => {
  const certificate = { class: 'certificate', attributes: { validTo: '2026-12-15' } };
  const { sees, manager } = await driftScene({ ci: certificate, prepare: (desk) => desk.implementing() });
  await manager.put('/v1/classes/certificate?breakGlass=renewed%20by%20AWS', { assetFacet: false, observedAttributes: ['validTo'] });
  await sees({ configuration: { validTo: '2027-03-01' } });
};

const requests = async () => {
  const desk = await changeDesk();
  const { windowId } = await desk.implementing();
  const { as, asCaller } = await deskApi(desk);
  await asCaller(desk.ian).post(`/v1/windows/${windowId}/end`, { reason: 'Done.' }, key);
  await as('viewer').get('/v1/changes?status=implementing');
  const now = desk.clock.now();
  const fields = { id: desk.world.ids.next(), version: 1, createdAt: now, updatedAt: now, name: 'pipeline' };
  const pipeline = { ...fields, roles: ['change-requester' as const], responsible: desk.rita.id };
  await desk.world.store.commit(desk.world.clients.save(pipeline));
  const client = { ...pipeline, kind: 'client', teams: [] } as const;
  await desk.awaiting({ window: { start: plus(now, 3 * hour), end: plus(now, 4 * hour) } }, client);
  await (await deskApi(desk)).asCaller(desk.anna).get('/v1/approvals');
};

const sweeping = async () => {
  const desk = await deskWithMachine();
  const cancelled = await desk.awaitingApproval();
  await cancelChange(desk.context)(cancelled.id, 'not today', desk.rita);
  await desk.machine.sweep();
  await desk.scheduled();
  await breakRows(desk, 'Window', { suppress: 'yes' });
  await desk.live(plus(desk.clock.now(), 2 * hour));
  desk.records.restoreEpoch = 1;
  await desk.live(plus(desk.clock.now(), 2 * minute));
};

/** Scenes that use the rights which the table of costs leaves unused. */
export const rightsScenes: readonly Scene[] = [
  ...signIns,
  ['items, monitors and people are registered with an Idempotency-Key', registering],
  ['a CI, a person and a policy that many changes named are deleted', () => formerNamings(api())],
  ['an address changes', addresses],
  ['a warranty is removed', warranties],
  ['a certificate is removed', certificates],
  ['a monitor leaves alerts out', truncations],
  ['alerts are held', heldAlerts],
  ['CloudWatch alarms are held', alarms],
  ['AWS Config sees drift', drift],
  ['a receiver is away', absentReceiver],
  ['files of all kinds are imported and exported', transferScene],
  ['a change closes itself', closing],
  ['changes are requested and listed', requests],
  ['an approval policy is made and deleted', policies],
  ['a change template is made, deleted, and used at once', templates],
  ['a person delegates, and the delegate decides', delegations],
  ['an extension is decided on, and a decision withdrawn', extensions],
  ['an approver gets many requests in one mail', manyRequests],
  ['the sweep repairs', sweeping],
  ['calendars come and go, and the sweep raises changes', calendarScene],
  ['a service has an agreement, outages and a listed window', serviceScene],
  ...['changes', 'approvals', 'change-workflow', 'sweep'].map((name): Scene => [`a change is blocked in ${name}`, blocked(name)]),
  ...['changes', 'approvals', 'change-workflow', 'sweep'].map((name): Scene => [`an emergency is judged in ${name}`, judgedBy(name)]),
  ...['change-workflow', 'sweep'].map((name): Scene => [`${name} schedules a change`, approvedInVain(name)]),
];
