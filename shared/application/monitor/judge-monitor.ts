import { DomainError } from '../../domain/errors.ts';
import type { MonitorDraft } from '../../domain/monitor/monitor.ts';
import { parseMatcher } from '../../domain/suppression/matcher.ts';

/** What the schema cannot tell: that matchers can be read (S6), and that a receiver's address is one that this stage takes (M5). */
export const judgeMonitor = (
  { neverSuppress = [], receiver }: Pick<MonitorDraft, 'neverSuppress' | 'receiver'>,
  allowPrivate: boolean,
): void => {
  neverSuppress.forEach(parseMatcher);
  const { protocol, username, password } = new URL(receiver.url);
  const refused = (detail: string) =>
    new DomainError('invalid', 'receiver/address', detail, { errors: [{ pointer: '/receiver/url', code: 'receiver/address', detail }] });
  if (protocol !== 'https:' && !allowPrivate) throw refused('a receiver is called by https');
  if (username !== '' || password !== '')
    throw refused('no user or password in the address: it is shown to everyone who may read monitors');
};
