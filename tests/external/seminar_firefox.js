// seminar_firefox.js FIREFOX PAGE: the page draws all its histories there, without an error.
'use strict';
const puppeteer = require('puppeteer-core');
const [executablePath, file] = process.argv.slice(2);

(async () => {
  const browser = await puppeteer.launch({executablePath, browser: 'firefox', product: 'firefox', protocol: 'webDriverBiDi', headless: true});
  const page = await browser.newPage(), errors = [];
  page.on('pageerror', e => errors.push(e.message));
  page.on('console', m => errors.push(m.text()));
  await page.goto(`file://${file}`);
  await page.waitForFunction(() => / in [\d.]+ s/.test(document.getElementById('status').textContent), {timeout: 120000});
  const lines = await page.evaluate(() => document.querySelectorAll('#main svg .now-line').length);
  const said = await page.evaluate(() => document.getElementById('status').textContent);
  await browser.close();
  console.log(`Firefox: ${said}`);
  if (lines !== 1 || errors.length) throw new Error(`${lines} lines; ${errors}`);
})().catch(e => { console.log(e.stack); process.exit(1); });
