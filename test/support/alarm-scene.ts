import { receiveAlarm } from '../../shared/application/episode/receive-alarm.ts';
import type { Monitor } from '../../shared/domain/monitor/monitor.ts';
import { alarmArn, alarmSources, aStateChange } from './alarms.ts';
import { aWorld } from './alerts.ts';
import { runningAs } from './table-calls.ts';

/** A CloudWatch monitor, a CI that one of its alarms names, and the events of the bus. */
export const alarmScene = async (monitor: Partial<Monitor> = {}) => {
  const world = await aWorld({ start: '22:10', monitor: { kind: 'cloudwatch', ...alarmSources, ...monitor } });
  const ci = await world.ci('db-1', { aliases: [{ scheme: 'cloudwatch:alarm', value: alarmArn() }] });
  const receive = runningAs('cloudwatch', receiveAlarm(world.context));
  /** Sets the clock, receives the event and sends what is to be sent. */
  const changes = async (...[value, input]: Parameters<typeof aStateChange>) => {
    world.at(input.at);
    const outcome = await receive(aStateChange(value, input));
    await world.sendAll();
    return outcome;
  };
  const states = async () => (await world.episodes()).map(({ state, open, stale, repeats }) => ({ state, open, stale, repeats }));
  return { ...world, id: ci, receive, changes, states };
};
