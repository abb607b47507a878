import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import type { DeclaredResource } from '../domain/resource/define-resource.ts';
import { resourceFields } from '../domain/values.ts';
import { type Access, route } from './contract.ts';
import { pageOf, pageQuery } from './paging.ts';

interface ResourceRules {
  readonly read: Access;
  readonly write: Access;
  /** The field whose value only one resource may have. @default name */
  readonly unique?: string;
  /** Codes for references in its fields to resources that do not exist. */
  readonly unknown?: readonly string[];
  /** Codes for fields that are valid and that something else does not allow. */
  readonly refused?: readonly string[];
  /** Codes for edits that others who need the resource do not allow. */
  readonly refusedEdits?: readonly string[];
}

/** A resource as the API answers it: the fields of every resource, the fields of its draft, and the names beside its ids. */
export const resourceView = <Fields extends z.ZodRawShape, Names extends z.ZodRawShape>(
  { title, fields }: DeclaredResource<Fields>,
  names: () => Names,
) => lazily(() => z.strictObject({ ...resourceFields(), ...fields(), ...names() }).meta({ id: title }));

/** The five routes of a declared resource: create, list, read, patch and delete. */
export const resourceRoutes = <const Definition extends DeclaredResource, View extends z.ZodType>(
  definition: Definition,
  schema: () => View,
  access: ResourceRules,
) => {
  const { title, plural, noun } = definition;
  const taken = [`${noun}/${access.unique ?? 'name'}-taken`];
  const { unknown = [], refused = [] } = access;
  const collection = `/v1/${plural}` as const;
  /** A noun that has no singular, such as maintenance hours, takes no article and no second s. */
  const [one, titles] = noun === plural ? [plural, title] : [`a ${noun}`, `${title}s`];
  const words = one.replaceAll('-', ' ');
  return {
    create: route({
      name: `create${title}`,
      method: 'POST',
      path: collection,
      summary: `Create ${words}`,
      access: access.write,
      body: definition.draft as Definition['draft'],
      success: { status: 201, schema },
      problems: { 400: unknown, 409: [...taken, ...refused] },
      idempotent: true,
    }),
    list: route({
      name: `list${titles}`,
      method: 'GET',
      path: collection,
      summary: `List ${plural.replaceAll('-', ' ')}, in the order of their creation`,
      access: access.read,
      query: lazily(() => z.strictObject(pageQuery())),
      success: { status: 200, schema: lazily(() => pageOf(schema())) },
    }),
    read: route({
      name: `read${title}`,
      method: 'GET',
      path: `${collection}/{id}` as '/v1/nouns/{id}',
      summary: `Read ${words}`,
      access: access.read,
      success: { status: 200, schema },
      problems: { 404: [`${noun}/not-found`] },
    }),
    patch: route({
      name: `patch${title}`,
      method: 'PATCH',
      path: `${collection}/{id}` as '/v1/nouns/{id}',
      summary: `Change ${words} by merge patch`,
      access: access.write,
      body: definition.patch as Definition['patch'],
      success: { status: 200, schema },
      problems: { 400: unknown, 404: [`${noun}/not-found`], 409: [...taken, ...refused, ...(access.refusedEdits ?? [])] },
      ifMatch: true,
    }),
    remove: route({
      name: `delete${title}`,
      method: 'DELETE',
      path: `${collection}/{id}` as '/v1/nouns/{id}',
      summary: `Delete ${words}`,
      access: access.write,
      success: { status: 204 },
      problems: { 404: [`${noun}/not-found`], 409: [`${noun}/in-use`] as readonly string[] },
      ifMatch: true,
    }),
  };
};
