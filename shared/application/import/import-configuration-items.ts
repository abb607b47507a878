import { type AliasKey, normalAliasText } from '../../domain/configuration-item/alias.ts';
import { type ConfigurationItem, ConfigurationItemDraft } from '../../domain/configuration-item/configuration-item.ts';
import { conflict } from '../../domain/errors.ts';
import type { RowFields } from '../../domain/import/import-row.ts';
import { fieldsWithout, parsedRow, textIn } from '../../domain/import/parsed-row.ts';
import { draftOf, patchOfRow } from '../../domain/import/row-draft.ts';
import { textsUnder, withTypedValues } from '../../domain/import/typed-values.ts';
import type { JsonObject } from '../../domain/json-object.ts';
import { findClass } from '../class/find-class.ts';
import { patchConfigurationItem, patchedConfigurationItem } from '../configuration-item/patch-configuration-item.ts';
import { registerConfigurationItem } from '../configuration-item/register-configuration-item.ts';
import type { ImportKind, ImportRun, ImportRunContext, ReadableRow, RowOutcome } from './import-context.ts';
import { formatsOf } from './import-formats.ts';
import {
  aliasesInRow,
  configurationItemFinder,
  configurationItemKeysOf,
  isCiNameAlone,
  sharedKeysOf,
} from './match-configuration-items.ts';
import { noteSightings } from './note-sightings.ts';
import { remembering } from './remembering.ts';
import { createdFrom, storedAs } from './row-outcomes.ts';
import { turns } from './turns.ts';

const isAlias = (path: string): boolean => path === 'aliases' || path.startsWith('aliases.');

/** The fields of a row with its aliases as one list. A row without aliases says nothing about them. */
const withAliases = (fields: RowFields, aliases: readonly AliasKey[]): RowFields =>
  new Map<string, unknown>([
    ...[...fields].filter(([path]) => !isAlias(path)),
    ...(aliases.length === 0 ? [] : [['aliases', aliases] as const]),
  ]);

const create = (context: ImportRunContext, run: ImportRun, row: ReadableRow): Promise<RowOutcome> => {
  const draft = parsedRow(ConfigurationItemDraft(), draftOf(withAliases(row.fields, aliasesInRow(row.fields)), run));
  return createdFrom(row, run, {
    isThere: async (id) => (await context.configurationItems.findMany([id])).length > 0,
    create: (options) => registerConfigurationItem(context)(draft, run.caller, options),
  });
};

/** @throws DomainError conflict `import/cannot-change` if a row tells another stage: stages change by transitions, with their gates (C4) */
const assertSameStage = ({ stage, name }: ConfigurationItem, fields: RowFields): void => {
  const told = textIn(fields, 'stage') ?? stage;
  if (told === stage) return;
  const detail = `${name} is in stage ${stage}, and a file does not change it; move it by POST /v1/configuration-items/{id}/transition`;
  throw conflict('import/cannot-change', detail, '/stage');
};

/** The merge patch of a row. Aliases are added and never taken away, because every source tells only its own. */
const patchOf = (run: ImportRun, ci: ConfigurationItem, { fields, firstOnly }: ReadableRow): JsonObject => {
  const isFirst = (path: string) => firstOnly.some((field) => path === field || path.startsWith(`${field}.`));
  const known = new Set(ci.aliases.map(normalAliasText));
  const added = aliasesInRow(fields).filter((alias) => !known.has(normalAliasText(alias)));
  const told = fieldsWithout(fields, ['id', 'stage', 'evidence', ...[...fields.keys()].filter(isFirst)]);
  return patchOfRow(withAliases(told, added.length === 0 ? [] : [...ci.aliases, ...added]), ci, run);
};

