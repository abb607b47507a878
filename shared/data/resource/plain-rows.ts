import { Clients } from '../../domain/client/client.ts';
import { ContactGroups } from '../../domain/contact-group/contact-group.ts';
import { People } from '../../domain/person/person.ts';
import { Teams } from '../../domain/team/team.ts';
import { resourceRow } from './resource-rows.ts';

/** The rows of the resources that are declared with `defineResource`. */
export const personRow = resourceRow(People);
export const teamRow = resourceRow(Teams);
export const contactGroupRow = resourceRow(ContactGroups);
export const clientRow = resourceRow(Clients);
