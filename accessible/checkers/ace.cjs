// Ace for one book after the other, in one browser: a script that `checkers.ace` starts as a process of its own.
//
// Ace's own command line starts a browser for each book. Its parts are the same here: the runner that opens pages is
// asked once for a browser, which stays until the last book.
//
// node ace.cjs PATH-OF-ace.js   Reads one line of JSON for each book, [book, folder for the report], and answers each
// with one line: "" when the report was written, else what went wrong. Ends with its input.
'use strict';
const { createRequire } = require('module');
const readline = require('readline');

const theirs = createRequire(process.argv[2]);
const ace = theirs('@daisy/ace-core');
const runner = theirs('@daisy/ace-axe-runner-puppeteer');
theirs('@daisy/ace-logger').initLogger({ silent: true });

// A browser that is spoken to through a pipe ends with us, however we end.
const puppeteer = createRequire(theirs.resolve('@daisy/ace-axe-runner-puppeteer'))('puppeteer');
const start = puppeteer.launch;
puppeteer.launch = (options) => start({ ...options, pipe: true });

const answer = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true; // nothing but answers
const { launch, close } = runner;
let browser = null;
runner.launch = () => (browser ??= launch().catch((error) => { browser = null; throw error; }));
runner.close = async () => {};

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
