import type { CiClass } from '../class/class.ts';

/** The stages in the life of a CI, in their order. */
export const stages = ['proposed', 'design', 'build', 'test', 'live', 'retiring', 'decommissioned'] as const;
export type Stage = (typeof stages)[number];

/**
 * The stages that a CI may take next (C4). Steps forward may be skipped, with the gates of all stages between. docs/configuration-items.md has
 * the same table, and a test compares the two.
 */
export const stagesAfter: Readonly<Record<Stage, readonly Stage[]>> = {
  proposed: ['design', 'build', 'test', 'live', 'retiring', 'decommissioned'],
  design: ['proposed', 'build', 'test', 'live', 'retiring', 'decommissioned'],
  build: ['proposed', 'design', 'test', 'live', 'retiring', 'decommissioned'],
  test: ['proposed', 'design', 'build', 'live', 'retiring', 'decommissioned'],
  live: ['retiring', 'decommissioned'],
  retiring: ['live', 'decommissioned'],
  decommissioned: [],
};

const place = (stage: Stage): number => stages.indexOf(stage);

/** What has a stage: a CI. */
interface StageHolder {
  readonly stage: Stage;
}

/** Whether the CI is or was in operation. Such a CI is retired through its stages and never deleted (C4). */
export const wasEverLive = ({ stage }: StageHolder): boolean => place(stage) >= place('live');

/** Whether the CI serves somebody: it is live, or is being retired. */
export const isInService = ({ stage }: StageHolder): boolean => stage === 'live' || stage === 'retiring';

/** The stages whose gates a step passes: those after `from`, through `to`. A step back passes the gates of `to` alone. `from` is undefined for a new CI. */
const stagesPassed = (from: Stage | undefined, to: Stage): readonly Stage[] => {
  const first = from === undefined ? 0 : place(from) + 1;
  return first > place(to) ? [to] : stages.slice(first, place(to) + 1);
};

/** The gates that a step passes, each once, in the order of the stages. */
export const gatesOf = (gates: CiClass['gates'], from: Stage | undefined, to: Stage): readonly string[] => {
  const byStage: Partial<Record<Stage, readonly string[]>> = gates;
  return [...new Set(stagesPassed(from, to).flatMap((stage) => byStage[stage] ?? []))];
};
