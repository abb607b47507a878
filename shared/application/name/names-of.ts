import { type Caller, has } from '../../domain/access.ts';
import { isDomainError } from '../../domain/errors.ts';
import { type Subject, subjectTypes } from '../../domain/event/event.ts';
import type { NameRepository, ResourceName } from '../../domain/name/name-repository.ts';

/** The most rows that are read for the names of one answer (T4). Further ids are answered without a name. */
const mostNames = 1_000;

/** What reading names needs. */
export interface NamesContext {
  readonly names: NameRepository;
}

/** An id with its name: `{ item, name }`. */
export type IdWithName<Field extends string> = { readonly [Key in Field]: string } & { readonly name: string };

/** The names that one answer shows, and the ids of merged items. */
export interface Names {
  /** The name of a resource. Undefined if there is no id, or if the resource is gone. */
  of(id: string | undefined): string | undefined;
  /** The id of the item with this id: the id that stays, if the item was merged (C1). */
  item<Id extends string | undefined>(id: Id): Id;
  /** The name of an actor such as `person:<id>`. */
  ofActor(actor: string): string | undefined;
  /** Number and title of a change. Both are absent if it is gone. */
  ofChange(id: string | undefined): { readonly number?: string | undefined; readonly title?: string | undefined };
  /** The ids that have a name, each with its name. Ids of items are those that stay. */
  list<Field extends string>(field: Field, ids: readonly string[]): readonly IdWithName<Field>[];
}

/** References to resources of one kind. Missing ids are left out. */
export const referencesTo = (type: (typeof subjectTypes)[number], ids: readonly (string | undefined)[]): readonly Subject[] =>
  ids.flatMap((id) => (id === undefined ? [] : [{ type, id }]));

const idOfActor = (actor: string): string | undefined => actor.split(':')[1];

/** References to actors such as `person:<id>`. The system has no name. */
export const referencesToActors = (actors: readonly (string | undefined)[]): readonly Subject[] =>
  actors.flatMap((actor) => {
    const [type, id] = actor?.split(':') ?? [];
    return type === undefined || id === undefined ? [] : [{ type, id }];
  });

/** Who may not read a kind of resource is not told its names either: only admins and auditors read clients (X2). */
const mayBeNamed = ({ type }: Subject, caller: Caller | undefined): boolean =>
  subjectTypes.some((known) => known === type) && (type !== 'client' || (caller !== undefined && has(caller, 'admin', 'auditor')));

/** The references without duplicates. Items come last, because an answer may have thousands of them. */
const distinct = (references: readonly Subject[]): readonly Subject[] => {
  const known = [...new Map(references.map((reference) => [reference.id, reference])).values()];
  return [...known.filter(({ type }) => type !== 'item'), ...known.filter(({ type }) => type === 'item')];
};

const namesIn = (found: ReadonlyMap<string, ResourceName>): Names => ({
  of: (id) => (id === undefined ? undefined : found.get(id)?.name),
  item: <Id extends string | undefined>(id: Id) => (found.get(id ?? '')?.item ?? id) as Id,
  ofActor: (actor) => found.get(idOfActor(actor) ?? '')?.name,
  ofChange: (id) => {
    const { number, title } = found.get(id ?? '') ?? {};
    return { ...(number === undefined ? {} : { number }), ...(title === undefined ? {} : { title }) };
  },
  list: <Field extends string>(field: Field, ids: readonly string[]) =>
    ids.flatMap((id) => {
      const { name, item = id } = found.get(id) ?? {};
      return name === undefined ? [] : [{ [field]: item, name } as unknown as IdWithName<Field>];
    }),
});

/**
 * Reads the names of all resources that an answer refers to, of every kind together. Without a caller, clients have no names.
 * If the table does not answer, the names are left out: what was asked for was done already.
 */
export const namesOf =
  ({ names }: NamesContext) =>
  async (references: readonly Subject[], caller?: Caller): Promise<Names> => {
    const wanted = distinct(references.filter((reference) => mayBeNamed(reference, caller))).slice(0, mostNames);
    if (wanted.length === 0) return namesIn(new Map());
    try {
      return namesIn(await names.find(wanted));
    } catch (error) {
      if (isDomainError(error)) return namesIn(new Map());
      throw error;
    }
  };
