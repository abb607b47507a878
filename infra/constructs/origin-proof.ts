import { SecretValue, Stack, Validations } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Domain } from '../domain.ts';
import type { Stage } from '../stage.ts';
import { originProofAcknowledgements } from './acknowledgements.ts';

export interface OriginProofProps {
  readonly stage: Stage;
  readonly domain: Domain;
}

/** CloudFormation reads the proof of CloudFront where the edge stack is. */
const edgeRegion = 'us-east-1';

const secretName = ({ name }: Stage): string => `quiesce-${name}-origin-proof`;

/** The value that CloudFront sends in a header. CloudFormation fills it in when it creates the distribution. */
export const sentProof = (stage: Stage): string => SecretValue.secretsManager(secretName(stage)).unsafeUnwrap();

/**
 * A secret that only CloudFront and the functions know (X3). The origin's name is public, because its certificate is listed publicly, so
 * without it anyone could go around WAF. CloudFormation makes the value and fills it in: no template and no output has it.
 */
export class OriginProof extends Construct {
  /** What functions demand: nothing as long as requests may come without CloudFront. */
  readonly demanded: string;

  constructor(scope: Construct, id: string, { stage, domain }: OriginProofProps) {
    super(scope, id);
    const secret = new secretsmanager.Secret(this, 'Secret', {
      secretName: secretName(stage),
      description: `Quiesce ${stage.name}: by this CloudFront proves itself to the API`,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      replicaRegions: Stack.of(this).region === edgeRegion ? [] : [{ region: edgeRegion }],
    });
    Validations.of(secret).acknowledge(...originProofAcknowledgements);
    this.demanded = domain.isPlainEndpointOn ? '' : secret.secretValue.unsafeUnwrap();
  }
}
