import { readFileSync } from 'node:fs';

/** A shell block of a document, with the title of its recipe: the bold words at the beginning of the paragraph before it. */
export interface Recipe {
  readonly title: string;
  readonly commands: string;
}

/** The text of a section, without its heading and without the next section of the same level. */
export const sectionOf = (document: string, heading: string): string => {
  const [, text] = document.split(new RegExp(`^## ${heading}$`, 'm'));
  if (text === undefined) throw new Error(`there is no section "${heading}"`);
  return text.split(/^## /m)[0] ?? '';
};

/** The fenced blocks without a language: commands for a shell. */
export const shellBlocksOf = (text: string): readonly string[] =>
  [...text.matchAll(/^ *```(\w*)\n(.*?)^ *```$/gms)].flatMap(([, language, block = '']) => (language === '' ? [block] : []));

/** The recipes of a section in their order. A block whose paragraph has no bold title has the title of the section. */
export const recipesOf = (document: string, heading: string): readonly Recipe[] =>
  sectionOf(document, heading)
    .split(/^(?=\*\*)/m)
    .flatMap((part) => {
      const title = /^\*\*(.+?)\*\*/.exec(part)?.[1] ?? heading;
      return shellBlocksOf(part).map((commands) => ({ title, commands }));
    });

export const readDocument = (file: string): string => readFileSync(file, 'utf8');
