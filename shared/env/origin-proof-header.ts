/** The header by which CloudFront proves that a request came through it. CloudFront overwrites what a client sends in it. */
export const originProofHeader = 'x-quiesce-origin-proof';
