import type { Subject } from '../event/event.ts';

/** What people call a resource. A change has a number and a title, everything else has a name. */
export interface ResourceName {
  readonly name?: string | undefined;
  readonly number?: string | undefined;
  readonly title?: string | undefined;
  /** The id of the item, if it was merged and has another id as well (C1). */
  readonly item?: string | undefined;
}

export interface NameRepository {
  /** The names of these resources, by id. A resource that is gone, or that cannot be read, is left out. */
  find(references: readonly Subject[]): Promise<ReadonlyMap<string, ResourceName>>;
}
