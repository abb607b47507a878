import * as z from 'zod';
import { Clients } from '../../domain/client/client.ts';
import { ContactGroups } from '../../domain/contact-group/contact-group.ts';
import { lazily } from '../../domain/lazily.ts';
import { People, type Person } from '../../domain/person/person.ts';
import { Teams } from '../../domain/team/team.ts';
import { resourceFields, StoredTime } from '../../domain/values.ts';
import { defineResourceRow, resourceRow } from './resource-rows.ts';

/** The rows of the resources that are declared with `defineResource`. */
export const personRow = defineResourceRow<Person>(
  People,
  lazily(() =>
    z.strictObject({
      ...resourceFields(),
      ...People.fields(),
      addressVersion: z.int().min(0).optional(),
      addressChangedAt: StoredTime().optional(),
    }),
  ),
  ({ roles, teams, departed }) => ({ roles, teams, departed }),
);
export const teamRow = resourceRow(Teams);
export const contactGroupRow = resourceRow(ContactGroups, ({ members }) => ({ members: members.map(({ person }) => person) }));
export const clientRow = resourceRow(Clients, ({ roles, responsible }) => ({ roles, responsible }));
