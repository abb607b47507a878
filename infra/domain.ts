/** A domain of our own, with CloudFront and WAF in front of the API. */
export interface Domain {
  /** The host that people and monitors use, such as `quiesce.example.com`. */
  readonly name: string;
  /** The host by which CloudFront reaches the API: `origin.` and the name. */
  readonly originName: string;
  /** The certificate for `originName`, in the region of the stage. */
  readonly originCertificateArn: string;
  /** The certificate for `name`, in us-east-1, where CloudFront expects it. */
  readonly edgeCertificateArn: string;
  /**
   * Whether the API still answers on its own address, without CloudFront and WAF, so that monitors can move to the domain one by one. As long
   * as it does, functions answer requests that did not come through CloudFront. @default false
   */
  readonly isPlainEndpointOn: boolean;
}

/** The settings of a domain, as a deployment gives them. */
export interface DomainContext {
  /** `name` of the domain. The two certificates must be given with it. @default no domain */
  readonly domainName?: string;
  readonly originCertificateArn?: string;
  readonly edgeCertificateArn?: string;
  /** `on` or `off`. @default off */
  readonly plainEndpoint?: string;
}

const plainEndpointOf = ({ domainName, plainEndpoint = 'off' }: DomainContext): boolean => {
  const refuse = (why: string) => new Error(`the setting plainEndpoint is ${JSON.stringify(plainEndpoint)}, ${why}`);
  if (plainEndpoint !== 'on' && plainEndpoint !== 'off') throw refuse('which is unknown: give --context plainEndpoint=on|off');
  if (plainEndpoint === 'on' && domainName === undefined)
    throw refuse('but without a domain the endpoint is always on: give --context domainName=… as well, or leave plainEndpoint out');
  return plainEndpoint === 'on';
};

/** The domain of the settings. @throws Error if a certificate is missing or in the wrong region, or `plainEndpoint` is wrong */
export const domainOf = (context: DomainContext): Domain | undefined => {
  const { domainName, originCertificateArn = '', edgeCertificateArn = '' } = context;
  const isPlainEndpointOn = plainEndpointOf(context);
  if (domainName === undefined) return undefined;
  const originName = `origin.${domainName}`;
  const wanted = (key: string, what: string, region: string) =>
    new Error(`the domain ${domainName} needs a certificate: give --context ${key}=<ARN of the certificate for ${what}, in ${region}>`);
  if (!/^arn:aws:acm:[a-z0-9-]+:/.test(originCertificateArn)) throw wanted('originCertificateArn', originName, 'the region of the stage');
  if (!edgeCertificateArn.startsWith('arn:aws:acm:us-east-1:')) throw wanted('edgeCertificateArn', domainName, 'us-east-1');
  return { name: domainName, originName, originCertificateArn, edgeCertificateArn, isPlainEndpointOn };
};
