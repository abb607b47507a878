import * as z from 'zod';
import { criticalities, relationTypes } from '../domain/configuration-item/configuration-item.ts';
import { contactReasons } from '../domain/impact/contacts.ts';
import { impactStates } from '../domain/impact/states.ts';
import { lazily } from '../domain/lazily.ts';
import { Id, Reference } from '../domain/values.ts';
import { route } from './contract.ts';
import { nameView } from './names.ts';
import { pageQuery } from './paging.ts';

/** The way from a start to an item: each relation that is followed, and the item that it leads to. */
const pathView = () => z.array(z.strictObject({ item: Id(), type: z.enum(relationTypes), name: nameView() }));

const directions = ['dependants', 'dependencies'] as const;
const state = () => z.enum(impactStates);

const ImpactItemView = lazily(() =>
  z
    .strictObject({
      ...{ item: Id(), name: nameView(), class: z.string().optional(), criticality: z.enum(criticalities).optional() },
      ...{ state: state(), depth: z.int().min(1), path: pathView() },
    })
    .meta({ id: 'ImpactItem' }),
);

/** What depends on a CI, or what it depends on, with the services and contact groups at the end (C3). */
const ImpactView = lazily(() =>
  z
    .strictObject({
      ...{ item: Id(), name: z.string(), direction: z.enum(directions), state: state(), items: z.array(ImpactItemView()) },
      services: z.array(z.strictObject({ service: Id(), name: nameView(), state: state(), path: pathView() })),
      contacts: z.array(z.strictObject({ group: Id(), name: nameView(), role: z.string(), services: z.array(Id()) })),
      totals: z.strictObject({ items: z.int(), none: z.int(), degraded: z.int(), down: z.int(), services: z.int() }),
      ...{ truncated: z.boolean(), nextCursor: z.string().optional() },
    })
    .meta({ id: 'Impact' }),
);

export const readImpact = route({
  name: 'readImpact',
  method: 'GET',
  path: '/v1/configuration-items/{id}/impact',
  summary: 'What fails or degrades if this configuration item is down, or what it depends on, with paths, services and contact groups',
  access: 'signed-in',
  query: lazily(() =>
    z.strictObject({
      ...pageQuery(),
      direction: z.enum(directions).default('dependants'),
      depth: z.coerce.number().int().min(1).max(100).optional(),
      types: z.array(z.enum(relationTypes)).max(50).optional(),
      down: z.array(Reference()).max(50).optional(),
    }),
  ),
  lists: { types: 'comma', down: 'repeated' },
  success: { status: 200, schema: ImpactView, table: 'text/vnd.mermaid' },
  problems: { 400: ['item/unknown'], 404: ['item/not-found', 'configuration-item/not-found'] },
});

/** A person or a channel that is told, and for which CIs. */
const ItemContactView = lazily(() =>
  z
    .strictObject({
      person: Id().optional(),
      name: nameView(),
      channel: z.strictObject({ kind: z.string(), address: z.string() }).optional(),
      ...{ group: Id(), groupName: nameView(), role: z.string(), order: z.int().min(1) },
      because: z.array(z.strictObject({ item: Id(), name: nameView(), path: pathView() })),
    })
    .meta({ id: 'ItemContact' }),
);

export const readContacts = route({
  name: 'readContacts',
  method: 'GET',
  path: '/v1/items/{id}/contacts',
  summary:
    'Who is told of a change, an outage or an alert of an item: the contacts of the CI and of the services that it affects, in order',
  access: 'signed-in',
  query: lazily(() => z.strictObject({ ...pageQuery(), reason: z.enum(contactReasons) })),
  success: {
    status: 200,
    schema: lazily(() => z.strictObject({ items: z.array(ItemContactView()), truncated: z.boolean(), nextCursor: z.string().optional() })),
  },
  problems: { 404: ['item/not-found'] },
});

export const impactRoutes = [readImpact, readContacts];
