import { readHealth } from '../../shared/contracts/system.ts';
import { anyone } from '../../shared/domain/access.ts';
import { on } from '../../shared/http/request.ts';
import { logger } from '../../shared/observability/log.ts';
import { httpArea } from '../../shared/runtime/http-function.ts';
import { httpEvent } from '../support/api.ts';
import { table } from '../support/cost/document.ts';
import { ciWithWindows } from '../support/cost/evaluate-scale.ts';
import { inMemoryRecords } from '../support/in-memory-records.ts';
import { worldOn } from '../support/world.ts';
import { figure, timeInTurn } from './timing.ts';

/** The time of a decision in memory, on CIs with few and with many windows. */
export const evaluateFigures = async (): Promise<string> => {
  const few = await ciWithWindows({ windows: 10, inRange: 5 });
  const many = await ciWithWindows({ windows: 10_000, inRange: 5 });
  const crowded = await ciWithWindows({ windows: 10_000, inRange: 1_000 });
  const steady = await timeInTurn({ few: few.ask, many: many.ask }, { rounds: 2_000, warmUp: 200 });
  const { inside } = await timeInTurn({ inside: crowded.ask }, { rounds: 20, warmUp: 3 });
  const line = async (windows: string, scene: typeof few, p50: number) => {
    const { requests, rowsRead, readUnits } = await scene.usage();
    return [windows, requests, rowsRead, readUnits, figure(p50), figure(p50 / steady.few.p50)];
  };
  return table(['Windows on the CI', 'Requests', 'Rows', 'Read units', 'ms p50', 'Relative to the first'], 1, [
    await line('10, five of them in the range', few, steady.few.p50),
    await line('10,000, five of them in the range', many, steady.many.p50),
    await line('10,000, a thousand of them in the range', crowded, inside.p50),
  ]);
};

/** The time that our HTTP frame adds to a request: routing, access control, parsing, headers and the access line. */
export const frameFigures = async (): Promise<string> => {
  logger.setLogLevel('INFO');
  const frame = httpArea(
    worldOn(inMemoryRecords()),
    async () => anyone,
    () => [on(readHealth, () => ({ status: 'ok', stage: 'bench' }))],
  ) as unknown as (event: object, context: object) => Promise<unknown>;
  const event = httpEvent('GET', '/health');
  // The access line is written as in Lambda, but discarded.
  const { write } = process.stdout;
  process.stdout.write = () => true;
  const timed = await timeInTurn(
    { nothing: async () => ({ statusCode: 200 }), frame: () => frame(structuredClone(event), {}) },
    { rounds: 5_000, warmUp: 1_000 },
  ).finally(() => {
    process.stdout.write = write;
    logger.setLogLevel('ERROR');
  });
  return table(['Request without I/O', 'ms p50', 'ms p95'], 1, [
    ['through the HTTP layer', timed.frame.p50.toFixed(3), timed.frame.p95.toFixed(3)],
  ]);
};
