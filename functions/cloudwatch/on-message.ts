import { type AlarmOutcome, receiveAlarm } from '../../shared/application/episode/receive-alarm.ts';
import type { ReceiveContext } from '../../shared/application/episode/receive-each.ts';

/**
 * Receives the state change that a message of the alarm queue has: an event of CloudWatch, as the event bus delivers it. It throws if the event
 * cannot be stored, so that the message is received again (S10).
 */
export const onAlarmMessage = (context: ReceiveContext): ((body: string) => Promise<AlarmOutcome>) => {
  const receive = receiveAlarm(context);
  return async (body) => receive(JSON.parse(body));
};
