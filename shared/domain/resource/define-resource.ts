import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { lazily } from '../lazily.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import { foldedForm } from '../text.ts';

/** The fields of every stored resource. */
export interface Resource {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The type of a resource with these fields: `type Team = ResourceOf<typeof teamFields>`. */
export type ResourceOf<Fields extends () => z.ZodRawShape> = Resource & Readonly<z.output<z.ZodObject<ReturnType<Fields>>>>;

/** A value that only one resource may have, such as a person's mail address (T3). */
export interface Unique {
  readonly scheme: string;
  readonly value: string;
}

interface Declaration<Fields extends z.ZodRawShape> {
  /** Singular, kebab-case: `contact-group`. */
  readonly noun: string;
  /** The plural, as used in paths: `contact-groups`. */
  readonly plural: string;
  /** The fields that callers set: the body of POST. Patch, row and view are composed from the same fields. */
  readonly fields: () => Fields;
  /** Values that no other resource of this noun may have. They are compared without regard to case. */
  readonly unique?: (entity: z.output<z.ZodObject<Fields>>) => readonly Unique[];
}

const unwrapped = (field: z.core.$ZodType): z.ZodType =>
  field instanceof z.ZodDefault || field instanceof z.ZodOptional ? unwrapped(field.unwrap()) : (field as z.ZodType);

/**
 * The schema of a field in a merge patch (RFC 7396): an object is merged member by member, any other value is replaced, and null removes
 * the field.
 */
const patchable = (wrapped: z.core.$ZodType): z.ZodType => {
  const field = unwrapped(wrapped);
  if (field instanceof z.ZodObject) return patchOf(field.shape).nullish();
  if (field instanceof z.ZodRecord) return z.record(field.keyType as z.core.$ZodRecordKey, patchable(field.valueType)).nullish();
  return field.nullish();
};

/** The schema of a merge patch of these fields (RFC 7396). Each field may be left out, or be null to remove its value. */
export const patchOf = (fields: z.core.$ZodLooseShape) =>
  z.strictObject(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, patchable(field)])));

/**
 * Declares a resource that needs no code of its own. The schemas of draft and patch are made here, its view and routes by
 * contracts/resource-routes.ts, its row and repository by data/resource, and its use cases by application/resource/manage-resource.ts.
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
      unique(entity as z.output<z.ZodObject<Fields>>).map(({ scheme, value }) => ({ scheme, value: foldedForm(value) })),
  };
};

/** Any declared resource. Use cases and adapters that work for all of them take this type. */
export type ResourceDefinition = Omit<ReturnType<typeof defineResource>, 'fields' | 'draft' | 'patch'> & {
  readonly draft: () => z.ZodType;
  readonly patch: () => z.ZodType;
};

/** A resource whose row and view have exactly the fields of its draft, and those of every resource. */
export type DeclaredResource<Fields extends z.ZodRawShape = z.ZodRawShape> = ResourceDefinition & { readonly fields: () => Fields };

/** The repository of a declared resource. */
export interface ResourceRepository<Entity extends Resource> {
  find(id: string): Promise<Entity | undefined>;
  /** @throws DomainError missing `<noun>/not-found` */
  get(id: string): Promise<Entity>;
  /** The resources with these ids that exist. */
  findMany(ids: readonly string[]): Promise<readonly Entity[]>;
  /** The id of the resource that has this unique value (T3). */
  ownerOf(unique: Unique): Promise<string | undefined>;
  /** In the order of creation. */
  page(request: PageRequest, keep?: (entity: Entity) => boolean): Promise<Page<Entity>>;
  /** Saves the resource with its guard rows. `before` is the resource as it was read; it is absent for a new one. */
  save(next: Entity, before?: Entity): readonly Write[];
  /** Removes the resource as it was read, at this time. */
  remove(entity: Entity, at: Instant): readonly Write[];
  /** Checks without writing that the resource has not changed since it was read. */
  unchanged(entity: Entity): Write;
}
