import type { AcceptanceLinkRepository } from '../../domain/assignment/acceptance-link.ts';
import { mailedLinkRepository } from '../mailed-link/mailed-link-repository.ts';
import type { Records } from '../records.ts';
import { acceptanceCodesRow, acceptanceLinkRow } from './acceptance-rows.ts';

export const acceptanceLinkRepository = (records: Records): AcceptanceLinkRepository =>
  mailedLinkRepository(records, acceptanceLinkRow, acceptanceCodesRow, ({ asset, assignment }) => ({ asset, assignment }));
