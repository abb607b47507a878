import * as z from 'zod';
import { lazily } from '../lazily.ts';
import type { Page, PageRequest, Write } from '../store.ts';

/** What every stored resource has. */
export interface Resource {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A resource with the fields of a group: `type Team = ResourceOf<typeof teamFields>`. */
export type ResourceOf<Fields extends () => z.ZodRawShape> = Resource & Readonly<z.output<z.ZodObject<ReturnType<Fields>>>>;

/** A value that may stand once only, such as a person's address (T3). */
export interface Unique {
  readonly scheme: string;
  readonly value: string;
}

interface Declaration<Fields extends z.ZodRawShape> {
  /** Singular, kebab-case: `contact-group`. */
  readonly noun: string;
  /** As it stands in paths: `contact-groups`. */
  readonly plural: string;
  /** What people say of it: the body of POST. Patch, row and view are composed from the same fields. */
  readonly fields: () => Fields;
  /** Values that no other of this noun may have; ASCII case does not count. */
  readonly unique?: (entity: z.output<z.ZodObject<Fields>>) => readonly Unique[];
}

const unwrapped = (field: z.core.$ZodType): z.ZodType =>
  field instanceof z.ZodDefault || field instanceof z.ZodOptional ? unwrapped(field.unwrap()) : (field as z.ZodType);

/** What a patch may say of a field: objects are patched member by member, everything else is replaced; null removes (RFC 7396). */
const patchable = (given: z.core.$ZodType): z.ZodType => {
  const field = unwrapped(given);
  if (field instanceof z.ZodObject) return patchOf(field.shape).nullish();
  if (field instanceof z.ZodRecord) return z.record(field.keyType as z.core.$ZodRecordKey, patchable(field.valueType)).nullish();
  return field.nullish();
};

/** A merge patch of these fields (RFC 7396): each may be left out, or be null to be removed. */
export const patchOf = (fields: z.core.$ZodLooseShape) =>
  z.strictObject(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, patchable(field)])));

/**
 * A plain noun, declared and not written: draft and patch come from here, view and routes from contracts/resource-routes.ts, row and
 * repository from data/resource, use cases from application/resource/manage-resource.ts.
 */
export const defineResource = <Fields extends z.ZodRawShape>(declaration: Declaration<Fields>) => {
  const { noun, plural, fields, unique = () => [] } = declaration;
  const title = noun.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  return {
    noun,
    plural,
    /** PascalCase, for row types, operation names and schema ids: `ContactGroup`. */
    title,
    fields,
    /** The body of POST. */
    draft: lazily(() => z.strictObject(fields()).meta({ id: `${title}Draft` })),
    /** The body of PATCH. */
    patch: lazily(() => patchOf(fields()).meta({ id: `${title}Patch` })),
    unique: (entity: unknown): readonly Unique[] =>
      unique(entity as z.output<z.ZodObject<Fields>>).map(({ scheme, value }) => ({ scheme, value: value.toLowerCase() })),
  };
};

/** Any declared resource; use cases and adapters that serve all of them take this. */
export type ResourceDefinition = Omit<ReturnType<typeof defineResource>, 'fields' | 'draft' | 'patch'> & {
  readonly draft: () => z.ZodType;
  readonly patch: () => z.ZodType;
};

/** A noun whose row and view have the fields of its draft and no others. */
export type DeclaredResource<Fields extends z.ZodRawShape = z.ZodRawShape> = ResourceDefinition & { readonly fields: () => Fields };

/** The port of a plain noun. */
export interface ResourceRepository<Entity extends Resource> {
  find(id: string): Promise<Entity | undefined>;
  /** @throws DomainError missing `<noun>/not-found` */
  get(id: string): Promise<Entity>;
  /** Those of the ids that are there. */
  findMany(ids: readonly string[]): Promise<readonly Entity[]>;
  /** Whose value this is (T3). */
  ownerOf(unique: Unique): Promise<string | undefined>;
  /** In the order made. */
  page(request: PageRequest, keep?: (entity: Entity) => boolean): Promise<Page<Entity>>;
  /** Saves it with its guard rows; `before` is what was read, absent for a new one. */
  save(next: Entity, before?: Entity): readonly Write[];
  remove(entity: Entity): readonly Write[];
  unchanged(entity: Entity): Write;
}
