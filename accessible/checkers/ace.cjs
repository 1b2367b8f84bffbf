// Ace for one book after the other, in one browser: a script that `checkers.ace` starts as a process of its own.
//
// Ace's own command line starts a browser for each book. Its parts are the same here: the runner that opens pages is
// asked once for a browser, which stays until the last book.
//
// node ace.cjs PATH-OF-ace.js   Reads one line of JSON for each book, [book, folder for the report], and answers each
// with one line: "" when the report was written, else what went wrong. Ends with its input.
'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const fs = require('fs');
const { createRequire } = require('module');
const path = require('path');
const readline = require('readline');
const { fileURLToPath } = require('url');

const theirs = createRequire(process.argv[2]);
const ace = theirs('@daisy/ace-core');
const runner = theirs('@daisy/ace-axe-runner-puppeteer');
theirs('@daisy/ace-logger').initLogger({ silent: true });

// A browser that is spoken to through a pipe ends with us, however we end. It knows no other computer by name, and
// reaches this one only through a proxy that is not there; what is left is files.
const CUT_OFF = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=nowhere.invalid:9',
  '--proxy-bypass-list=<-loopback>',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
];
const puppeteer = createRequire(theirs.resolve('@daisy/ace-axe-runner-puppeteer'))('puppeteer');
const start = puppeteer.launch;
puppeteer.launch = async (options) => {
  const started = await start({ ...options, args: [...options.args, ...CUT_OFF], pipe: true });
  const open = started.newPage.bind(started);
  started.newPage = async () => guarded(await open(), around.getStore());
  return started;
};

// A page of a stranger, opened from a file: its scripts do not run, it shows no other page, it stays where it is, and of
// the files of this machine it sees those of its book. What Ace puts into it is evaluated from outside, which the policy does not bind.
const POLICY = "script-src 'none'; object-src 'none'; frame-src 'none'; worker-src 'none'; connect-src 'none'";
const around = new AsyncLocalStorage(); // the folder of the book that a page is opened of
const guarded = (page, folder) => {
  const isOfBook = (url) => url.startsWith('file:') && path.resolve(fileURLToPath(url)).startsWith(folder + path.sep);
  const listen = page.on.bind(page);
  let opened = false;
  page.on = (event, heed) => (event !== 'request' ? listen(event, heed) : listen(event, async (request) => {
    const url = request.url();
    if (!request.isNavigationRequest()) return /^data:/.test(url) || isOfBook(url) ? heed(request) : request.abort();
    if (opened || request.frame() !== page.mainFrame() || !url.startsWith('file:')) return request.abort('aborted');
    opened = true;
    try {
      const body = await fs.promises.readFile(fileURLToPath(url));
      const headers = { 'Content-Security-Policy': POLICY };
      return await request.respond({ status: 200, contentType: 'application/xhtml+xml', headers, body });
    } catch {
      return request.abort();
    }
  }));
  page.addScriptTag = async (script) => {
    await page.evaluate(script.content ?? await fs.promises.readFile(script.path, 'utf8'));
    return page.evaluateHandle(() => document.createElement('script')); // Ace marks its own, to leave them out
  };
  return page;
};

const answer = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true; // nothing but answers
const { launch, close, run } = runner;
let browser = null;
runner.launch = () => (browser ??= launch().catch((error) => { browser = null; throw error; }));
runner.close = async () => {};
runner.run = (url, scripts, contents, folder) => around.run(path.resolve(folder), run, url, scripts, contents, folder);

const leave = async () => {
  if (browser) await close().catch(() => {});
  process.exit(0);
};
process.on('SIGTERM', leave);

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [book, outdir] = JSON.parse(line);
    let trouble = '';
    try {
      await runner.launch(); // before the folder for what is only for now is that of the book, which goes with it
      process.env.TMPDIR = outdir;
      await ace(book, { cwd: process.cwd(), outdir, silent: true, jobid: book }, runner);
    } catch (error) {
      trouble = String(error) || 'an error without a name';
    }
    answer(JSON.stringify(trouble) + '\n');
  }
  await leave();
})();
