import * as z from 'zod';
import { parsedRow } from '../../domain/import/parsed-row.ts';
import type { JsonObject } from '../../domain/json-object.ts';
import { lazily } from '../../domain/lazily.ts';
import { Line } from '../../domain/text.ts';
import { Reference } from '../../domain/values.ts';
import { resolveAllIds, resolveItem } from '../item/resolve-item.ts';
import { resolvePerson } from '../person/resolve-person.ts';
import type { ImportRunContext } from './import-context.ts';

/** Who has a seat or an asset, by ids. A row may name more than one, which is refused later. */
export interface HolderIds {
  readonly person?: string;
  readonly item?: string;
  readonly location?: string;
}

const Holder = lazily(() =>
  z.object({
    person: Reference().nullish(),
    item: Reference().nullish(),
    location: Line().max(200).nullish(),
  }),
);

/** The same fields with ids in place of references (I7). @throws DomainError invalid `person/unknown`, `item/unknown` */
export const withHolderIds = async <Fields extends JsonObject>(context: ImportRunContext, fields: Fields): Promise<Fields & HolderIds> => {
  const { person, item } = parsedRow(Holder(), fields);
  return {
    ...fields,
    ...(person == null ? {} : { person: await resolvePerson(context.people)(person, '/person') }),
    ...(item == null ? {} : { item: await resolveItem(context)(item, '/item') }),
  };
};

/** A holder, and the other id of an item that was merged, under which it may have been stored. */
export interface NamedHolder extends HolderIds {
  readonly formerItem?: string;
}

/** The holder that a row names. Empty if it names none. */
export const holderOfRow = async (context: ImportRunContext, told: JsonObject): Promise<NamedHolder> => {
  const { person, item, location } = parsedRow(Holder(), told);
  const [id, former] = item == null ? [] : await resolveAllIds(context)(item, '/item');
  return {
    ...(person == null ? {} : { person: await resolvePerson(context.people)(person, '/person') }),
    ...(id === undefined ? {} : { item: id }),
    ...(former === undefined ? {} : { formerItem: former }),
    ...(location == null ? {} : { location }),
  };
};

/** Whether somebody who has an asset is the holder that a row names. */
export const isSameHolder = (stored: HolderIds, { person, item, formerItem, location }: NamedHolder): boolean =>
  stored.person === person && [item, formerItem ?? item].includes(stored.item) && stored.location === location;
