// The snippets for Markdown and for plain text, made of the one report in snippets/report.md, where `$` stands for what is typed.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Tables are listed by the number of their part: VS Code sorts Chinese numerals by code. */
const TABLES = [
  { part: '二', prefix: ['nianbao-2', '年报第2部分表'], name: '第二部分：主动公开政府信息情况' },
  { part: '三', prefix: ['nianbao-3', '年报第3部分表'], name: '第三部分：收到和处理政府信息公开申请情况' },
  { part: '四', prefix: ['nianbao-4', '年报第4部分表'], name: '第四部分：行政复议、行政诉讼情况' },
];
const REPORT = { prefix: ['nianbao', '年报'], name: '年度报告全文' };

/** A report is about the year before the one in which it is written. */
const LAST_YEAR = `\${CURRENT_YEAR/${lastYear()}/}`;

/** A regular expression and what replaces it: a snippet can compare digits, not count. */
function lastYear() {
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const any = `(?:${digits.map((digit) => `(${digit})`).join('|')})`;
  const one_less = (from) => digits.map((digit) => `\${${from + digit}:+${digit - 1}}`).join('');
  const nine = digits.map((digit) => `\${${11 + digit}:+${digit - 1}9}`).join('');
  return `^(\\d{3})${any}$|^(\\d\\d)${any}0$/$1${one_less(1)}$11${nine}`;
}

/** How many columns of a screen a text takes: a Chinese character takes two. */
function width(text) {
  const wide = text.match(/[\p{Script=Han}\u3000-\u303f\uff01-\uff60]/gu) ?? [];
  return [...text].length + wide.length;
}

const isRow = (line) => line.startsWith('|');
const isDelimiter = (line) => /^\|( -+ \|)+$/.test(line);

/** A table whose bars stand one below the other once nothing has been typed yet. */
function aligned(rows) {
  const cells = rows.map((row) => row.slice(2, -2).split(' | '));
  const blank = (cell) => (cell === '$' ? '' : cell);
  const widths = (cells[0] ?? []).map((_, column) => Math.max(3, ...cells.map((row) => width(blank(row[column])))));
  return cells.map((row, at) => {
    const padded = row.map((cell, column) =>
      isDelimiter(rows[at]) ? '-'.repeat(widths[column]) : cell + ' '.repeat(widths[column] - width(blank(cell))),
    );
    return `| ${padded.join(' | ')} |`;
  });
}

/** Lines of the report as lines of a snippet, with every `$` numbered from `first`. */
function body(lines, first) {
  const laid = [];
  let table = [];
  for (const line of [...lines, '']) {
    if (isRow(line)) {
      table.push(line);
    } else {
      laid.push(...aligned(table), line);
      table = [];
    }
  }
  laid.pop();
  let next = first;
  const numbered = laid.map((line) => line.replace(/\$(?![{\d])/g, () => `\$${next++}`));
  return [...numbered.map((line) => line.replace('YEAR', () => LAST_YEAR)), '$0'];
}

function snippets(report) {
  const lines = report.trimEnd().split('\n');
  const made = { [REPORT.name]: { prefix: REPORT.prefix, description: '六个部分和三张表，数据留空', body: body(lines, 3) } };
  for (const { part, prefix, name } of TABLES) {
    const from = lines.findIndex((line) => line.replace(/^#+ /, '').startsWith(`${part}、`));
    const rows = lines.slice(from + 1);
    const start = rows.findIndex(isRow);
    const length = rows.slice(start).findIndex((line) => !isRow(line));
    made[name] = { prefix, description: '表，数据留空', body: body(rows.slice(start, start + length), 1) };
  }
  return made;
}

/** Writes both files into `folder`. */
export function writeSnippets(folder) {
  const markdown = readFileSync('snippets/report.md', 'utf8');
  // Plain text has no marks for headings, and no line between the head of a table and its body.
  const plain = markdown.split('\n').filter((line) => !isDelimiter(line)).map((line) => line.replace(/^#+ /, ''));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/markdown.json`, JSON.stringify(snippets(markdown)));
  writeFileSync(`${folder}/plaintext.json`, JSON.stringify(snippets(plain.join('\n'))));
}
