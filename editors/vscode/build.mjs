// Writes everything that is made from other files into out/: the extension as one file, the snippets, and with --tests the
// unit tests.
import { build } from 'esbuild';
import { readdirSync } from 'node:fs';
import { writeSnippets } from './snippets.mjs';

const shared = { bundle: true, platform: 'node', format: 'cjs', target: 'node18', logLevel: 'warning' };

await build({
  ...shared,
  entryPoints: ['src/extension.ts'],
  outfile: 'out/extension.js',
  external: ['vscode'],
  minify: true,
  legalComments: 'eof',
});

writeSnippets('out/snippets');

if (process.argv.includes('--tests')) {
  const tests = readdirSync('test').filter((name) => name.endsWith('.test.ts'));
  await build({ ...shared, entryPoints: tests.map((name) => `test/${name}`), outdir: 'out/test', external: ['vscode'] });
}
