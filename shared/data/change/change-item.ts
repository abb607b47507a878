import { Approval } from '../../domain/change/approval.ts';
import { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import { ScopeChunk } from '../../domain/change/scope.ts';
import { WorkflowRun } from '../../domain/change/workflow-run.ts';
import { missing } from '../../domain/errors.ts';
import { defineItem, key, last, shardOf, shardsOf } from '../define-item.ts';
import { guards } from '../guard-item.ts';
import { listRows } from '../list-rows.ts';
import type { Records } from '../records.ts';

/**
 * CHANGE#<id> | #                                  the change itself
 * inOrder: CHANGE#<shard> | <id>                   all changes, in the order made
 * bySelector: CHANGE#<status>#<shard> | <start>#<id>   "what awaits approval, soonest first"
 */
const changeItem = defineItem<Change, { id: string }>({
  type: 'Change',
  schema: Change,
  primary: ({ id }) => ({ pk: key('CHANGE', id), sk: '#' }),
  indexes: ({ id, status, window, createdAt }) => ({
    inOrder: [key('CHANGE', shardOf(id)), id],
    bySelector: [key('CHANGE', status, shardOf(id)), key(window?.start ?? createdAt, id)],
  }),
});

/** CHANGE#<id> | DECISION#<revision>#<person>   one person decides once on a revision */
const decisionItem = defineItem<Approval, Pick<Approval, 'change' | 'revision' | 'person'>>({
  type: 'Decision',
  schema: Approval,
  primary: ({ change, revision, person }) => ({ pk: key('CHANGE', change), sk: key('DECISION', revision, person) }),
});

/** CHANGE#<id> | SCOPE#<revision>#<digest>#<chunk>   the frozen scope, by a thousand */
const scopeItem = defineItem<ScopeChunk, Pick<ScopeChunk, 'change' | 'revision' | 'digest' | 'chunk'>>({
  type: 'ScopeChunk',
  schema: ScopeChunk,
  primary: ({ change, revision, digest, chunk }) => ({
    pk: key('CHANGE', change),
    sk: key('SCOPE', revision, digest, String(chunk).padStart(3, '0')),
  }),
});

/** CHANGE#<id> | #workflow   its execution */
const runItem = defineItem<WorkflowRun, Pick<WorkflowRun, 'change'>>({
  type: 'WorkflowRun',
  schema: WorkflowRun,
  primary: ({ change }) => ({ pk: key('CHANGE', change), sk: '#workflow' }),
});

/** Names of a change beside its id (T3, I7). */
const namesOf = ({ number, externalReference }: Change) => [
  { scheme: 'number', value: number.toLowerCase() },
  ...(externalReference ? [{ scheme: 'external-reference', value: `${externalReference.system}=${externalReference.id}` }] : []),
];

export const changeRepository = (records: Records): ChangeRepository => {
  const names = guards(records, 'change');
  const under = (change: string, prefix: string) =>
    records.query({ partition: key('CHANGE', change), from: prefix, to: `${prefix}${last}` });
  const repository: ChangeRepository = {
    find: async (id) => {
      const row = await records.read(changeItem.key({ id }));
      return row && changeItem.fromRow(row);
    },
    get: async (id) => {
      const change = await repository.find(id);
      if (!change) throw missing('change', id);
      return change;
    },
    named: (scheme, value) => names.ownerOf({ scheme, value: scheme === 'number' ? value.toLowerCase() : value }),
    nextNumber: async () => `CHG-${String(await records.increment('change')).padStart(6, '0')}`,
    save: (next, before) => {
      const had = before ? namesOf(before) : [];
      const has = namesOf(next);
      const known = (list: typeof has, { scheme, value }: (typeof has)[number]) =>
        list.some((name) => name.scheme === scheme && name.value === value);
      return [
        changeItem.save(next),
        ...has.filter((name) => !known(had, name)).map((name) => names.take(name, next.id)),
        ...had.filter((name) => !known(has, name)).map((name) => names.release(name, next.id)),
      ];
    },
    unchanged: changeItem.unchanged,
    page: ({ status, ...request }, keep) =>
      listRows(records, changeItem, {
        ...request,
        ...(status === undefined
          ? { index: 'inOrder', partitions: shardsOf('CHANGE') }
          : { index: 'bySelector', partitions: shardsOf('CHANGE', status) }),
        ...(keep ? { keep } : {}),
      }),
    decisions: async (change, revision) => (await under(change, key('DECISION', revision, ''))).map(decisionItem.fromRow),
    saveDecision: decisionItem.save,
    saveScope: scopeItem.save,
    scope: async (change, revision, digest) =>
      (await under(change, key('SCOPE', revision, digest, ''))).flatMap((row) => scopeItem.fromRow(row).items),
    run: async (change) => {
      const row = await records.read(runItem.key({ change }));
      return row && runItem.fromRow(row);
    },
    saveRun: runItem.save,
  };
  return repository;
};
