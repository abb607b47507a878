import { DomainError } from '../../domain/errors.ts';
import type { MonitorDraft } from '../../domain/monitor/monitor.ts';
import { readMatcher } from '../../domain/suppression/matcher.ts';

/**
 * Checks what the schema cannot check: that the matchers can be parsed (S6), and that the stage allows the receiver's address (M5).
 * @throws DomainError invalid `matcher/invalid`, `receiver/address`
 */
export const judgeMonitor = async (
  { neverSuppress = [], receiver }: Pick<MonitorDraft, 'neverSuppress' | 'receiver'>,
  allowPrivate: boolean,
): Promise<void> => {
  await Promise.all(neverSuppress.map(readMatcher));
  const { protocol, username, password } = new URL(receiver.url);
  const refused = (detail: string) =>
    new DomainError('invalid', 'receiver/address', detail, { errors: [{ pointer: '/receiver/url', code: 'receiver/address', detail }] });
  if (protocol !== 'https:' && !allowPrivate) throw refused('the address of a receiver must be https');
  if (username !== '' || password !== '')
    throw refused('the address must not contain a user or password, because everyone who may read monitors sees it');
};
