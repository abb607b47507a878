import { type CiClass, Classes } from '../../domain/class/class.ts';
import { type ResourceRow, resourceRow } from '../resource/resource-rows.ts';

/** CLASS#<id> | #   a class of CIs that a team added, or that replaces a shipped one */
export const classRow = resourceRow(Classes) as unknown as ResourceRow<CiClass>;
