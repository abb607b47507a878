import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions, loadedAtFirstUse } from './bundle-options.ts';

/** One run of esbuild bundles all functions: `functions/<name>/handler.ts` becomes `build/functions/<name>/index.js`. */
const folders = readdirSync('functions').filter((name) => existsSync(`functions/${name}/handler.ts`));

rmSync('build/functions', { recursive: true, force: true });
mkdirSync('build', { recursive: true });
const { metafile } = await build({
  entryPoints: Object.fromEntries(folders.map((name) => [`${name}/index`, `functions/${name}/handler.ts`])),
  outdir: 'build/functions',
  external: [...loadedAtFirstUse],
  ...bundleOptions,
});
// Each folder has a package.json that declares CommonJS, because the one of the repository declares ES modules.
const commonJs = '{"type":"commonjs"}\n';
for (const name of folders) writeFileSync(`build/functions/${name}/package.json`, commonJs);

/** Bundles a package into one file beside the bundle that imports it, in the directory where Node looks for it. */
const placeBeside = async (folder: string, name: string): Promise<void> => {
  const outfile = `${folder}/node_modules/${name}/index.js`;
  const contents = `export * from '${name}'`;
  await build({ ...bundleOptions, stdin: { contents, resolveDir: process.cwd() }, outfile });
  writeFileSync(`${dirname(outfile)}/package.json`, commonJs);
};
for (const [file, { imports }] of Object.entries(metafile.outputs)) {
  const names = loadedAtFirstUse.filter((name) => imports.some(({ path, external }) => external && path === name));
  for (const name of names) await placeBeside(dirname(file), name);
}

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
