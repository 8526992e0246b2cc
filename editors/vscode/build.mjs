// Writes everything that is made from other files into out/: the extension as one file, the snippets for plain text, and with --tests the
// unit tests.
import { build } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const shared = { bundle: true, platform: 'node', format: 'cjs', target: 'node18', logLevel: 'warning' };

await build({
  ...shared,
  entryPoints: ['src/extension.ts'],
  outfile: 'out/extension.js',
  external: ['vscode'],
  minify: true,
  legalComments: 'eof',
});

// Plain text has no marks for headings, and no line between the head of a table and its body.
const snippets = JSON.parse(readFileSync('snippets/markdown.json', 'utf8'));
for (const snippet of Object.values(snippets)) {
  snippet.body = snippet.body.filter((line) => !/^\|( --- \|)+$/.test(line)).map((line) => line.replace(/^#+ /, ''));
}
mkdirSync('out/snippets', { recursive: true });
writeFileSync('out/snippets/plaintext.json', JSON.stringify(snippets));

if (process.argv.includes('--tests')) {
  const tests = readdirSync('test').filter((name) => name.endsWith('.test.ts'));
  await build({ ...shared, entryPoints: tests.map((name) => `test/${name}`), outdir: 'out/test', external: ['vscode'] });
}
