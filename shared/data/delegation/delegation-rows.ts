import * as z from 'zod';
import { type Delegation, Delegations } from '../../domain/delegation/delegation.ts';
import { type DelegationList, mostDelegations } from '../../domain/delegation/delegation-list.ts';
import { lazily } from '../../domain/lazily.ts';
import { Id, resourceFields, StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';
import { defineResourceRow } from '../resource/resource-rows.ts';

const ListedRow = () => z.strictObject({ id: Id(), person: Id(), start: StoredTime(), end: StoredTime() });

/** A delegation, with who made it. */
export const delegationRow = defineResourceRow<Delegation>(
  Delegations,
  lazily(() => z.strictObject({ ...resourceFields(), ...Delegations.fields(), from: Id(), to: Id(), by: Id() })),
);

/** DELEGATED#<person> | #   the delegations of a person that are not over, so that one read finds who may decide for whom (P3) */
export const delegationListRow = defineRow<DelegationList, Pick<DelegationList, 'person'>>({
  type: 'DelegationList',
  schema: lazily(() =>
    z.strictObject({
      person: Id(),
      given: z.array(ListedRow()).max(mostDelegations),
      received: z.array(ListedRow()).max(mostDelegations),
      version: z.int().min(1),
    }),
  ),
  primary: ({ person }) => ({ pk: key('DELEGATED', person), sk: '#' }),
});
