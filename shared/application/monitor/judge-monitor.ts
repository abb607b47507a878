import { invalid } from '../../domain/errors.ts';
import { kindNamed } from '../../domain/monitor/kinds/kinds.ts';
import type { MonitorDraft } from '../../domain/monitor/monitor.ts';
import { readMatcher } from '../../domain/suppression/matcher.ts';
import type { ReceiverRules } from './receiver-rules.ts';

type JudgedFields = Pick<MonitorDraft, 'kind' | 'neverSuppress' | 'outage' | 'accounts' | 'regions'> & {
  readonly receiver: { readonly kind: 'webhook'; readonly url: string } | { readonly kind: 'sns'; readonly topicArn: string };
};

/** A monitor lists accounts and regions if its kind takes alarms by them, and only then (M5). */
const judgeSources = ({ kind, accounts, regions }: JudgedFields): void => {
  const isListed = kindNamed(kind).takes !== undefined;
  for (const [name, list] of Object.entries({ accounts, regions })) {
    if (isListed && !list)
      throw invalid(`/${name}`, 'monitor/sources', `a monitor of kind ${kind} lists the AWS ${name} whose alarms it takes`);
    if (!isListed && list) throw invalid(`/${name}`, 'monitor/sources', `a monitor of kind ${kind} has no ${name}: leave the field out`);
    const repeated = list?.findIndex((value, place) => list.indexOf(value) < place) ?? -1;
    if (repeated >= 0) throw invalid(`/${name}/${repeated}`, 'monitor/sources', `${list?.[repeated]} is listed twice; list it once`);
  }
};

const judgeUrl = (address: string, allowPrivate: boolean): void => {
  const { protocol, username, password } = new URL(address);
  const refused = (detail: string) => invalid('/receiver/url', 'receiver/address', detail);
  if (protocol !== 'https:' && !allowPrivate) throw refused('the address of a receiver must be https');
  if (username !== '' || password !== '')
    throw refused('the address must not contain a user or password, because everyone who may read monitors sees it');
};

/**
 * Checks what the schema cannot check: that the matchers can be parsed (S6), that the kind's sources are listed, and that the stage allows the
 * receiver's address or topic (M5).
 * @throws DomainError invalid `matcher/invalid`, `monitor/sources`, `receiver/address`, `receiver/topic`
 */
export const judgeMonitor = async (monitor: JudgedFields, { allowPrivate, allowsTopic }: ReceiverRules): Promise<void> => {
  const { neverSuppress = [], outage = [], receiver } = monitor;
  for (const [field, matchers] of Object.entries({ neverSuppress, outage }))
    for (const [place, text] of matchers.entries()) await readMatcher(text, `/${field}/${place}`);
  judgeSources(monitor);
  if (receiver.kind === 'webhook') judgeUrl(receiver.url, allowPrivate);
  else if (!allowsTopic(receiver.topicArn)) {
    const detail = `${receiver.topicArn} is not among the topics that this stage may publish to: deploy it with the context receiverTopics`;
    throw invalid('/receiver/topicArn', 'receiver/topic', detail);
  }
};
