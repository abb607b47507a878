import type { DriftContext } from '../../shared/application/drift/drift-context.ts';
import { type ConfigEventOutcome, receiveConfigEvent } from '../../shared/application/drift/receive-config-event.ts';

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/**
 * Receives the change of a resource that a message of the config queue has: an event of AWS Config, as the event bus delivers it. One that nobody
 * can read goes to the dead letters at once. It throws if the event cannot be stored, so that the message is received again (E2).
 */
export const onConfigMessage = (
  context: DriftContext,
  deadLetter: (body: string) => Promise<void>,
): ((body: string) => Promise<ConfigEventOutcome>) => {
  const receive = receiveConfigEvent(context);
  return async (body) => {
    const outcome = await receive(parsed(body));
    if (outcome === 'unreadable') await deadLetter(body);
    return outcome;
  };
};
