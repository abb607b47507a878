import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mail } from './mails.ts';
import { type ByRole, type DemoRole, demoRoles, signInOf } from './people.ts';
import type { LocalStack } from './stack.ts';

/** Addresses, tokens and demo people of a running stack, as `.quiesce/local.json` has them for scripts. */
export interface HandOut extends Pick<LocalStack, 'apiUrl' | 'mailUrl' | 'awsEndpoint' | 'region' | 'tableName' | 'busName'> {
  /** By role, the ID token of its demo person. */
  readonly tokens: ByRole<string>;
  readonly people: ByRole<{ readonly id: string; readonly email: string; readonly password: string }>;
}

const byRole = <T>(value: (role: DemoRole) => T): ByRole<T> =>
  Object.fromEntries(demoRoles.map((role) => [role, value(role)])) as ByRole<T>;

export const handOutOf = (stack: LocalStack, tokens: ByRole<string>, ids: ByRole<string>): HandOut => ({
  apiUrl: stack.apiUrl,
  mailUrl: stack.mailUrl,
  awsEndpoint: stack.awsEndpoint,
  region: stack.region,
  tableName: stack.tableName,
  busName: stack.busName,
  tokens,
  people: byRole((role) => ({ id: ids[role], ...signInOf(role) })),
});

/** Writes `local.json`. Only its owner can read the file, because the tokens in it are valid for a day. */
export const writeHandOut = (directory: string, handOut: HandOut): void =>
  writeFileSync(join(directory, 'local.json'), `${JSON.stringify(handOut, null, 2)}\n`, { mode: 0o600 });

/** The newest approver's page that a mail links to. */
export const newestApprovalPage = (mails: readonly Pick<Mail, 'text'>[]): string | undefined =>
  mails.map(({ text }) => /https?:\S+\/approvals\/[\w-]+/.exec(text)?.[0]).find((link) => link !== undefined);

/** The five lines that `npm start` prints at its end. Tokens are long, so `npm run token` prints them one by one. */
export const closingLines = (
  { apiUrl, mailUrl }: Pick<HandOut, 'apiUrl' | 'mailUrl'>,
  approvalPage: string | undefined,
): readonly string[] => [
  approvalPage ? `Open  ${approvalPage}  (the page of an approver)` : `Open  ${mailUrl}  (the mails, which have the links)`,
  `Docs  ${apiUrl}/docs`,
  `Mail  ${mailUrl}`,
  `Try   curl -H "authorization: Bearer $(npm run -s token -- viewer)" ${apiUrl}/v1/changes`,
  'Stop  npm stop  (keeps the data; npm run reset deletes it)',
];
