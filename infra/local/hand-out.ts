import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ByRole, demoRoles, signInOf } from './people.ts';
import type { LocalStack } from './stack.ts';

/** What scripts and checks find in `.quiesce/local.json`. */
export interface HandOut {
  readonly apiUrl: string;
  readonly mailUrl: string;
  readonly awsEndpoint: string;
  readonly region: string;
  readonly tableName: string;
  readonly busName: string;
  /** Each the ID token of the person of its role. */
  readonly tokens: ByRole<string>;
  readonly people: ByRole<{ readonly id: string; readonly email: string; readonly password: string }>;
}

const byRole = <T>(of: (role: (typeof demoRoles)[number]) => T): ByRole<T> =>
  Object.fromEntries(demoRoles.map((role) => [role, of(role)])) as ByRole<T>;

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

/** Readable by its owner only: the tokens in it are good for a day. */
export const writeHandOut = (directory: string, handOut: HandOut): void =>
  writeFileSync(join(directory, 'local.json'), `${JSON.stringify(handOut, null, 2)}\n`, { mode: 0o600 });

/** The same for people. */
export const inWords = (handOut: HandOut): string => {
  const people = demoRoles.map((role) => `  ${role.padEnd(22)} ${handOut.people[role].email.padEnd(36)} ${handOut.people[role].password}`);
  const tokens = demoRoles.map((role) => `  ${role.padEnd(22)} ${handOut.tokens[role]}`);
  return [
    '',
    'Tokens, good for a day (also in .quiesce/local.json):',
    ...tokens,
    '',
    `API          ${handOut.apiUrl}      try: curl ${handOut.apiUrl}/health`,
    `Docs         ${handOut.apiUrl}/docs`,
    `Mails        ${handOut.mailUrl}`,
    `AWS endpoint ${handOut.awsEndpoint} (${handOut.region}), table ${handOut.tableName}, bus ${handOut.busName}`,
    '',
    'People and their passwords:',
    ...people,
    '',
    `Ask as one:  curl -H "authorization: Bearer $(node -p "require('./.quiesce/local.json').tokens.admin")" ${handOut.apiUrl}/v1/me`,
    'It goes on in the background: npm stop ends it and keeps its data, npm run reset forgets it.',
    '',
  ].join('\n');
};
