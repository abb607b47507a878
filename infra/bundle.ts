import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from './bundle-options.ts';

/** One run of esbuild bundles all functions: `functions/<name>/handler.ts` becomes `build/functions/<name>/index.js`. */
const folders = readdirSync('functions').filter((name) => existsSync(`functions/${name}/handler.ts`));

rmSync('build/functions', { recursive: true, force: true });
mkdirSync('build', { recursive: true });
const { metafile } = await build({
  entryPoints: Object.fromEntries(folders.map((name) => [`${name}/index`, `functions/${name}/handler.ts`])),
  outdir: 'build/functions',
  ...bundleOptions,
});
// With its own package.json a folder is CommonJS wherever it is unpacked.
for (const name of folders) writeFileSync(`build/functions/${name}/package.json`, '{"type":"commonjs"}\n');

/** Static files that the system function serves: the OpenAPI document and Swagger UI (I6). */
const staticFiles = [
  'docs/openapi.json',
  fileURLToPath(import.meta.resolve('swagger-ui-dist/swagger-ui.css')),
  fileURLToPath(import.meta.resolve('swagger-ui-dist/swagger-ui-bundle.js')),
];
for (const file of staticFiles) copyFileSync(file, `build/functions/system/${basename(file)}`);
writeFileSync('build/meta.json', JSON.stringify(metafile));

for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
  console.log(`${basename(dirname(file)).padEnd(22)} ${(bytes / 1024).toFixed(0).padStart(5)} kB`);
}
