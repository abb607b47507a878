import { Duration, Validations } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import { originProofHeader } from '../../shared/env/origin-proof-header.ts';
import type { Domain } from '../domain.ts';
import type { Stage } from '../stage.ts';
import { distributionAcknowledgements } from './acknowledgements.ts';
import { sentProof } from './origin-proof.ts';
import { WebAcl } from './web-acl.ts';

export interface EdgeProps {
  readonly stage: Stage;
  readonly domain: Domain;
}

/** CloudFront and WAF in front of the API. Nothing is cached, and all requests are passed on as they are, except for the host. */
export class Edge extends Construct {
  readonly distribution: cloudfront.Distribution;

  constructor(scope: Construct, id: string, { stage, domain }: EdgeProps) {
    super(scope, id);
    const acl = new WebAcl(this, 'WebAcl', { stage });
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: `Quiesce ${stage.name}`,
      domainNames: [domain.name],
      certificate: acm.Certificate.fromCertificateArn(this, 'Certificate', domain.edgeCertificateArn),
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
      webAclId: acl.arn,
      priceClass: cloudfront.PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        // A function of the API may take 15 s, and Alertmanager waits longer.
        origin: new HttpOrigin(domain.originName, {
          readTimeout: Duration.seconds(30),
          keepaliveTimeout: Duration.seconds(30),
          customHeaders: { [originProofHeader]: sentProof(stage) },
        }),
        allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
        cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
        originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
      },
    });
    Validations.of(this.distribution).acknowledge(...distributionAcknowledgements);
  }
}
