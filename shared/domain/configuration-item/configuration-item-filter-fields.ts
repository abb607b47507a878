import * as z from 'zod';
import { ExactLine, Line } from '../text.ts';
import { Name, Reference } from '../values.ts';
import { criticalities } from './configuration-item.ts';
import { stages } from './stage-table.ts';

/** The filters of the list of CIs. Exports take them too. */
export const configurationItemFilterFields = () => ({
  class: Name().optional(),
  environment: Line().max(50).optional(),
  criticality: z.enum(criticalities).optional(),
  stage: z.enum(stages).optional(),
  ownerTeam: Reference().optional().meta({ description: 'Id or name of a team' }),
  name: Name().optional().meta({ description: 'The full name, without regard to case' }),
  label: ExactLine().min(1).max(601).optional().meta({ description: '<name>=<value>, or <name> for any value' }),
});
