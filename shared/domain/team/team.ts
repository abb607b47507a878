import type { Shape } from '../lazily.ts';
import { defineResource } from '../resource/define-resource.ts';
import { Name } from '../values.ts';

/** A team: who owns things. People name their teams. */
export const Teams = defineResource({
  noun: 'team',
  plural: 'teams',
  fields: () => ({ name: Name() }),
  unique: ({ name }) => [{ scheme: 'name', value: name }],
});
export const Team = Teams.schema;
export type Team = Shape<typeof Team>;
