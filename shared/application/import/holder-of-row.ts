import * as z from 'zod';
import { parsedRow } from '../../domain/import/parsed-row.ts';
import type { JsonObject } from '../../domain/json-object.ts';
import { lazily } from '../../domain/lazily.ts';
import { Line } from '../../domain/text.ts';
import { Reference } from '../../domain/values.ts';
import { resolveItem } from '../item/resolve-item.ts';
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

/** The holder that a row names. Empty if it names none. */
export const holderOfRow = async (context: ImportRunContext, told: JsonObject): Promise<HolderIds> => {
  const { location } = parsedRow(Holder(), told);
  const { person, item } = await withHolderIds(context, told);
  return {
    ...(person === undefined ? {} : { person }),
    ...(item === undefined ? {} : { item }),
    ...(location == null ? {} : { location }),
  };
};

export const isSameHolder = (one: HolderIds, other: HolderIds): boolean =>
  one.person === other.person && one.item === other.item && one.location === other.location;
