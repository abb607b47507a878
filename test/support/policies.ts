import { ApprovalPolicies, type ApprovalPolicy } from '../../shared/domain/approval/approval-policy.ts';
import { changeDesk } from './changes.ts';

/** Stores policies on a desk. */
export const policiesOn =
  ({ world, clock }: Pick<Awaited<ReturnType<typeof changeDesk>>, 'world' | 'clock'>) =>
  async (fields: Partial<ApprovalPolicy> & Pick<ApprovalPolicy, 'levels'>): Promise<ApprovalPolicy> => {
    const now = clock.now();
    const id = world.ids.next();
    const stored = {
      ...{ id, version: 1, createdAt: now, updatedAt: now },
      ...(ApprovalPolicies.draft().parse({ name: `policy ${id}`, order: 1, ...fields }) as Omit<ApprovalPolicy, 'id'>),
    };
    await world.store.commit(world.approvalPolicies.save(stored));
    return stored;
  };

/** A desk of changes on which policies are stored. */
export const policyDesk = async () => {
  const desk = await changeDesk();
  return { ...desk, policy: policiesOn(desk) };
};
