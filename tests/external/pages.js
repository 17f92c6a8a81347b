// pages.js BROWSER PROFILE PAGE…: what report.test says; prints what does not hold.
'use strict';
const {WIDTHS, check, finish, open, collisions, checkAxe} = require('./browser.js');

const [browserPath, profile, ...files] = process.argv.slice(2);

async function checkWidths(browser, file, name) {
  for (const width of WIDTHS) {
    const page = await open(browser, file, {width});
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check(over <= 0, `${name} at ${width}: ${over} pixels wider than the window`);
    for (const text of await page.evaluate(collisions)) check(false, `${name} at ${width}: ${text}`);
    check(true);
    const shown = await page.evaluate(() => [...document.querySelectorAll('figure')].map(f =>
      [...f.querySelectorAll('.picture')].filter(p => p.getClientRects().length).length));
    check(shown.length > 0 && shown.every(n => n === 1), `${name} at ${width}: pictures shown: ${shown}`);
    await page.close();
  }
}

// The cursor goes through the rows of each table and reads them out.
async function checkCursor(page, name) {
  const count = await page.evaluate(() => document.querySelectorAll('figure').length);
  for (let i = 0; i < Math.min(count, 6); i++) {
    const picture = (await page.$$('figure'))[i];
    const focused = await picture.evaluate(f => {
      const p = [...f.querySelectorAll('.picture')].find(x => x.getClientRects().length);
      p.focus();
      return document.activeElement === p;
    });
    check(focused, `${name}, figure ${i}: cannot be reached by keyboard`);
    const state = () => picture.evaluate(f => {
      const said = f.querySelector('[aria-live]').textContent;
      const rows = [...f.querySelector('table').tBodies[0].rows].map(r => r.cells[0].textContent);
      return {said, rows, marks: f.querySelectorAll('.cursor').length, bad: /NaN/.test(f.querySelector('.cursor') && f.querySelector('.cursor').outerHTML)};
    });
    await page.keyboard.press('ArrowRight');
    let now = await state();
    check(now.said.startsWith(now.rows[0]) && now.marks > 0 && !now.bad, `${name}, figure ${i}: first row: '${now.said}'`);
    await page.keyboard.press('ArrowRight');
    now = await state();
    check(now.said.startsWith(now.rows[Math.min(1, now.rows.length - 1)]), `${name}, figure ${i}: second row: '${now.said}'`);
    await page.keyboard.press('End');
    now = await state();
    check(now.said.startsWith(now.rows[now.rows.length - 1]), `${name}, figure ${i}: last row: '${now.said}'`);
  }
}

// What the buttons save: the table, and a picture that stands alone.
async function checkFiles(page, name) {
  const saved = await page.evaluate(async () => {
    const blobs = [], make = URL.createObjectURL;
    URL.createObjectURL = blob => { blobs.push(blob); return make(blob); };
    const figure = document.querySelector('figure');
    HTMLAnchorElement.prototype.click = () => {};
    figure.querySelectorAll('.tools button').forEach(b => b.click());
    const texts = await Promise.all(blobs.map(b => b.text()));
    const rows = [...figure.querySelector('table').rows].map(r => [...r.cells].map(c => c.textContent));
    const drawn = new DOMParser().parseFromString(texts[1], 'image/svg+xml');
    return {csv: texts[0], rows, error: !!drawn.querySelector('parsererror'), root: drawn.documentElement.nodeName,
      style: !!drawn.querySelector('style'), cursor: !!drawn.querySelector('.cursor')};
  });
  const quoted = t => (/[",\n]/.test(t) ? `"${t.replace(/"/g, '""')}"` : t);
  check(saved.csv === saved.rows.map(r => r.map(quoted).join(',') + '\n').join(''), `${name}: the CSV is not the table`);
  check(!saved.error && saved.root === 'svg' && saved.style && !saved.cursor, `${name}: the SVG does not stand alone`);
}

async function checkWithoutScript(browser, file, name) {
  const page = await open(browser, file, {script: false});
  const seen = await page.$$eval('figure', figures => figures.map(f =>
    f.querySelectorAll('.picture svg').length > 0 && f.querySelectorAll('table tr').length > 1));
  check(seen.length > 0 && seen.every(Boolean), `${name} without script: figures ${seen}`);
  await page.close();
}

async function checkPrint(page, name) {
  await page.emulateMediaType('print');
  const shown = await page.evaluate(() => ({
    tools: [...document.querySelectorAll('.tools,.read')].some(t => t.getClientRects().length),
    pictures: [...document.querySelectorAll('figure')].every(f =>
      [...f.querySelectorAll('.picture')].filter(p => p.getClientRects().length).length === 1),
  }));
  check(!shown.tools && shown.pictures, `${name}: printed with tools or without pictures`);
}

async function checkPage(browser, file) {
  const name = file.split('/').pop();
  await checkWidths(browser, file, name);
  await checkAxe(browser, file, name);
  await checkWithoutScript(browser, file, name);
  const page = await open(browser, file);
  await checkCursor(page, name);
  await checkFiles(page, name);
  await checkPrint(page, name);
  await page.close();
}

finish(browserPath, profile, async browser => {
  for (const file of files)
    await checkPage(browser, file).catch(e => check(false, `${file}: ${e.message}`));
}, `${files.length} pages`);
