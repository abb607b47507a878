import { writeOrCheck } from './documents/committed.ts';
import { functionsDocument } from './documents/functions.ts';

/** Writes docs/functions.md, the table of all functions; `--check` only compares. */
writeOrCheck('docs/functions.md', functionsDocument(), 'functions');
