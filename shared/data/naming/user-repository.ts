import type { UserNoun } from '../../domain/naming/mention.ts';
import type { StoredUser, User, UserRepository } from '../../domain/naming/naming.ts';
import { approvalPolicyRow } from '../approval/approval-policy-rows.ts';
import { assetRow } from '../asset/asset-rows.ts';
import { freezeRow, maintenanceHoursRow } from '../calendar/calendar-rows.ts';
import { calendarFeedRow } from '../calendar-feed/calendar-feed-rows.ts';
import { changeRow } from '../change/change-rows.ts';
import { configurationItemRow } from '../configuration-item/configuration-item-rows.ts';
import type { RowType } from '../define-row.ts';
import { delegationRow } from '../delegation/delegation-rows.ts';
import { monitorRow } from '../monitor/monitor-rows.ts';
import { patchScheduleRow } from '../patch-schedule/patch-schedule-rows.ts';
import { readRows } from '../read-rows.ts';
import type { Key, Records, Row } from '../records.ts';
import { clientRow, contactGroupRow, personRow } from '../resource/plain-rows.ts';

type UserRow = RowType<{ readonly id: string; readonly version: number }, { readonly id: string }>;

const rowTypes = {
  ...{ change: changeRow, 'configuration-item': configurationItemRow, asset: assetRow },
  ...{ 'contact-group': contactGroupRow, client: clientRow, person: personRow, monitor: monitorRow },
  'approval-policy': approvalPolicyRow,
  ...{ freeze: freezeRow, 'maintenance-hours': maintenanceHoursRow, 'patch-schedule': patchScheduleRow },
  'calendar-feed': calendarFeedRow,
  delegation: delegationRow,
} as unknown as Readonly<Record<UserNoun, UserRow>>;

const place = ({ pk, sk }: Key): string => `${pk} ${sk}`;

export const userRepository = (records: Records): UserRepository => {
  const stored = (user: User, row: Row | undefined): StoredUser => {
    // The place of a facet may say that the item has it under its other id. That is not this user.
    if (!row || !rowTypes[user.noun].is(row)) return user;
    const [fields] = readRows(records, rowTypes[user.noun], [row]);
    return fields ? { ...user, fields } : { ...user, isUnreadable: true };
  };
  return {
    findMany: async (users) => {
      const keyOf = ({ noun, id }: User): Key => rowTypes[noun].key({ id });
      const rows = new Map((await records.readMany(users.map(keyOf))).map((row) => [place(row), row]));
      return users.map((user) => stored(user, rows.get(place(keyOf(user)))));
    },
  };
};
