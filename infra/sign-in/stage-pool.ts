import {
  type CognitoIdentityProviderClient,
  ListUserPoolClientsCommand,
  paginateListUserPools,
} from '@aws-sdk/client-cognito-identity-provider';

/**
 * The id of a stage's user pool, by the pool's name. A pool that was replaced may still be there, with the same name.
 * @throws Error unless there is exactly one in this account and region
 */
export const poolIdOfStage = async (cognito: CognitoIdentityProviderClient, stage: string): Promise<string> => {
  const name = `quiesce-${stage}`;
  const found: string[] = [];
  for await (const { UserPools = [] } of paginateListUserPools({ client: cognito }, { MaxResults: 60 }))
    found.push(...UserPools.flatMap(({ Id, Name }) => (Id && Name === name ? [Id] : [])));
  const [only, ...others] = found;
  if (only === undefined) throw new Error(`there is no user pool ${name} in this account and region`);
  if (others.length === 0) return only;
  throw new Error(
    `there are ${found.length} user pools named ${name} (${found.join(', ')}): give the id with --pool, which is the output UserPoolId`,
  );
};

/** The user pool of a stage and its only client. @throws Error unless there is exactly one pool with a client */
export const poolOfStage = async (cognito: CognitoIdentityProviderClient, stage: string) => {
  const poolId = await poolIdOfStage(cognito, stage);
  const { UserPoolClients: [client] = [] } = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId: poolId, MaxResults: 1 }));
  if (client?.ClientId) return { poolId, clientId: client.ClientId };
  throw new Error(`the user pool ${poolId} has no client: deploy the stage`);
};
