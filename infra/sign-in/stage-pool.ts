import {
  type CognitoIdentityProviderClient,
  ListUserPoolClientsCommand,
  paginateListUserPools,
} from '@aws-sdk/client-cognito-identity-provider';

/** The user pool of a stage and its only client, by the pool's name. @throws Error if there is none in this account and region */
export const poolOfStage = async (cognito: CognitoIdentityProviderClient, stage: string) => {
  const name = `quiesce-${stage}`;
  for await (const { UserPools = [] } of paginateListUserPools({ client: cognito }, { MaxResults: 60 })) {
    const pool = UserPools.find(({ Name }) => Name === name);
    if (!pool?.Id) continue;
    const { UserPoolClients: [client] = [] } = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId: pool.Id, MaxResults: 1 }));
    if (client?.ClientId) return { poolId: pool.Id, clientId: client.ClientId };
  }
  throw new Error(`there is no user pool ${name} in this account and region`);
};
