import { ChangeTemplates } from '../../domain/change-template/change-template.ts';
import { resourceRow } from '../resource/resource-rows.ts';

/** CHANGE-TEMPLATE#<id> | #   a template of changes */
export const changeTemplateRow = resourceRow(ChangeTemplates);
