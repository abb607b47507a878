import type { Write } from '../store.ts';
import type { ApprovalCodes } from './approval-codes.ts';
import type { ApprovalLink } from './approval-link.ts';

export interface ApprovalLinkRepository {
  find(hash: string): Promise<ApprovalLink | undefined>;
  save(link: ApprovalLink): Write;
  codes(change: string, person: string): Promise<ApprovalCodes | undefined>;
  saveCodes(codes: ApprovalCodes): Write;
}
