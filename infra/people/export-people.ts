import {
  AdminCreateUserCommand,
  type CognitoIdentityProviderClient,
  paginateListUsers,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';

/** Attributes that a user pool sets by itself. They cannot be given to a new user. */
const ownAttributes = ['sub', 'identities'];

const ExportedPerson = z.strictObject({
  username: z.string(),
  enabled: z.boolean(),
  status: z.string(),
  /** When the user was created in the exported pool. */
  createdAt: z.string(),
  attributes: z.record(z.string(), z.string()),
});
type ExportedPerson = z.output<typeof ExportedPerson>;

const exported = ({
  Username = '',
  Enabled = true,
  UserStatus = 'UNKNOWN',
  UserCreateDate,
  Attributes = [],
}: UserType): ExportedPerson => ({
  username: Username,
  enabled: Enabled,
  status: UserStatus,
  createdAt: (UserCreateDate ?? new Date(0)).toISOString(),
  attributes: Object.fromEntries(Attributes.map(({ Name = '', Value = '' }) => [Name, Value])),
});

/** Everybody in a user pool, one line of JSON each (NDJSON). Passwords and second factors cannot be exported. */
export async function* exportPeople(client: CognitoIdentityProviderClient, UserPoolId: string): AsyncGenerator<string> {
  for await (const { Users = [] } of paginateListUsers({ client, pageSize: 60 }, { UserPoolId })) {
    for (const user of Users) yield JSON.stringify(exported(user));
  }
}

const isEnabledPerson = (line: string): ExportedPerson | undefined => {
  const person = ExportedPerson.parse(JSON.parse(line));
  return person.enabled ? person : undefined;
};

/**
 * Creates the people of an export in a user pool. Each gets a mail with a temporary password. The first sign-in finds the person's row by
 * the verified address (X1). Whoever exists already or was disabled is left out, so it is safe to run again.
 * @returns how many were created
 */
export const importPeople = async (
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  lines: readonly string[],
  options: { readonly mails: boolean },
): Promise<number> => {
  let created = 0;
  for (const line of lines.filter((each) => each.trim() !== '')) {
    const person = isEnabledPerson(line);
    if (!person) continue;
    const { email = person.username } = person.attributes;
    const UserAttributes = Object.entries(person.attributes)
      .filter(([Name]) => !ownAttributes.includes(Name))
      .map(([Name, Value]) => ({ Name, Value }));
    const silence = options.mails ? {} : { MessageAction: 'SUPPRESS' as const };
    const isNew = await client.send(new AdminCreateUserCommand({ UserPoolId, Username: email, UserAttributes, ...silence })).then(
      () => true,
      (error: Error) => {
        if (error.name !== 'UsernameExistsException') throw error;
        return false;
      },
    );
    if (isNew) created += 1;
  }
  return created;
};
