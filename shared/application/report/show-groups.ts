import type { Caller } from '../../domain/access.ts';
import type { ReportGroup } from '../../domain/report/value-reports.ts';
import { noGroup } from '../../domain/report/valued-asset.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';

/** Of how many groups the names are read at once. */
const namesAtOnce = 500;

/** What the ids of groups may refer to. Other groups are texts that need no name. */
const nounsOf: Partial<Readonly<Record<ReportGroup, readonly ('team' | 'person' | 'item')[]>>> = {
  owner: ['team', 'person'],
  service: ['item'],
};

const namesOfGroups = async (context: NamesContext, groups: readonly string[], by: ReportGroup | undefined, caller: Caller) => {
  const found = new Map<string, string | undefined>();
  const nouns = (by && nounsOf[by]) ?? [];
  for (let at = 0; nouns.length > 0 && at < groups.length; at += namesAtOnce) {
    const ids = groups.slice(at, at + namesAtOnce);
    for (const noun of nouns) {
      const names = await namesOf(context)(referencesTo(noun, ids), caller);
      for (const id of ids) found.set(id, found.get(id) ?? names.of(id));
    }
  }
  return found;
};

/** Rows as they are answered: without a group it is null, and owners and services have their name beside their id. */
export const showGroups = async <Row extends { readonly group: string }>(
  context: NamesContext,
  rows: readonly Row[],
  by: ReportGroup | undefined,
  caller: Caller,
) => {
  const groups = [...new Set(rows.map(({ group }) => group))].filter((group) => group !== noGroup);
  const names = await namesOfGroups(context, groups, by, caller);
  return rows.map((row) => ({ ...row, group: row.group === noGroup ? null : row.group, groupName: names.get(row.group) }));
};
