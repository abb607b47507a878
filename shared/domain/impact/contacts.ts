import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';
import type { ContactGroup } from '../contact-group/contact-group.ts';

/** Why people are told: a change is planned, something is down, or an alert came in. */
export const contactReasons = ['change', 'outage', 'alert'] as const;
export type ContactReason = (typeof contactReasons)[number];

type ContactEntry = ConfigurationItem['contactGroups'][number];
type Channel = ContactGroup['channels'][number];

/** A person or a channel that is told, and the CIs for which it is. */
export interface Contact {
  readonly person?: string;
  readonly channel?: Channel;
  /** The group and the role by which it is told first. */
  readonly group: string;
  readonly role: string;
  /** Its place among all who are told, from 1. */
  readonly order: number;
  /** The CIs for which it is told, each once, the nearest first. */
  readonly because: readonly string[];
}

/** The roles of groups that are on call, and of groups that decide on changes. Other roles are in the words of their teams. */
const [onCall, approver] = ['on-call', 'approver'];

/**
 * The contact groups of a CI that are told. Of a change, all of them. Of an outage, all that do more than decide on changes. Of an alert, those
 * on call, or those of an outage if nobody is on call. Those on call come first.
 */
const toldOf = (reason: ContactReason, groups: readonly ContactEntry[]): readonly ContactEntry[] => {
  const told = reason === 'change' ? groups : groups.filter(({ role }) => role !== approver);
  const calls = told.filter(({ role }) => role === onCall);
  if (reason === 'alert' && calls.length > 0) return calls;
  return [...calls, ...told.filter(({ role }) => role !== onCall)];
};

/** The members of a group in the order in which they are called. Those without an order come last. */
const inOrder = ({ members }: ContactGroup): readonly string[] =>
  members
    .toSorted(({ order: one = Number.POSITIVE_INFINITY }, { order: other = Number.POSITIVE_INFINITY }) => (one === other ? 0 : one - other))
    .map(({ person }) => person);

/**
 * Who is told, each person and each channel once, in the order of the CIs: the members of each group in their order, and then its channels.
 *
 * @param cis the CIs that are concerned, the nearest first
 * @param isActive whether a person is still there. Others are left out
 */
export const contactsFor = (
  reason: ContactReason,
  cis: readonly Pick<ConfigurationItem, 'id' | 'contactGroups'>[],
  groups: ReadonlyMap<string, ContactGroup>,
  isActive: (person: string) => boolean,
): readonly Contact[] => {
  const found = new Map<string, Omit<Contact, 'order' | 'because'> & { readonly because: Set<string> }>();
  const tell = (key: string, contact: Omit<Contact, 'order' | 'because'>, item: string): void => {
    const known = found.get(key) ?? { ...contact, because: new Set() };
    known.because.add(item);
    found.set(key, known);
  };
  const entries = cis.flatMap(({ id, contactGroups }) => toldOf(reason, contactGroups).map((entry) => ({ ...entry, item: id })));
  for (const { item, group, role } of entries) {
    const known = groups.get(group);
    const people = known ? inOrder(known).filter(isActive) : [];
    for (const person of people) tell(`person ${person}`, { person, group, role }, item);
    for (const channel of known?.channels ?? []) tell(`${channel.kind} ${channel.address}`, { channel, group, role }, item);
  }
  return [...found.values()].map((contact, at) => ({ ...contact, order: at + 1, because: [...contact.because] }));
};
