import { createHash } from 'node:crypto';

/** SHA-256 of a text, in hexadecimal, or in base64 for a Content-Security-Policy. */
export const sha256 = (text: string, encoding: 'hex' | 'base64' = 'hex'): string => createHash('sha256').update(text).digest(encoding);

/** The id that follows from a text: a UUID of version 8, made of its hash. The same text always has the same id. */
export const idOfText = (text: string): string => sha256(text).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
