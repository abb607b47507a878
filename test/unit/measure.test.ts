import { expect, it } from '@jest/globals';
import { measureFile } from '../support/gate/measure.ts';

const measured = (text: string) => measureFile('a.ts', text).map(({ where, what }) => `${where} ${what}`);
const repeated = (text: string, times: number) => text.repeat(times);

it('complexity counts the branches of a function; a flat switch and a run of one operator count once', () => {
  expect(measured(`const f = (a) => { ${repeated('if (a) a();', 7)} }`)).toEqual([]);
  expect(measured(`const f = (a) => { ${repeated('if (a) a();', 8)} }`)).toEqual(['a.ts#f complexity 9, at most 8']);
  expect(measured(`const f = (a) => { switch (a) { ${repeated('case 1: return a?.b ?? 2;', 20)} } }`)).toEqual([]);
  expect(measured(`const f = (a) => ${Array.from({ length: 20 }, () => 'a').join(' && ')}`)).toEqual([]);
});

it('depth counts nested blocks, not else-if', () => {
  expect(measured('function f(a) { if (a) { for (;;) { if (a) {} else if (b) {} } } }')).toEqual([]);
  expect(measured('function f(a) { if (a) { for (;;) { try { while (a) {} } catch {} } } }')).toEqual(['a.ts#f depth 4, at most 3']);
});

it('functions inside a function are measured separately', () => {
  const inner = `(a) => { ${repeated('if (a) a();', 8)} }`;

  expect(measured(`const f = () => ${inner}`)).toEqual(['a.ts#f() complexity 9, at most 8']);
});

it('a function has at most four parameters', () => {
  expect(measured('class C { m(a, b, c, d, e) {} }')).toEqual(['a.ts#m parameters 5, at most 4']);
});

it('a file has at most 200 lines', () => {
  expect(measured(repeated('a();\n', 200))).toEqual([]);
  expect(measured(repeated('a();\n', 201))).toEqual(['a.ts 201 lines, at most 200']);
});
