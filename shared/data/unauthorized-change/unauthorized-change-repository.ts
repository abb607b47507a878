import type { UnauthorizedChangeRepository } from '../../domain/unauthorized-change/unauthorized-change.ts';
import { unauthorizedChangeRow } from './unauthorized-change-rows.ts';

export const unauthorizedChangeRepository = (): UnauthorizedChangeRepository => ({ save: unauthorizedChangeRow.save });
