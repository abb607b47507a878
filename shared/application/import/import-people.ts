import { invalid } from '../../domain/errors.ts';
import { fieldsWithout, parsedRow, textIn } from '../../domain/import/parsed-row.ts';
import { draftOf, patchOfRow } from '../../domain/import/row-draft.ts';
import { People, type Person, withAddressVersion } from '../../domain/person/person.ts';
import { hasSameContent } from '../../domain/resource/same-value.ts';
import { foldedForm } from '../../domain/text.ts';
import { departingPerson } from '../license/departing-person.ts';
import { changeAddress } from '../person/change-address.ts';
import { resolveTeams } from '../person/resolve-teams.ts';
import { manageResource, patched } from '../resource/manage-resource.ts';
import type { ImportKind, ImportRun, ImportRunContext, ReadableRow, RowOutcome } from './import-context.ts';
import { remembering } from './remembering.ts';

const personOf = async ({ people }: ImportRunContext, { fields, newId }: ReadableRow): Promise<Person | undefined> => {
  const [id, email] = [textIn(fields, 'id'), textIn(fields, 'email')];
  const owner = id ?? (email === undefined ? newId : await people.ownerOf({ scheme: 'email', value: email }));
  const found = owner === undefined ? undefined : await people.find(owner);
  if (found || id === undefined) return found;
  throw invalid('/id', 'person/unknown', `there is no person ${id}; leave the id out to create one`);
};

const manage = (context: ImportRunContext) =>
  manageResource<Person>({
    ...context,
    definition: People,
    repository: context.people,
    also: (next, before, caller) => [...changeAddress(context)(next, before, caller), ...departingPerson(context)(next, before)],
  });

const create = async (context: ImportRunContext, run: ImportRun, row: ReadableRow): Promise<RowOutcome> => {
  const draft = await resolveTeams(context.teams)(parsedRow(People.draft(), draftOf(row.fields, run)) as Person);
  if (run.state.dryRun) return { outcome: 'created' };
  const { id } = await manage(context).create({ ...draft, id: row.newId }, run.caller);
  return { outcome: 'created', item: id };
};

const update = async (context: ImportRunContext, run: ImportRun, person: Person, row: ReadableRow) => {
  const { id, version } = person;
  const patch = patchOfRow(fieldsWithout(row.fields, ['id']), person, run);
  const settle = async (before: Person) =>
    withAddressVersion(await resolveTeams(context.teams)(patched<Person>(People, before, patch), before), before, context.clock.now());
  const { createdAt, updatedAt } = person;
  const isSame = hasSameContent({ ...(await settle(person)), id, version, createdAt, updatedAt }, person);
  if (isSame) return { outcome: id === row.newId ? 'created' : 'unchanged', item: id } as const;
  if (!run.state.dryRun) await manage(context).patch(id, settle, [version], run.caller);
  return { outcome: 'updated', item: id } as const;
};

/** People: found by id or mail address. */
export const importPeople: ImportKind = {
  keysOf: (fields) => {
    const [id, email] = [textIn(fields, 'id'), textIn(fields, 'email')];
    return [...(id === undefined ? [] : [`id ${id}`]), ...(email === undefined ? [] : [`email ${foldedForm(email)}`])];
  },
  load: (context, run) => async () => {
    const cached = { ...context, teams: remembering(context.teams) };
    return {
      handle: async (row) => {
        const found = await personOf(cached, row);
        return found ? update(cached, run, found, row) : create(cached, run, row);
      },
    };
  },
};