const update = async (context: ImportRunContext, run: ImportRun, ci: ConfigurationItem, row: ReadableRow): Promise<RowOutcome> => {
  const { caller, state } = run;
  assertSameStage(ci, fieldsWithout(row.fields, row.firstOnly));
  const patch = patchOf(run, ci, row);
  if ((await patchedConfigurationItem(context)(ci, patch)) === ci) return storedAs(row, ci);
  await patchConfigurationItem(context)(ci.id, patch, [ci.version], { caller, dryRun: state.dryRun, isRow: true });
  return { outcome: 'updated', item: ci.id };
};

/** The beginning of the paths of attributes. */
const prefix = 'attributes.';

/** A cell of a CSV file is text. If it says the stored number or truth value of an attribute, such as `33`, the attribute stays as it is. */
const asStored = (fields: RowFields, found: ConfigurationItem | undefined): RowFields => {
  if (!found) return fields;
  const storedAt = (path: string): unknown => {
    const name = path.slice(prefix.length);
    return path.startsWith(prefix) && Object.hasOwn(found.attributes, name) ? found.attributes[name] : undefined;
  };
  return new Map(
    [...fields].map(([path, value]) => {
      const stored = storedAt(path);
      const isSame = typeof value === 'string' && ['number', 'boolean'].includes(typeof stored) && String(stored) === value;
      return [path, isSame ? stored : value];
    }),
  );
};

/** Gives the attributes of rows the types of their classes. */
const attributeTyper =
  (context: Pick<ImportRunContext, 'classes'>, run: ImportRun) =>
  async (fields: RowFields, found: ConfigurationItem | undefined): Promise<RowFields> => {
    if (textsUnder(prefix, fields).length === 0) return fields;
    const name = textIn(fields, 'class') ?? found?.class ?? run.defaults.class;
    const schema = name === undefined ? undefined : (await findClass(context)(name))?.attributes;
    return schema ? withTypedValues(fields, { prefix, schema }, formatsOf(run)) : fields;
  };

/** The group of each row: rows that may be of the same CI are in one group. */
const groupsOf = (rows: readonly ReadableRow[]): ReadonlyMap<number, number> => {
  const groupOf = new Map<string, number>();
  return new Map(
    rows.map(({ line, fields }) => {
      const keys = sharedKeysOf(fields);
      const group = keys.map((key) => groupOf.get(key)).find((each) => each !== undefined) ?? line;
      for (const key of keys) groupOf.set(key, group);
      return [line, group];
    }),
  );
};

/**
 * CIs: found by id, by aliases, or by name. What a row would change of a CI in service is judged as a request without a change is (C5, H10).
 * Every CI that is found counts as seen, also if its row is refused.
 */
export const importConfigurationItems: ImportKind = {
  keysOf: configurationItemKeysOf,
  isVague: isCiNameAlone,
  load: (given, run) => async (rows) => {
    const context = { ...given, teams: remembering(given.teams), contactGroups: remembering(given.contactGroups) };
    // What change control asks of a class is read anew for each write (C5).
    const registering = { ...context, classes: remembering(given.classes) };
    const typed = attributeTyper(registering, run);
    const [groups, inTurn, handled, seen] = [groupsOf(rows), turns(), new Set<number>(), new Set<string>()];
    const find = await configurationItemFinder(context, run, rows);
    const handle = async (row: ReadableRow): Promise<RowOutcome> => {
      const group = groups.get(row.line) ?? row.line;
      // An earlier row of the group may have created the CI, or changed it.
      const found = await (handled.has(group) ? await configurationItemFinder(context, run, [row]) : find)(row);
      handled.add(group);
      if (found) seen.add(found.id);
      const readable = { ...row, fields: asStored(await typed(row.fields, found), found) };
      const outcome = await (found ? update(context, run, found, readable) : create(registering, run, readable));
      if (outcome.item !== undefined) seen.add(outcome.item);
      return outcome;
    };
    return {
      handle: (row) => inTurn(String(groups.get(row.line)), () => handle(row)),
      close: async () => {
        if (!run.state.dryRun) await noteSightings(given)([...seen]);
      },
    };
  },
};
