// What the tests of pages in a browser share: pages whose errors and requests are failures, labels over
// one another, axe-core, and the count at the end.
'use strict';
const fs = require('fs');
const puppeteer = require('puppeteer-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const WIDTHS = [1280, 768, 390];
const failures = [];
let checks = 0;

function check(holds, what) {
  checks++;
  if (!holds) failures.push(what);
}

// A page whose errors and requests are failures; `hash` follows the file's address.
async function open(browser, file, options = {}) {
  const page = await browser.newPage();
  const name = file.split('/').pop();
  page.on('console', m => failures.push(`${name}: console: ${m.text()}`));
  page.on('pageerror', e => failures.push(`${name}: ${e.message}`));
  page.on('request', r => {
    if (r.url().split('#')[0] !== `file://${file}` && !r.url().startsWith('blob:')) failures.push(`${name}: asks for ${r.url()}`);
  });
  if (options.script === false) await page.setJavaScriptEnabled(false);
  if (options.media) await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: options.media}]);
  await page.setViewport({width: options.width || 1280, height: 900});
  await page.goto(`file://${file}${options.hash || ''}`);
  return page;
}

// Runs in the page: texts that cover one another, or that leave their picture.
function collisions() {
  const found = [];
  for (const svg of document.querySelectorAll('svg')) {
    if (!svg.getClientRects().length) continue;
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map(t => ({text: t.textContent, box: t.getBoundingClientRect()}));
    texts.forEach((a, i) => {
      if (a.box.left < frame.left - 3 || a.box.right > frame.right + 3 || a.box.bottom > frame.bottom + 3 || a.box.top < frame.top - 3)
        found.push(`'${a.text}' leaves its picture`);
      texts.slice(0, i).forEach(b => {
        const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (wide > 1 && high > 3.5) found.push(`'${a.text}' covers '${b.text}'`);
      });
    });
  }
  return found;
}

// axe-core in light and in dark, with everything unfolded; `prepare(page)` is done before;
// `hash` follows the address.
async function checkAxe(browser, file, name, prepare = async () => {}, hash = '') {
  for (const media of ['light', 'dark']) {
    const page = await open(browser, file, {media, hash});
    await prepare(page);
    await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
    await page.evaluate(axe);
    const result = await page.evaluate(() => axe.run());
    check(result.passes.length > 10, `${name}: axe-core did not run`);
    for (const v of result.violations.filter(v => ['serious', 'critical'].includes(v.impact)))
      check(false, `${name}, ${media}: axe: ${v.id} (${v.impact}) at ${v.nodes.length}: ${v.nodes[0].html.slice(0, 120)}`);
    await page.close();
  }
}

// Starts the browser, lets `work(browser)` check, and ends with what does not hold.
function finish(browserPath, profile, work, what) {
  (async () => {
    const browser = await puppeteer.launch({executablePath: browserPath, headless: true, userDataDir: profile,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync']});
    await work(browser);
    await browser.close();
    failures.slice(0, 40).forEach(f => console.log(f));
    console.log(`${failures.length} failures in ${checks} checks of ${what}`);
    process.exitCode = failures.length || !checks ? 1 : 0;
  })().catch(e => { console.log(e.stack); process.exit(1); });
}

module.exports = {WIDTHS, check, open, collisions, checkAxe, finish};
