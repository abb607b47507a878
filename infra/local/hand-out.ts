import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** The text that `npm start` prints at its end. */
export const handOutText = (handOut: HandOut): string => {
  const people = demoRoles.map((role) => `  ${role.padEnd(22)} ${handOut.people[role].email.padEnd(36)} ${handOut.people[role].password}`);
  const tokens = demoRoles.map((role) => `  ${role.padEnd(22)} ${handOut.tokens[role]}`);
  return [
    '',
    'Tokens, valid for a day (also in .quiesce/local.json):',
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
    `Example:     curl -H "authorization: Bearer $(node -p "require('./.quiesce/local.json').tokens.admin")" ${handOut.apiUrl}/v1/me`,
    'The stack keeps running in the background. npm stop stops it and keeps the data; npm run reset stops it and deletes the data.',
    '',
  ].join('\n');
};
