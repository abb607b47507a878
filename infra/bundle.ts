import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from './bundle-options.ts';

/** All functions in one run of esbuild: `functions/<name>/handler.ts` to `build/functions/<name>/index.js`. */
const folders = readdirSync('functions').filter((name) => existsSync(`functions/${name}/handler.ts`));

rmSync('build/functions', { recursive: true, force: true });
mkdirSync('build', { recursive: true });
const { metafile } = await build({
  entryPoints: Object.fromEntries(folders.map((name) => [`${name}/index`, `functions/${name}/handler.ts`])),
  outdir: 'build/functions',
  ...bundleOptions,
});
// Each folder says of itself that it is CommonJS, wherever it is unpacked.
for (const name of folders) writeFileSync(`build/functions/${name}/package.json`, '{"type":"commonjs"}\n');

/** What the system function serves beside its code (I6). */
const published = [
  'docs/openapi.json',
  fileURLToPath(import.meta.resolve('swagger-ui-dist/swagger-ui.css')),
  fileURLToPath(import.meta.resolve('swagger-ui-dist/swagger-ui-bundle.js')),
];
for (const file of published) copyFileSync(file, `build/functions/system/${basename(file)}`);
writeFileSync('build/meta.json', JSON.stringify(metafile));

for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
  console.log(`${basename(dirname(file)).padEnd(22)} ${(bytes / 1024).toFixed(0).padStart(5)} kB`);
}
