import { marshall } from '@aws-sdk/util-dynamodb';
import { onMessage } from '../../../functions/change-workflow/on-message.ts';
import { onEvent } from '../../../functions/notify/on-event.ts';
import { onStream } from '../../../functions/publish/on-stream.ts';
import { dutiesOf } from '../../../functions/sweep/duties.ts';
import { publishEvents } from '../../../shared/application/event/publish-events.ts';
import { sweep } from '../../../shared/application/sweep/sweep.ts';
import { minute, plus } from '../../../shared/domain/clock.ts';
import type { Event } from '../../../shared/domain/event/event.ts';
import { identityWorld } from '../identity.ts';
import { unreported } from '../silence.ts';
import { walkingSlowly } from '../slow-walk.ts';
import { runningAs } from '../table-calls.ts';
import { checkedOutAsset } from './assignments.ts';
import { type Cost, costsOn } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

const workflow = { start: async () => undefined, resume: async () => true };
const passes = { pass: async () => undefined };
const queue = { send: async () => undefined };
const put = async (events: readonly Event[]) => events.map(() => true);

const workflowOf = ({ world }: CostScene) => runningAs('change-workflow', onMessage({ ...world, workflow }));

const sweepOf = ({ world }: CostScene) =>
  runningAs(
    'sweep',
    sweep({
      ...world,
      ...unreported,
      duties: dutiesOf({ ...world, workflow, queue, passes }),
      publish: publishEvents({ ...world, put }),
      failed: (_, error) => {
        throw error;
      },
      budgetMillis: 40_000,
    }),
  );

/** Publishes all events and does all due work, so that the next sweep finds nothing. */
const settle = async (scene: CostScene): Promise<void> => {
  await sweepOf(scene)();
  scene.clock.advance(3 * minute);
  await sweepOf(scene)();
};

const eventOf = async ({ world }: CostScene, id: string, name: string, type: 'change' | 'item' = 'change'): Promise<Event> => {
  const event = (await world.events.of({ type, id })).find((one) => one.name === name);
  if (!event) throw new Error(`there is no ${name} of ${id}`);
  return event;
};

const notification = (scene: CostScene, detail: Event) => () => runningAs('notify', onEvent(scene.notify))({ source: 'quiesce', detail });

const identityCost = costsOn(async () => identityWorld());

/** The consumers, by the name of their function, and authentication: every route that needs a token pays for it once in 30 s. */
export const consumerCosts: readonly Cost[] = [
  identityCost('authentication', 'a person, not cached', async ({ started, bearer, person }) => {
    const { email } = await person();
    const token = bearer({ email });
    await started()(token);
    const again = started();
    return () => again(token);
  }),
  identityCost('authentication', 'a person, cached for 30 s', async ({ started, bearer, person }) => {
    const { email } = await person();
    const [token, identify] = [bearer({ email }), started()];
    await identify(token);
    return () => identify(token);
  }),
  cost('change-workflow', 'starts an execution', async (scene) => {
    const { id } = await scene.assessing();
    const detail = await eventOf(scene, id, 'ChangeSubmitted');
    return () => workflowOf(scene)({ detail });
  }),
  cost('change-workflow', 'assesses, one CI', async (scene) => {
    const { id } = await scene.assessing();
    return () => workflowOf(scene)({ task: 'advance', change: id, revision: 1, attempt: 1 });
  }),
  cost('change-workflow', 'judges and assesses what was walked for too long, one CI', async (scene) => {
    const { id } = await walkingSlowly(scene, () => scene.assessing());
    return () => workflowOf(scene)({ task: 'advance', change: id, revision: 1, attempt: 1 });
  }),
  cost('change-workflow', 'stores its task token', async (scene) => {
    const { id } = await scene.awaiting();
    return () => workflowOf(scene)({ task: 'ask', change: id, revision: 1, attempt: 1, token: 'token' });
  }),
  cost('change-workflow', 'resumes after the decision', async (scene) => {
    const { id } = await scene.awaiting();
    await workflowOf(scene)({ task: 'ask', change: id, revision: 1, attempt: 1, token: 'token' });
    await scene.decide(await scene.read({ id }));
    const detail = await eventOf(scene, id, 'ChangeScheduled');
    return () => workflowOf(scene)({ detail });
  }),
  cost('change-workflow', 'reads the next step', async (scene) => {
    const { id } = await scene.scheduled();
    return () => workflowOf(scene)({ task: 'advance', change: id, revision: 1, attempt: 1 });
  }),
  cost('change-workflow', 'opens the window', async (scene) => {
    const { id, window } = await scene.scheduled();
    scene.clock.set(window?.start ?? '');
    return () => workflowOf(scene)({ task: 'advance', change: id, revision: 1, attempt: 1 });
  }),
  cost('publish', 'one event', async (scene) => {
    const { records, world, rita, changeBody, bodyOf } = scene;
    const stream: Parameters<ReturnType<typeof onStream>>[0][number][] = [];
    records.committed = (rows) =>
      void stream.push(...rows.map((row) => ({ dynamodb: { SequenceNumber: '1', NewImage: marshall(row) as Record<string, never> } })));
    await bodyOf(rita.post('/v1/changes', changeBody()));
    return () => runningAs('publish', onStream({ ...world, ...unreported, put }))([...stream]);
  }),
  cost('notify', 'mails two approvers', async (scene) =>
    notification(scene, await eventOf(scene, (await scene.awaiting()).id, 'ApprovalRequested')),
  ),
  cost('notify', 'the same event again, no mail', async (scene) => {
    const notify = await notification(scene, await eventOf(scene, (await scene.awaiting()).id, 'ApprovalRequested'));
    await notify();
    return notify;
  }),
  cost('notify', 'mails that the change is scheduled', async (scene) =>
    notification(scene, await eventOf(scene, (await scene.scheduled()).id, 'ChangeScheduled')),
  ),
  cost('notify', 'asks a holder to accept an asset', async (scene) =>
    notification(scene, await eventOf(scene, (await checkedOutAsset(scene)).id, 'AssetCheckedOut', 'item')),
  ),
  cost('sweep', 'nothing due', async (scene) => {
    await settle(scene);
    return sweepOf(scene);
  }),
  cost('sweep', 'one change due', async (scene) => {
    const { window } = await scene.scheduled();
    scene.clock.set(plus(window?.start ?? '', -10 * minute));
    await settle(scene);
    scene.clock.set(window?.start ?? '');
    return sweepOf(scene);
  }),
];
