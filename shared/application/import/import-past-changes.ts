import type { Change, ImportedChange } from '../../domain/change/change.ts';
import { asksForDowntime, PastChange, storedFacts, toldFacts } from '../../domain/change/past-change.ts';
import { conflict, type FieldError } from '../../domain/errors.ts';
import { parsedRow, textIn } from '../../domain/import/parsed-row.ts';
import { draftOf } from '../../domain/import/row-draft.ts';
import { isSameValue } from '../../domain/resource/same-value.ts';
import { plainForm } from '../../domain/text.ts';
import { takenError } from '../../domain/unique.ts';
import { hasServiceDown, importPastChange, type PastChangeContext, settlePastChange } from '../change/import-past-change.ts';
import type { ImportKind, ImportRun, ImportRunContext, ReadableRow, RowOutcome } from './import-context.ts';
import { numbersInBlocks } from './numbers-in-blocks.ts';
import { remembering } from './remembering.ts';
import { rememberingGraph } from './remembering-graph.ts';
import { createdFrom, storedAs } from './row-outcomes.ts';

const referenceOf = ({ externalReference: { system, id } }: PastChange): string => `${system}=${id}`;

/** What rows say, by their lines. Those that cannot be parsed are missing. */
const toldBy = (rows: readonly ReadableRow[], run: ImportRun): ReadonlyMap<number, PastChange> =>
  new Map(
    rows.flatMap(({ line, fields }) => {
      const { success, data } = PastChange().safeParse(draftOf(fields, run));
      return success ? [[line, data] as const] : [];
    }),
  );

/** The changes that have the references of rows, by reference. They are looked up together. */
const storedChanges = async ({ changes }: ImportRunContext, told: readonly PastChange[]): Promise<ReadonlyMap<string, Change>> => {
  const ids = await changes.withReferences(told.map(referenceOf));
  const stored = new Map((await changes.findMany([...ids.values()])).map((change) => [change.id, change]));
  return new Map(
    [...ids].flatMap(([reference, id]) => {
      const change = stored.get(id);
      return change ? [[reference, change] as const] : [];
    }),
  );
};

/** @throws DomainError conflict `import/cannot-change`, with a pointer to the first field in which a row differs from what is stored */
const assertSame = async ({ changes }: ImportRunContext, stored: ImportedChange, told: PastChange): Promise<void> => {
  const before = storedFacts(stored, await changes.decisions(stored.id, stored.revision));
  const after = toldFacts(told);
  const names = Object.keys(after) as (keyof typeof after)[];
  const changed = names.find((name) => !isSameValue(after[name], before[name]));
  if (changed === undefined) return;
  throw conflict(
    'import/cannot-change',
    `${stored.number} is stored with another value; a change of the past is not edited`,
    `/${changed}`,
  );
};

/** What a row says that has the reference of a change. @throws DomainError conflict `import/cannot-change`, `change/external-reference-taken` */
const assertKnown = async (context: ImportRunContext, stored: Change, told: PastChange): Promise<void> => {
  if (stored.imported) return assertSame(context, stored, told);
  const holder = { id: stored.id, name: stored.number };
  throw takenError('change', 'external-reference', referenceOf(told), { pointer: '/externalReference', holder });
};

const noService: FieldError = {
  pointer: '/items',
  code: 'change/no-service',
  detail:
    'by the relations as they are now, no service is down while the items are, so the window agrees no downtime, also if relations are imported later; import them first',
};

/** Says so if a new change asks for agreed downtime that counts for no service, such as when the relations were not imported yet. */
const warningsOf = async (context: PastChangeContext, told: PastChange): Promise<Pick<RowOutcome, 'warnings'>> =>
  !asksForDowntime(told) || (await hasServiceDown(context)(told)) ? {} : { warnings: [noService] };

/**
 * Changes of the past (I5): found by their external reference. They are kept as closed, and are not edited, so a row that says otherwise than
 * a stored change is refused.
 */
export const importPastChanges: ImportKind = {
  keysOf: (fields) => {
    const [system, id] = ['externalReference.system', 'externalReference.id'].map((path) => plainForm(textIn(fields, path) ?? ''));
    return [JSON.stringify({ system, id })];
  },
  load: (context, run) => async (rows) => {
    const parsed = toldBy(rows, run);
    const known = await storedChanges(context, [...parsed.values()]);
    const nextNumber = numbersInBlocks(parsed.size - known.size, context.changes.nextNumbers);
    const cached = {
      ...rememberingGraph(context),
      people: remembering(context.people),
      changes: { ...context.changes, nextNumber },
    };
    return {
      handle: async (row): Promise<RowOutcome> => {
        const told = await settlePastChange(cached)(parsed.get(row.line) ?? parsedRow(PastChange(), draftOf(row.fields, run)));
        const stored = known.get(referenceOf(told));
        if (stored) {
          await assertKnown(context, stored, told);
          const answer = storedAs(row, stored);
          // An earlier run of this import may have created it and ended before its outcome was kept.
          return answer.outcome === 'created' ? { ...answer, ...(await warningsOf(cached, told)) } : answer;
        }
        const created = await createdFrom(row, run, {
          isThere: async (id) => (await context.changes.find(id)) !== undefined,
          create: ({ id, dryRun }) => importPastChange(cached)(told, { caller: run.caller, id, dryRun }),
        });
        return { ...created, ...(await warningsOf(cached, told)) };
      },
    };
  },
};
