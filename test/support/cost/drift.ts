import { receiveConfigEvent } from '../../../shared/application/drift/receive-config-event.ts';
import { aConfigEvent, configResources } from '../config-events.ts';
import { runningAs } from '../table-calls.ts';
import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

const at = '2026-11-24T13:30:00.000Z';
const seen = '2026-11-24T13:29:00.000Z';

const receiver = ({ world }: CostScene) =>
  runningAs('drift', receiveConfigEvent({ ...world, configFiles: { read: async () => undefined } }));

/** A CI that has the ARN of the instance. */
const anInstance = ({ ci }: CostScene): Promise<string> =>
  ci('web-1', { aliases: [{ scheme: 'aws-arn', value: configResources.instance.ARN }] });

/** What AWS Config saw. */
export const driftCosts: readonly Cost[] = [
  cost('drift', 'a resource of no configuration item', (scene) => () => receiver(scene)(aConfigEvent({ at }))),
  cost('drift', 'outside any change: a new unauthorized change with its draft', async (scene) => {
    await anInstance(scene);
    return () => receiver(scene)(aConfigEvent({ at }));
  }),
  cost('drift', 'outside any change, once more', async (scene) => {
    await anInstance(scene);
    // What is seen in the future counts as seen now, and the second event would be no later than the first.
    scene.clock.set(at);
    await receiver(scene)(aConfigEvent({ at: seen }));
    return () => receiver(scene)(aConfigEvent({ at }));
  }),
  cost('drift', 'during the work on a change', async (scene) => {
    const item = await anInstance(scene);
    await scene.implementing({ items: [item] });
    return () => receiver(scene)(aConfigEvent({ at }));
  }),
];
