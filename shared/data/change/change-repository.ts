import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import { missing } from '../../domain/errors.ts';
import { foldedForm, plainForm } from '../../domain/text.ts';
import { key, last, shardsOf } from '../define-row.ts';
import { guards } from '../guard-rows.ts';
import { listRows } from '../list-rows.ts';
import { readRow, readRows } from '../read-rows.ts';
import type { Records, Row } from '../records.ts';
import { awaitingChanges } from './awaiting-changes.ts';
import { changeRow, scopeChunkRow, workflowRunRow } from './change-rows.ts';
import { changeCommentRow, changeOutcomeRow } from './change-story-rows.ts';
import { decisionRow, donePromptRow, withdrawnDecisionRow } from './decision-rows.ts';

/** The unique names of a change, other than its id: its number and its external reference (T3, I7). */
const namesOf = ({ number, externalReference }: Change) => [
  { scheme: 'number', value: foldedForm(number) },
  ...(externalReference ? [{ scheme: 'external-reference', value: plainForm(`${externalReference.system}=${externalReference.id}`) }] : []),
];

/** The number of the n-th change. */
const numberOf = (n: number): string => `CHG-${String(n).padStart(6, '0')}`;

/** Whether the decision of a row counts: it was not withdrawn. */
const counts = ({ data }: Row): boolean => (data as { readonly withdrawn?: unknown }).withdrawn === undefined;

export const changeRepository = (records: Records): ChangeRepository => {
  const names = guards(records, 'change');
  const rowsOf = (change: string, prefix: string) =>
    records.query({ partition: key('CHANGE', change), from: prefix, to: `${prefix}${last}` });
  const repository: ChangeRepository = {
    find: async (id) => {
      const row = await records.read(changeRow.key({ id }));
      return row && readRow(records, changeRow, row);
    },
    get: async (id) => {
      const change = await repository.find(id);
      if (!change) throw missing('change', id);
      return change;
    },
    findMany: async (ids) => readRows(records, changeRow, await records.readMany(ids.map((id) => changeRow.key({ id })))),
    named: (scheme, value) => names.ownerOf({ scheme, value: scheme === 'number' ? foldedForm(value) : plainForm(value) }),
    withReferences: async (references) => {
      const owners = await names.ownersOf('external-reference', references.map(plainForm));
      return new Map(
        references.flatMap((reference) => {
          const owner = owners.get(plainForm(reference));
          return owner === undefined ? [] : [[reference, owner] as const];
        }),
      );
    },
    nextNumber: async () => numberOf(await records.increment('change')),
    nextNumbers: async (count) => {
      const last = await records.increment('change', count);
      return Array.from({ length: count }, (_, at) => numberOf(last - count + 1 + at));
    },
    save: (next, before) => [changeRow.save(next), ...names.change(next.id, before ? namesOf(before) : [], namesOf(next))],
    unchanged: changeRow.unchanged,
    page: ({ status, ...request }, keep) =>
      listRows(records, changeRow, {
        ...request,
        ...(status === undefined
          ? { index: 'inOrder', partitions: shardsOf('CHANGE') }
          : { index: 'bySelector', partitions: shardsOf('CHANGE', status) }),
        ...(keep ? { keep } : {}),
      }),
    awaiting: awaitingChanges(records),
    finished: ({ from, to }, request) =>
      listRows(records, changeRow, { ...request, index: 'byTime', partitions: shardsOf('CHANGE'), from, to }),
    decisions: async (change, revision) =>
      (await rowsOf(change, key('DECISION', revision, ''))).filter(counts).map((row) => readRow(records, decisionRow, row)),
    deciders: async (change, revision) =>
      (await rowsOf(change, key('DECISION', revision, ''))).filter(counts).flatMap(({ sk }) => sk.split('#').slice(2)),
    saveDecision: decisionRow.save,
    withdrawDecision: (approval, withdrawn) => [
      decisionRow.save({ ...approval, version: approval.version + 1, withdrawn }),
      withdrawnDecisionRow.save({ ...approval, version: 1, withdrawn }),
    ],
    withdrawnDecisions: async (change, revision) =>
      (await rowsOf(change, key('WITHDRAWN', revision, ''))).map((row) => readRow(records, withdrawnDecisionRow, row)),
    savePrompt: donePromptRow.save,
    saveScope: scopeChunkRow.save,
    scopeChunks: async (change, revision, digest) =>
      (await rowsOf(change, key('SCOPE', revision, digest, ''))).map((row) => readRow(records, scopeChunkRow, row)),
    scope: async (...ofRevision) => (await repository.scopeChunks(...ofRevision)).flatMap(({ items }) => items),
    run: async (change) => {
      const row = await records.read(workflowRunRow.key({ change }));
      return row && readRow(records, workflowRunRow, row);
    },
    saveRun: workflowRunRow.save,
    saveComment: changeCommentRow.save,
    findComment: async (change, id) => {
      const row = await records.read(changeCommentRow.key({ change, id }));
      return row && readRow(records, changeCommentRow, row);
    },
    comments: (change, request) =>
      listRows(records, changeCommentRow, {
        ...request,
        partitions: [key('CHANGE', change)],
        from: key('COMMENT', ''),
        to: key('COMMENT', last),
      }),
    latestComments: async (change, most) => {
      const range = { partition: key('CHANGE', change), from: key('COMMENT', ''), to: key('COMMENT', last) };
      return readRows(records, changeCommentRow, await records.query({ ...range, limit: most, descending: true })).toReversed();
    },
    saveOutcome: changeOutcomeRow.save,
    outcomesOn: async (item, since) =>
      (await records.query({ partition: key('OUTCOME', item), from: since, to: last })).map((row) =>
        readRow(records, changeOutcomeRow, row),
      ),
    findOutcomes: async (change, at, items) =>
      readRows(records, changeOutcomeRow, await records.readMany(items.map((item) => changeOutcomeRow.key({ change, at, item })))),
  };
  return repository;
};
