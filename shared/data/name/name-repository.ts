import * as z from 'zod';
import type { Subject } from '../../domain/event/event.ts';
import { lazily } from '../../domain/lazily.ts';
import type { NameRepository, ResourceName } from '../../domain/name/name-repository.ts';
import { calendarIdIn, calendarKey, isCalendar } from '../calendar/calendar-keys.ts';
import { key } from '../define-row.ts';
import { followMerges } from '../item/merged-facet-rows.ts';
import type { Key, Records, Row } from '../records.ts';

/** The part of a row that names it. The schemas of the rows are not needed, so no function depends on them because of a name. */
const NamedData = lazily(() =>
  z.object({
    ...{ id: z.string(), name: z.string().optional(), number: z.string().optional(), title: z.string().optional() },
    merge: z.object({ item: z.string() }).optional(),
  }),
);

const nameIn = ({ data }: Row): ResourceName | undefined => {
  const parsed = NamedData().safeParse(data);
  if (!parsed.success) return undefined;
  const { merge, id, ...name } = parsed.data;
  return { ...name, ...(merge ? { item: merge.item } : {}) };
};

const assetKey = ({ id }: Subject): Key => ({ pk: key('ITEM', id), sk: '#asset' });

/** The row with the name of a resource. The name of an item is that of its CI facet, if it has one. */
const keyOf = ({ type, id }: Subject): Key => {
  if (type === 'item') return { pk: key('ITEM', id), sk: '#ci' };
  return isCalendar(type) ? calendarKey(type, id) : { pk: key(type.toUpperCase(), id), sk: '#' };
};

/** Reads the names of resources of all kinds together, a hundred rows per request. */
export const nameRepository = (records: Pick<Records, 'readMany' | 'unreadable'>): NameRepository => {
  const read = async (keys: readonly Key[]): Promise<[string, ResourceName][]> => {
    const rows = keys.length === 0 ? [] : await records.readMany(keys);
    // A merged item is asked for by either of its ids.
    return (await followMerges(records, rows)).flatMap(({ asked, row }): [string, ResourceName][] => {
      const name = nameIn(row);
      return name ? [[calendarIdIn(row) ?? asked, name]] : [];
    });
  };
  return {
    find: async (references) => {
      const found = new Map(await read(references.map(keyOf)));
      // Most items are CIs. Those that are not are looked for among the assets.
      const others = references.filter(({ type, id }) => type === 'item' && !found.has(id));
      return new Map([...found, ...(await read(others.map(assetKey)))]);
    },
  };
};
