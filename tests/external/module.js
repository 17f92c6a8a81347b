// module.js PAGE PRESET SEED SETTING…: runs the page's own module in node: wasm.csv, wasm.story.
'use strict';
const fs = require('fs');
const zlib = require('zlib');
const {execFileSync} = require('child_process');

const [pageFile, preset, seed, ...settings] = process.argv.slice(2);
const page = fs.readFileSync(pageFile, 'utf8');
const part = id => JSON.parse(new RegExp(`<script type="application/json" id="${id}">(.*?)</script>`, 's').exec(page)[1]);
const unpack = text => zlib.inflateSync(Buffer.from(text, 'base64'));
const content = part('content');
const keys = JSON.parse(execFileSync(process.env.CADRE, ['params', '--format', 'json']));

(async () => {
  const made = await WebAssembly.compile(unpack(part('module')));
  const imports = WebAssembly.Module.imports(made);
  if (imports.length) throw new Error(`the module wants ${imports.map(i => i.name)}`);
  const model = (await WebAssembly.instantiate(made, {})).exports;
  model._initialize();
  const bytes = (at, length) => Buffer.from(model.memory.buffer, at, length);
  const text = length => Buffer.from(bytes(model.cadre_text(), length));
  const scenario = content.scenarios[preset];
  const packed = unpack(content.packed).subarray(scenario.begin, scenario.end);
  bytes(model.cadre_room(packed.length), packed.length).set(packed);
  if (model.cadre_open(packed.length) !== 0) throw new Error('the scenario cannot be opened');
  for (const setting of settings) {
    const [key, value] = setting.split('=');
    const mechanism = content.mechanisms.findIndex(m => `mechanisms.${m.name}` === key);
    if (mechanism >= 0) model.cadre_switch(mechanism, value === 'true');
    else if (model.cadre_set(keys.findIndex(p => p.key === key), +value) !== 0) throw new Error(setting);
  }
  const high = Number(BigInt(seed) >> 32n), low = Number(BigInt(seed) & 0xffffffffn), parts = [];
  parts.push(text(model.cadre_series_header()));
  for (let run = 1; run <= 3; run++) {
    if (model.cadre_run(high, low, run) !== 0) throw new Error(`run ${run} failed`);
    parts.push(text(model.cadre_series()));
    if (run === 1) fs.writeFileSync('wasm.story', text(model.cadre_story()));
  }
  fs.writeFileSync('wasm.csv', Buffer.concat(parts));
})().catch(e => { console.log(e.stack); process.exit(1); });
