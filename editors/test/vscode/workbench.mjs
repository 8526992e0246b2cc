// VS Code in a browser, as a person uses it: keys, menus and what is on the screen.
//
// `Workbench.open` starts a code-server of its own with its own settings, and a browser; `close` ends both. Waiting is always for something to be
// seen, never for a time to pass.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

// Milliseconds to wait for something to be seen; more where many share a machine.
const PATIENCE = Number(process.env.NIANBAO_PATIENCE ?? 20_000);
const USUAL = { width: 1280, height: 800 };

export class Workbench {
  /** Opens VS Code from `installed` with the extension package `vsix` on `folder`. `settings` are the user's; `scale` is that of the screen. */
  static async open({ installed, browser, vsix, folder, settings = {}, screenshots, viewport = USUAL, scale = 1 }) {
    const home = mkdtempSync(path.join(tmpdir(), 'nianbao-vscode-'));
    const bench = new Workbench();
    Object.assign(bench, { home, folder, screenshots });
    mkdirSync(path.join(home, 'data', 'User'), { recursive: true });
    mkdirSync(screenshots, { recursive: true });
    writeFileSync(path.join(home, 'data', 'User', 'settings.json'), JSON.stringify({ ...CALM, ...settings }));
    const entry = path.join(installed, 'node_modules/code-server/out/node/entry.js');
    const common = [entry, '--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'];
    common.push('--user-data-dir', path.join(home, 'data'), '--extensions-dir', path.join(home, 'extensions'));
    common.push('--config', path.join(home, 'config.yaml'));
    const environment = { ...process.env, XDG_DATA_HOME: path.join(home, 'share'), LANG: 'C.UTF-8' };
    delete environment.NIANBAO_SERVER_PATH;
    await ran(spawn(process.execPath, [...common, '--install-extension', vsix], { env: environment, stdio: 'inherit' }));
    const port = await freePort();
    const address = `127.0.0.1:${port}`;
    bench.server = spawn(process.execPath, [...common, '--bind-addr', address, folder], {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await answers(`http://${address}/healthz`, bench.server);
    const { chromium } = createRequire(path.join(installed, 'package.json'))('playwright-core');
    const flags = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
    bench.browser = await chromium.launch({ executablePath: browser, args: flags.split(' ') });
    bench.page = await bench.browser.newPage({ viewport, deviceScaleFactor: scale });
    bench.page.setDefaultTimeout(PATIENCE);
    await bench.page.goto(`http://${address}/?folder=${encodeURIComponent(folder)}`);
    await bench.page.waitForSelector('.monaco-workbench .explorer-folders-view');
    return bench;
  }

  async close() {
    await this.browser?.close();
    if (this.server !== undefined && this.server.exitCode === null) {
      const ended = new Promise((resolve) => this.server.once('exit', resolve));
      this.server.kill();
      await ended;
    }
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  async screenshot(name) {
    await this.page.screenshot({ path: path.join(this.screenshots, `${name}.png`) });
  }

  press(keys) {
    return this.page.keyboard.press(keys);
  }

  /** Presses keys that open the box at the top, until it is there: VS Code may still be closing another one. */
  async ask(keys) {
    const box = this.page.locator('.quick-input-widget:not([style*="display: none"]) input').first();
    await this.seen(`the box of ${keys}`, async () => {
      await this.press(keys);
      return box.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
    });
  }

  /** Runs a command of the palette by its title. */
  async command(title) {
    await this.ask('F1');
    await this.choose(`>${title}`, title);
  }

  /** Opens a file of the workspace folder by its name. */
  async openFile(name) {
    const box = this.page.locator('.quick-input-widget:not([style*="display: none"])');
    const entry = box.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
    await this.seen(`${name} opened`, async () => {
      // VS Code may have looked through the folder just before the file was written; asked anew, it looks again. And what it remembers is listed
      // before what it finds, so that a row may be another one when it is clicked.
      await this.press('Escape');
      await this.ask('Control+KeyP');
      await box.locator('input').first().fill(name);
      const opened = entry
        .click({ timeout: 5000 })
        .then(() => this.page.waitForSelector(`.tab.active[data-resource-name="${name}"]`, { timeout: 5000 }));
      return opened.then(
        () => true,
        () => false,
      );
    });
    await this.page.locator('.editor-instance .view-line').first().waitFor();
  }

  /** Types into the box at the top and takes the entry that begins with `title`. */
  async choose(typed, title) {
    const box = this.page.locator('.quick-input-widget:not([style*="display: none"])');
    await box.locator('input').first().fill(typed);
    const entry = box.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    await entry.waitFor();
    await entry.click();
  }

  /** Puts the cursor at a place, both numbers from 1. */
  async goTo(line, column) {
    await this.ask('Control+KeyG');
    const box = this.page.locator('.quick-input-widget input').first();
    await box.fill(`:${line}:${column}`);
    await this.press('Enter');
    // Where the cursor was there already, its place does not tell that the box no longer takes the keys.
    await this.page.locator('.quick-input-widget:not([style*="display: none"])').waitFor({ state: 'hidden' });
    await this.seen(`the cursor at ${line}:${column}`, async () =>
      (await this.page.locator('.statusbar-item', { hasText: /Ln \d+, Col \d+/ }).innerText()).includes(`Ln ${line}, Col ${column}`),
    );
  }

  /** What the Problems panel lists: each message with its place, without its related places. */
  async problems() {
    const rows = await this.page.locator('.markers-panel .monaco-list-row').allInnerTexts();
    return rows.map((row) => row.replace(/\s+/g, ' ')).filter((row) => /nianbao \S+ \[Ln/.test(row));
  }

  /** Shows the Problems panel with related places folded. */
  async showProblems() {
    const panel = this.page.locator('.markers-panel');
    if ((await panel.count()) === 0) {
      await this.press('Control+Shift+KeyM');
    }
    await panel.locator('.monaco-list-row').first().waitFor();
    await this.page.locator('.panel a[aria-label="Collapse All"]').first().click();
    await panel.locator('.monaco-list-row[aria-expanded="false"] .monaco-tl-twistie').first().click();
  }

  /** Opens the light bulb where the cursor is: the titles of what it offers. */
  async lightBulb() {
    const entries = this.page.locator('.action-widget .monaco-list-row.action');
    await this.seen('the light bulb', async () => {
      // Asked too early after a move, VS Code offers nothing and says so.
      await this.press('Escape');
      await this.press('Control+Period');
      return entries.first().waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    });
    return entries.allInnerTexts();
  }

  /** Takes an entry of the open light bulb, which begins with its first. */
  async take(title) {
    const titles = await this.page.locator('.action-widget .monaco-list-row.action').allInnerTexts();
    assert.ok(titles.includes(title), `${title} is not among ${titles}`);
    for (let step = 0; step < titles.indexOf(title); step += 1) {
      await this.press('ArrowDown');
    }
    await this.press('Enter');
  }

  /** The status item about annual reports beside the language. */
  async status() {
    const label = await this.page.locator('[id="status.languageStatus"]').getAttribute('aria-label');
    return label ?? '';
  }

  /** Saves the text in front and waits until it is on the disk, whole. */
  async save() {
    await this.press('Control+KeyS');
    await this.seen('the text saved', async () => (await this.page.locator('.tab.active.dirty').count()) === 0);
  }

  /** What the bar at the bottom says. */
  bar() {
    return this.page.locator('.part.statusbar').innerText();
  }

  async resize(height) {
    await this.page.setViewportSize({ width: 1280, height });
  }

  /** Whether a squiggle of a severity lies under `words` in the line on the screen that begins with `lineStart`. */
  isMarked(severity, lineStart, words) {
    return this.page.evaluate(
      ([severity, lineStart, words]) => {
        const plain = (text) => text.replaceAll('\u00a0', ' ');
        const line = [...document.querySelectorAll('.editor-instance .view-line')].find((line) =>
          plain(line.textContent).startsWith(lineStart),
        );
        const at = line === undefined ? -1 : plain(line.textContent).lastIndexOf(words);
        if (at < 0) {
          return false;
        }
        const range = document.createRange();
        const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        let passed = 0;
        for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
          const end = passed + text.length;
          if (at >= passed && at < end) {
            range.setStart(text, at - passed);
          }
          if (at + words.length > passed && at + words.length <= end) {
            range.setEnd(text, at + words.length - passed);
          }
          passed = end;
        }
        const cell = range.getBoundingClientRect();
        return [...document.querySelectorAll(`.editor-instance .squiggly-${severity}`)].some((mark) => {
          const under = mark.getBoundingClientRect();
          const sameLine = under.top < cell.bottom && under.bottom > cell.top;
          return sameLine && Math.abs(under.left - cell.left) < 3 && Math.abs(under.right - cell.right) < 3;
        });
      },
      [severity, lineStart, words],
    );
  }

  /** Colour and weight of the first or the last `words` in the line on the screen that begins with `lineStart`. */
  looks(lineStart, words, which = 'last') {
    return this.page.evaluate(
      ([lineStart, words, which]) => {
        const lines = [...document.querySelectorAll('.editor-instance .view-line')];
        const line = lines.find((line) => line.textContent.replaceAll('\u00a0', ' ').startsWith(lineStart));
        const text = line?.textContent ?? '';
        const at = which === 'first' ? text.indexOf(words) : text.lastIndexOf(words);
        const texts = line && document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        let passed = 0;
        for (let part = texts?.nextNode(); part; part = texts.nextNode()) {
          passed += part.length;
          if (at >= 0 && at < passed) {
            const { color, fontWeight } = getComputedStyle(part.parentElement);
            return { colour: color, weight: Number(fontWeight) };
          }
        }
        return undefined;
      },
      [lineStart, words, which],
    );
  }

  /** The line on the screen that begins with `lineStart`. */
  async line(lineStart) {
    const lines = await this.page.locator('.editor-instance .view-line').allTextContents();
    return lines.map((line) => line.replaceAll('\u00a0', ' ')).find((line) => line.startsWith(lineStart)) ?? '';
  }

  squiggles() {
    return this.page.locator('.editor-instance [class*="squiggly-"]').count();
  }

  /** Waits until something is seen. */
  async seen(what, isSeen) {
    const giveUp = Date.now() + PATIENCE;
    while (!(await isSeen())) {
      if (Date.now() > giveUp) {
        await this.screenshot('waited-in-vain');
        assert.fail(`waited in vain for ${what}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Nothing that moves, asks or fetches. */
const CALM = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'editor.unicodeHighlight.ambiguousCharacters': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'files.autoSave': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
};

function ran(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`code-server ended with ${code}`))));
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(url, child) {
  const giveUp = Date.now() + PATIENCE;
  while (Date.now() < giveUp && child.exitCode === null) {
    try {
      if ((await fetch(url)).ok) {
        return;
      }
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('code-server does not answer');
}
