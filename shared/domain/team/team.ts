import { defineResource, type ResourceOf } from '../resource/define-resource.ts';
import { Name } from '../values.ts';

/** A team, which can own items. The teams of a person are fields of the person. */
export const Teams = defineResource({
  noun: 'team',
  plural: 'teams',
  fields: () => ({ name: Name() }),
  unique: ({ name }) => [{ scheme: 'name', value: name }],
});
export type Team = ResourceOf<typeof Teams.fields>;
