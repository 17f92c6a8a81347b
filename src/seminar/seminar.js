/* The seminar page: the model runs in workers as WebAssembly, some sixteen histories at each
 * setting, and what they show is drawn as bands. Nothing is loaded; the state is in the address. */
(function () {
  'use strict';
  var NS = 'http://www.w3.org/2000/svg';
  var C = JSON.parse(document.getElementById('content').textContent), S = C.seminar;
  var DAY = 86400000, LEAST = 5, PINS = 3;
  var measureAt = {}, mechanismAt = {};
  C.measures.forEach(function (m, i) { measureAt[m.name] = i; });
  C.mechanisms.forEach(function (m, i) { mechanismAt[m.name] = i; });

  /* ---------------------------------------------------------------- small things */

  function byId(list, id) { return list.filter(function (x) { return x.id === id; })[0]; }
  function node(id) { return document.getElementById(id); }

  /* An element: attributes (functions are listeners), then children. */
  function el(tag, attributes) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (key) {
      var value = attributes[key];
      if (typeof value === 'function') made.addEventListener(key, value);
      else if (value === true) made.setAttribute(key, '');
      else if (value !== false && value !== undefined) made.setAttribute(key, value);
    });
    add(made, Array.prototype.slice.call(arguments, 2));
    return made;
  }
  function add(to, children) {
    children.forEach(function (child) {
      if (Array.isArray(child)) add(to, child);
      else if (child !== null && child !== undefined) to.append(child);
    });
  }
  function draw(tag, attributes, text) {
    var made = document.createElementNS(NS, tag);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text !== undefined) made.textContent = text;
    return made;
  }
  /* Four significant digits, whole from 1,000 on, as in the reports. */
  function number(x) { return x === null || isNaN(x) ? '' : String(Math.abs(x) >= 999.95 ? Math.round(x) : +x.toPrecision(4)); }
  function short(x) { return x === null || isNaN(x) ? '–' : Math.abs(x) >= 99.5 ? Math.round(x).toLocaleString('en') : String(+x.toPrecision(2)); }
  function date(days) { return new Date(days * DAY).toISOString().slice(0, 10); }
  function year(days) { var d = new Date(days * DAY); return d.getUTCFullYear() + d.getUTCMonth() / 12 + d.getUTCDate() / 366; }
  function plural(n, one, many) { return n + ' ' + (n === 1 ? one : many); }
  function save(name, type, text) {
    var link = el('a', {href: URL.createObjectURL(new Blob([text], {type: type})), download: name});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }
  function unpack(text) {
    var raw = atob(JSON.parse(text)), bytes = new Uint8Array(raw.length);
    for (var i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
    return new Response(stream).arrayBuffer();
  }

  /* ---------------------------------------------------------------- the model */

  /* What a worker does; it is started from its own text. */
  function work() {
    var model, packed, open = '';
    function bytes(at, length) { return new Uint8Array(model.memory.buffer, at, length); }
    function prepare(task) {
      var part = packed.subarray(task.begin, task.end), key = task.begin + JSON.stringify([task.set, task.off]);
      if (key === open) return;
      bytes(model.cadre_room(part.length), part.length).set(part);
      if (model.cadre_open(part.length) !== 0) throw new Error('the scenario cannot be opened');
      task.set.forEach(function (s) { model.cadre_set(s[0], s[1]); });
      task.off.forEach(function (s) { model.cadre_switch(s[0], s[1]); });
      open = key;
    }
    function run(task) {
      prepare(task);
      var seed = BigInt(task.seed);
      return model.cadre_run(Number(seed >> 32n), Number(seed & 0xffffffffn), task.run);
    }
    function text(length) {
      if (length < 0) throw new Error('out of memory');
      return new TextDecoder().decode(bytes(model.cadre_text(), length).slice());
    }
    var answers = {
      run: function (task) {
        var status = run(task), rows = model.cadre_row_count(), width = model.cadre_organizations();
        var count = rows * width * model.cadre_measures(), ends = [];
        for (var k = 0; k < width; k++) ends.push(model.cadre_end(k));
        return {status: status, ends: ends, width: width, measures: model.cadre_measures(),
          steps: new Int32Array(model.memory.buffer, model.cadre_steps(), rows).slice(),
          shown: bytes(model.cadre_in_series(), rows).slice(),
          values: new Float32Array(model.memory.buffer, model.cadre_values(), count).slice()};
      },
      series: function (task) { run(task); return {text: text(model.cadre_series())}; },
      header: function (task) { prepare(task); return {text: text(model.cadre_series_header())}; },
      story: function (task) { run(task); return {text: text(model.cadre_story())}; },
    };
    onmessage = function (event) {
      var task = event.data;
      if (task.kind === 'start') {
        packed = task.packed;
        WebAssembly.instantiate(task.module, {}).then(function (made) {
          model = made.instance.exports;
          model._initialize();
          postMessage({kind: 'ready'});
        }, function (error) { postMessage({kind: 'failed', error: String(error)}); });
        return;
      }
      var answer;
      try { answer = answers[task.kind](task); } catch (error) { open = ''; answer = {error: String(error)}; }
      postMessage(answer, answer.values ? [answer.values.buffer] : []);
    };
  }

  var workers = [], queue = [], later = []; /* later: what waits until nobody waits for it */

  function next(worker) {
    worker.task = queue.shift() || later.shift();
    if (worker.task) worker.port.postMessage(worker.task.message);
  }
  function ask(message, answer, alive, patient) {
    (patient ? later : queue).push({message: message, answer: answer, alive: alive});
    workers.forEach(function (w) { if (w.ready && !w.task) next(w); });
  }
  function wanted(task) { return !task.alive || task.alive(); }
  function drop() { queue = queue.filter(wanted); later = later.filter(wanted); }

  function start(module, packed) {
    var source = URL.createObjectURL(new Blob(['(' + work + ')()'], {type: 'text/javascript'}));
    var count = Math.max(1, Math.min(4, navigator.hardwareConcurrency || 2));
    for (var i = 0; i < count; i++) workers.push({port: new Worker(source), ready: false, task: null});
    workers.forEach(function (worker) {
      worker.port.onmessage = function (event) {
        if (event.data.kind === 'failed') { say('The model cannot run in this browser: ' + event.data.error); return; }
        if (event.data.kind === 'ready') worker.ready = true;
        else if (!worker.task.alive || worker.task.alive()) worker.task.answer(event.data);
        next(worker);
      };
      worker.port.onerror = function (event) { say('The model cannot run in this browser: ' + event.message); };
      worker.port.postMessage({kind: 'start', module: module, packed: packed});
    });
  }

  /* ---------------------------------------------------------------- settings and studies */

  function home(preset) { return C.scenarios[preset]; }
  function own(preset, key) { return home(preset).organizations[0].parameters[key]; }
  function isOn(preset, name) { return (home(preset).mechanisms >>> mechanismAt[name] & 1) === 1; }

  function setup(preset) {
    return {preset: preset, set: {}, off: {}, seed: home(preset).seed, runs: state.now ? state.now.runs : S.runs};
  }
  function copy(x) { return JSON.parse(JSON.stringify(x)); }
  function message(kind, of, run) {
    var scenario = home(of.preset);
    return {kind: kind, begin: scenario.begin, end: scenario.end, seed: of.seed, run: run,
      set: Object.keys(of.set).sort().map(function (key) { return [C.parameters[key].index, of.set[key]]; }),
      off: Object.keys(of.off).sort().map(function (name) { return [mechanismAt[name], of.off[name] ? 0 : 1]; })};
  }

  /* Runs at one setting: filled while they arrive; `changed` is told. */
  function Study(of, changed) {
    var self = this;
    this.of = copy(of);
    this.results = [];
    this.alive = true;
    this.begun = performance.now();
    for (var run = 1; run <= of.runs; run++) this.ask(run, changed);
    this.changed = changed;
      }
  Study.prototype.ask = function (run, changed) {
    var self = this;
    ask(message('run', this.of, run), function (answer) {
      if (answer.error) { say('A run failed: ' + answer.error); return; }
      answer.run = run;
      self.results.push(answer);
      self.rows = self.rows || Array.prototype.map.call(answer.shown, function (on, i) { return on ? i : -1; })
        .filter(function (i) { return i >= 0; });
      if (self.done()) self.seconds = (performance.now() - self.begun) / 1000;
      changed(self);
    }, function () { return self.alive; });
  };
  Study.prototype.done = function () { return this.results.length === this.of.runs; };
  Study.prototype.days = function () {
    var start = home(this.of.preset).start, steps = this.results[0].steps;
    return this.rows.map(function (row) { return start + 7 * steps[row]; });
  };
  Study.prototype.stop = function () { this.alive = false; drop(); };

  /* A picture's values of one run, row by row; NaN where there is none. */
  function valuesOf(study, result, picture, k) {
    var width = result.width * result.measures, top = [].concat(picture.measure).map(function (name) { return measureAt[name]; });
    var per = picture.per ? [].concat(picture.per).map(function (name) { return measureAt[name]; }) : null;
    function sum(row, which) {
      var total = 0;
      which.forEach(function (m) { total += result.values[row * width + k * result.measures + m]; });
      return total;
    }
    function at(i, which) {
      var rows = study.rows, total = 0, back = picture.year ? 12 : 1;
      if (i + 1 < back) return NaN;
      for (var j = i - back + 1; j <= i; j++) total += sum(rows[j], which);
      return total;
    }
    return study.rows.map(function (row, i) {
      if (!per) return at(i, top) * (picture.factor || 1);
      var under = at(i, per);
      return under > 0 ? at(i, top) / under * (picture.factor || 1) : NaN;
    });
  }
  function quantile(sorted, p) {
    if (!sorted.length) return NaN;
    var at = (sorted.length - 1) * p, low = Math.floor(at), rest = at - low;
    return rest === 0 ? sorted[low] : sorted[low] + rest * (sorted[low + 1] - sorted[low]);
  }
  var LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95], NAMES = ['5 %', '25 %', 'median', '75 %', '95 %'];

  /* [row][level]; kept until another run arrives. */
  function fan(study, picture, k) {
    var key = picture.id + k + ':' + study.results.length;
    study.fans = study.fans || {};
    if (study.fans[key]) return study.fans[key];
    var runs = study.results.map(function (result) { return valuesOf(study, result, picture, k); });
    study.fans[key] = study.rows.map(function (row, i) {
      var values = runs.map(function (r) { return r[i]; }).filter(function (v) { return !isNaN(v); }).sort(function (a, b) { return a - b; });
      return LEVELS.map(function (p) { return values.length < LEAST && values.length < study.results.length ? NaN : quantile(values, p); });
    });
    return study.fans[key];
  }

  /* ---------------------------------------------------------------- state */

  var state = {now: null, picture: S.pictures[0].id, organization: 0, panels: S.panels};
  var current = null, pins = [], lesson = null, shownStudy = null;

  function organizationsOf(preset) { return home(preset).organizations; }

  /* What is set otherwise than the preset has it, in words. */
  function changes(of) {
    return Object.keys(of.set).map(function (key) {
      var slider = S.sliders.filter(function (s) { return s.parameter === key; })[0];
      return slider ? slider.label.toLowerCase() + ' ' + number(of.set[key] * (slider.factor || 1)) + ' ' + slider.unit : key + ' ' + number(of.set[key]);
    }).concat(Object.keys(of.off).map(function (name) { return (of.off[name] ? 'without ' : 'with ') + name.replace(/_/g, ' '); }));
  }
  function label(of) {
    var words = changes(of), arm = lesson && lesson.arms.filter(function (a) { return JSON.stringify(armSetup(a)) === JSON.stringify(of); })[0];
    if (arm) return arm.label;
    return byId(S.presets, of.preset).title + (words.length ? ': ' + words.join(', ') : '') +
      (of.seed !== home(of.preset).seed ? '; seed ' + of.seed : '');
  }

  function write(of) {
    var words = new URLSearchParams();
    words.set('preset', of.preset);
    words.set('seed', of.seed);
    words.set('runs', of.runs);
    Object.keys(of.set).forEach(function (key) { words.set(key, of.set[key]); });
    Object.keys(of.off).forEach(function (name) { words.set('mechanisms.' + name, of.off[name] ? 'false' : 'true'); });
    return words;
  }
  function read(words) {
    var preset = words.get('preset');
    if (!preset || !home(preset)) return null;
    var of = setup(preset);
    if (/^\d{1,20}$/.test(words.get('seed') || '') && BigInt(words.get('seed')) < 1n << 64n) of.seed = words.get('seed');
    if (/^\d{1,3}$/.test(words.get('runs') || '')) of.runs = Math.max(LEAST, Math.min(256, +words.get('runs')));
    words.forEach(function (value, key) {
      var name = key.replace(/^mechanisms\./, '');
      if (C.parameters[key] && value !== '' && isFinite(value) && +value >= C.parameters[key].min && +value <= C.parameters[key].max)
        setParameter(of, key, +value);
      else if (name !== key && mechanismAt[name] !== undefined) setSwitch(of, name, value !== 'false');
    });
    return of;
  }
  function setParameter(of, key, value) {
    if (value === own(of.preset, key)) delete of.set[key]; else of.set[key] = value;
  }
  function setSwitch(of, name, on) {
    if (on === isOn(of.preset, name)) delete of.off[name]; else of.off[name] = !on;
  }
  function address() {
    var words = write(state.now);
    words.set('picture', state.picture);
    if (state.organization) words.set('organization', organizationsOf(state.now.preset)[state.organization].id);
    pins.forEach(function (pin) { words.append('pin', write(pin.study.of)); });
    if (lesson) words.set('lesson', lesson.id);
    return '#' + words;
  }
  function remember() {
    try { history.replaceState(null, '', address()); } catch (error) { location.hash = address(); }
  }

  /* ---------------------------------------------------------------- running */

  var waiting = 0, frame = 0;

  function refresh() {
    if (!frame) frame = requestAnimationFrame(function () { frame = 0; show(); });
  }
  function rerun() {
    if (current) current.stop();
    current = new Study(state.now, refresh);
    node('desk').classList.add('busy');
    remember();
    refresh();
  }
  /* While a slider moves, the last of its values counts. */
  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(rerun, 90);
  }
  function change() { showControls(); soon(); }

  function go(of) {
    state.now = copy(of);
    if (!organizationsOf(of.preset)[state.organization]) state.organization = 0;
    buildControls();
    rerun();
  }

  /* ---------------------------------------------------------------- charts */

  function nice(top, count) {
    var raw = top / count, power = Math.pow(10, Math.floor(Math.log10(raw))), digit = raw / power;
    return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power;
  }
  function coordinate(x) { return (Math.round(x * 10) / 10).toString(); }
  /* Corners of a line, or of a band from lower to upper; gaps where a value is missing. */
  function path(xs, lower, upper) {
    var pieces = [], piece = [];
    xs.forEach(function (x, i) {
      if (isNaN(lower[i])) { if (piece.length) pieces.push(piece); piece = []; } else piece.push(i);
    });
    if (piece.length) pieces.push(piece);
    return pieces.map(function (part) {
      function point(values) { return function (i) { return coordinate(xs[i]) + ' ' + coordinate(values[i]); }; }
      var line = 'M' + part.map(point(lower)).join('L');
      return upper ? line + 'L' + part.slice().reverse().map(point(upper)).join('L') + 'Z' : line;
    }).join('');
  }

  /* The studies of a picture: those pinned, then the one in work; each with its colour. */
  function cast() {
    var list = pins.map(function (pin) { return {study: pin.study, name: pin.name, colour: pin.colour, pinned: true}; });
    if (shownStudy) list.push({study: shownStudy, name: pins.length ? 'now' : '', colour: 0, pinned: false});
    return list.filter(function (c) { return c.study.results.length >= LEAST; });
  }
  function organizationOf(study) { return Math.min(state.organization, study.results[0].width - 1); }

  function chart(picture, width, small) {
    var all = cast().map(function (c) {
      return {of: c, days: c.study.days(), fan: fan(c.study, picture, organizationOf(c.study))};
    });
    if (!all.length) return null;
    var height = small ? Math.min(190, width * 0.62) : Math.max(250, Math.min(400, width * 0.48));
    var left = width < 420 ? 40 : 46, right = small ? 8 : width < 560 ? 12 : pins.length ? 56 : 14;
    var marks = small ? [] : marksOf(), top = small ? 8 : marks.length ? 46 : 12, bottom = height - 22;
    var x0 = Math.min.apply(null, all.map(function (a) { return a.days[0]; }));
    var x1 = Math.max.apply(null, all.map(function (a) { return a.days[a.days.length - 1]; }));
    var evidence = small ? [] : evidenceOf(picture), most = 0;
    all.forEach(function (a) { a.fan.forEach(function (row) { if (row[4] > most) most = row[4]; }); });
    evidence.forEach(function (e) { most = Math.max(most, e.high); });
    var step = nice(most > 0 ? most : 1, small ? 3 : 5), limit = Math.max(step, Math.ceil(most / step - 1e-9) * step);
    function x(day) { return left + (width - left - right) * (day - x0) / (x1 - x0); }
    function y(value) { return bottom - (bottom - top) * value / limit; }
    var svg = draw('svg', {viewBox: '0 0 ' + width + ' ' + coordinate(height), role: 'img', 'aria-label': picture.label,
      'data-left': left, 'data-right': width - right, 'data-top': top, 'data-bottom': bottom, 'data-x0': x0, 'data-x1': x1});
    for (var v = 0; v <= limit + step / 2; v += step) {
      svg.append(draw('line', {class: v === 0 ? 'zero' : 'grid', x1: left, x2: width - right, y1: coordinate(y(v)), y2: coordinate(y(v))}));
      svg.append(draw('text', {class: 'tick end', x: left - 6, y: coordinate(y(v) + 4)}, number(v)));
    }
    years(svg, x, x0, x1, bottom, width - left - right, small);
    if (marks.length) drawMarks(svg, marks, x, left, width - right, top, bottom);
    all.forEach(function (a) { drawFan(svg, a, x, y); });
    evidence.forEach(function (e) {
      svg.append(draw('line', {class: 'target', x1: coordinate(x(e.day)), x2: coordinate(x(e.day)), y1: coordinate(y(e.low)), y2: coordinate(y(e.high))}));
      var dot = draw('circle', {class: 'target', cx: coordinate(x(e.day)), cy: coordinate(y(e.value)), r: 3.5});
      dot.append(draw('title', {}, e.source + ': ' + number(e.value) + ' (' + number(e.low) + ' to ' + number(e.high) + '), ' + date(e.day)));
      svg.append(dot);
    });
    if (!small && right > 40) drawNames(svg, all, width - right, y, top, bottom);
    return svg;
  }
  function years(svg, x, x0, x1, bottom, room, small) {
    var first = Math.ceil(year(x0) - 0.01), last = Math.floor(year(x1)), count = Math.max(2, Math.floor(room / (small ? 60 : 70)));
    var steps = [1, 2, 5, 10, 20, 50], step = steps.filter(function (s) { return (last - first) / s <= count; })[0] || 100;
    for (var at = Math.ceil(first / step) * step; at <= last; at += step)
      svg.append(draw('text', {class: 'tick mid', x: coordinate(x(Date.UTC(at, 0, 1) / DAY)), y: bottom + 16}, at));
  }
  function drawFan(svg, a, x, y) {
    var xs = a.days.map(x), kind = a.of.pinned ? 'pin' : 'now', group = draw('g', {class: 's' + a.of.colour});
    function level(i) { return a.fan.map(function (row) { return y(row[i]); }); }
    group.append(draw('path', {class: 'band ' + kind + '-band', d: path(xs, level(0), level(4))}));
    if (!a.of.pinned) group.append(draw('path', {class: 'band ' + kind + '-band', d: path(xs, level(1), level(3))}));
    group.append(draw('path', {class: 'line ' + kind + '-line', d: path(xs, level(2))}));
    svg.append(group);
  }
  /* Names at the ends of the lines, pushed apart. */
  function drawNames(svg, all, at, y, top, bottom) {
    var names = all.map(function (a) {
      var rows = a.fan.filter(function (row) { return !isNaN(row[2]); });
      return {text: a.of.name, colour: a.of.colour, y: rows.length ? y(rows[rows.length - 1][2]) + 4 : bottom};
    }).filter(function (n) { return n.text; }).sort(function (a, b) { return a.y - b.y; });
    names.forEach(function (n, i) { if (i) n.y = Math.max(n.y, names[i - 1].y + 15); });
    for (var i = names.length - 1; i >= 0; i--) names[i].y = Math.min(names[i].y, i === names.length - 1 ? bottom : names[i + 1].y - 15);
    names.forEach(function (n) {
      svg.append(draw('text', {class: 'label strong s' + n.colour, x: at + 6, y: coordinate(Math.max(top, n.y))}, n.text));
    });
  }
  function marksOf() {
    var scenario = home((shownStudy || current).of.preset);
    return scenario.marks.map(function (m) { return {day: scenario.start + 7 * m.step, text: m.text}; })
      .filter(function (m) { return m.day >= scenario.start; }).sort(function (a, b) { return a.day - b.day; });
  }
  /* Three lines of labels above the plot; one that finds no place is in its title alone. */
  function drawMarks(svg, marks, x, left, right, top, bottom) {
    var free = [left - 6, left - 6, left - 6];
    marks.forEach(function (m) {
      var at = x(m.day), width = m.text.length * 5.7 + 8, line = -1;
      if (at < left || at > right) return;
      var begin = Math.min(Math.max(left, at - width / 2), right - width);
      free.forEach(function (end, i) { if (line < 0 && begin >= end) line = i; });
      var stem = draw('line', {class: 'mark', x1: coordinate(at), x2: coordinate(at), y1: line < 0 ? top : 14 + 13 * line, y2: bottom});
      stem.append(draw('title', {}, m.text + ', ' + date(m.day)));
      svg.append(stem);
      if (line < 0) return;
      free[line] = begin + width;
      svg.append(draw('text', {class: 'event', x: coordinate(begin + 4), y: 10 + 13 * line}, m.text));
    });
  }
  function evidenceOf(picture) {
    var study = shownStudy || current, organization = organizationsOf(study.of.preset)[state.organization];
    return picture.per || picture.year ? [] : home(study.of.preset).evidence.filter(function (e) {
      return e.measure === picture.measure && organization && e.organization === organization.id;
    });
  }

  /* ---------------------------------------------------------------- figures */

  var figures = [];

  /* A figure that knows how to fill itself: chart, cursor, table and files. */
  function Figure(id, small) {
    var self = this;
    this.small = small;
    this.at = -1;
    this.title = el('h3', {});
    this.words = el('p', {});
    this.picture = el('div', {class: 'picture' + (small ? ' small' : ''), tabindex: 0, role: 'group'});
    this.read = el('p', {class: 'read', 'aria-live': 'polite', role: 'status'});
    this.table = el('div', {class: 'scroll', tabindex: 0, role: 'region'});
    this.details = el('details', {toggle: function () { self.fillTable(); }}, el('summary', {}, 'Numbers'), this.table);
    this.buttons = ['CSV', 'SVG'].map(function (kind) {
      return el('button', {type: 'button', click: function () { self['save' + kind](); }}, kind);
    });
    this.node = el('figure', {id: id}, el('figcaption', {}, this.title, this.words), this.picture, this.read,
      el('p', {class: 'tools'}, this.buttons), this.details);
    this.picture.addEventListener('pointermove', function (event) { self.point(event); });
    this.picture.addEventListener('pointerdown', function (event) { self.point(event); });
    this.picture.addEventListener('keydown', function (event) { self.key(event); });
    figures.push(this);
  }
  Figure.prototype.show = function (picture) {
    var width = Math.round(this.picture.clientWidth) || 320, svg = chart(picture, width, this.small);
    this.of = picture;
    this.title.textContent = picture.label;
    this.words.textContent = picture.plain + ' (' + picture.unit + ')';
    this.picture.setAttribute('aria-label', 'Arrow keys read the values of: ' + picture.label);
    this.table.setAttribute('aria-label', 'Numbers of: ' + picture.label);
    this.buttons.forEach(function (b) { b.setAttribute('aria-label', b.textContent + ' file of: ' + picture.label); });
    this.picture.replaceChildren(svg || el('p', {class: 'note'}, 'The first histories are being run.'));
    if (svg && this.at >= 0) this.cursor();
    this.fillTable();
  };
  /* Rows of the table: dates of the first of the cast, its five levels, then the medians of the rest. */
  Figure.prototype.rows = function () {
    var picture = this.of, all = cast().reverse();
    if (!all.length) return null;
    var fans = all.map(function (c) { return {days: c.study.days(), fan: fan(c.study, picture, organizationOf(c.study))}; });
    var heads = ['date'], lines;
    all.forEach(function (c) { NAMES.forEach(function (n) { heads.push(all.length > 1 ? c.name + ' ' + n : n); }); });
    lines = fans[0].days.map(function (day, i) {
      var cells = [date(day)];
      fans.forEach(function (f) {
        var j = f.days[i] === day ? i : f.days.indexOf(day);
        for (var level = 0; level < LEVELS.length; level++) cells.push(j < 0 ? '' : number(f.fan[j][level]));
      });
      return cells;
    });
    return {heads: heads, lines: lines, days: fans[0].days};
  };
  Figure.prototype.fillTable = function () {
    if (!this.details.open) return;
    var rows = this.rows();
    if (!rows) return;
    this.table.replaceChildren(el('table', {}, el('caption', {}, this.of.label + ' (' + this.of.unit + ')'),
      el('thead', {}, el('tr', {}, rows.heads.map(function (h) { return el('th', {scope: 'col'}, h); }))),
      el('tbody', {}, rows.lines.map(function (line) {
        return el('tr', {}, line.map(function (cell, i) { return i ? el('td', {}, cell) : el('th', {scope: 'row'}, cell); }));
      }))));
  };
  Figure.prototype.saveCSV = function () {
    var rows = this.rows();
    if (rows) save('seminar-' + this.of.id + '.csv', 'text/csv', [rows.heads].concat(rows.lines).map(function (l) { return l.join(',') + '\n'; }).join(''));
  };
  Figure.prototype.saveSVG = function () {
    var svg = this.picture.querySelector('svg');
    if (!svg) return;
    var copied = svg.cloneNode(true), first = copied.firstChild;
    copied.querySelectorAll('.cursor').forEach(function (c) { c.remove(); });
    document.querySelectorAll('style').forEach(function (s) { copied.insertBefore(draw('style', {}, s.textContent), first); });
    save('seminar-' + this.of.id + '.svg', 'image/svg+xml', new XMLSerializer().serializeToString(copied));
  };
  Figure.prototype.cursor = function () {
    var svg = this.picture.querySelector('svg'), rows = this.rows(), data = svg && svg.dataset;
    if (!svg || !rows) return;
    this.at = Math.max(0, Math.min(rows.lines.length - 1, this.at));
    var line = rows.lines[this.at], x = +data.left + (data.right - data.left) * (rows.days[this.at] - data.x0) / (data.x1 - data.x0);
    var mark = svg.querySelector('.cursor') || svg.appendChild(draw('line', {class: 'cursor'}));
    Object.entries({x1: x, x2: x, y1: data.top, y2: data.bottom}).forEach(function (e) { mark.setAttribute(e[0], e[1]); });
    this.read.textContent = line.map(function (cell, i) { return i === 0 ? cell : cell === '' ? '' : rows.heads[i] + ' ' + cell; }).filter(Boolean).join('; ');
  };
  Figure.prototype.point = function (event) {
    var svg = this.picture.querySelector('svg'), rows = this.rows();
    if (!svg || !rows) return;
    var box = svg.getBoundingClientRect(), data = svg.dataset, at = (event.clientX - box.left) * svg.viewBox.baseVal.width / box.width;
    var day = +data.x0 + (data.x1 - data.x0) * (at - data.left) / (data.right - data.left), best = 0;
    rows.days.forEach(function (d, i) { if (Math.abs(d - day) < Math.abs(rows.days[best] - day)) best = i; });
    this.at = best;
    this.cursor();
  };
  Figure.prototype.key = function (event) {
    var rows = this.rows(), last = rows ? rows.lines.length : 0;
    var by = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -last, End: last}[event.key];
    if (!by || !rows || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.at = this.at < 0 ? (by > 0 ? 0 : last - 1) : this.at + by;
    this.cursor();
  };

  /* ---------------------------------------------------------------- the stage */

  var ENDS = ['lives on', 'died out', 'destroyed', 'merged', 'dissolved by vote'], ENDCOLOURS = [2, 7, 3, 4, 1];
  var main, panels = [], pinList, endsBox, pictureSelect, organizationSelect, statusLine, pinButton;

  function say(text) { node('status').textContent = text; }

  function buildStage() {
    pictureSelect = el('select', {id: 'picture', change: function () { state.picture = this.value; remember(); show(); }},
      S.pictures.map(function (p) { return el('option', {value: p.id}, p.label); }));
    organizationSelect = el('select', {id: 'organization', change: function () { state.organization = this.selectedIndex; remember(); show(); }});
    pinButton = el('button', {type: 'button', id: 'pin', click: pin, title: 'Keep this picture to compare the next one with'}, 'Pin');
    statusLine = el('p', {id: 'status', role: 'status', 'aria-live': 'polite'}, 'The model is being started.');
    pinList = el('ul', {class: 'pins', 'aria-label': 'What is drawn'});
    endsBox = el('div', {class: 'ends'});
    main = new Figure('main', false);
    panels = [0, 1, 2].map(function (i) { return new Figure('panel-' + (i + 1), true); });
    node('stage').append(
      el('div', {class: 'bar'}, el('label', {}, 'Show', pictureSelect), el('label', {id: 'organization-label'}, 'of', organizationSelect),
        el('span', {class: 'space'}), pinButton,
        el('button', {type: 'button', id: 'link', click: copyLink}, 'Copy link'),
        el('button', {type: 'button', id: 'series', click: saveSeries, title: 'Every month of every history, as cadre run writes it'}, 'All runs as CSV')),
      pinList, main.node, statusLine, endsBox);
    node('panels').append.apply(node('panels'), panels.map(function (p) { return p.node; }));
  }

  function show() {
    if (current && (current.results.length >= LEAST || current.done())) shownStudy = current;
    node('desk').classList.toggle('busy', shownStudy !== current);
    pictureSelect.value = state.picture;
    organizationSelect.replaceChildren.apply(organizationSelect, organizationsOf(state.now.preset).map(function (o) { return el('option', {}, o.title); }));
    organizationSelect.selectedIndex = state.organization;
    node('organization-label').hidden = organizationsOf(state.now.preset).length < 2;
    main.show(byId(S.pictures, state.picture));
    panels.forEach(function (p, i) { p.show(byId(S.pictures, state.panels[i])); });
    showPins();
    showEnds();
    if (current) showStatus();
    if (lesson) showLesson();
  }
  function showStatus() {
    var n = current.results.length;
    say(current.done() ? plural(n, 'history', 'histories') + ' in ' + current.seconds.toFixed(1) + ' s. Dark band: half of them; light band: nine of ten; line: median.'
      : n + ' of ' + current.of.runs + ' histories …');
  }
  function showPins() {
    var list = pins.map(function (p) {
      return el('li', {class: 's' + p.colour}, el('i', {}), el('span', {}, p.name + ': ' + p.text),
        el('button', {type: 'button', 'aria-label': 'Remove ' + p.name, click: function () { unpin(p); }}, '×'));
    });
    list.push(el('li', {class: 's0 mine'}, el('i', {}), el('span', {}, (pins.length ? 'now: ' : '') + label(state.now))));
    if (pinList.textContent !== list.map(function (l) { return l.textContent; }).join('')) pinList.replaceChildren.apply(pinList, list);
    pinButton.disabled = pins.length >= PINS || !shownStudy;
  }
  function pinStudy(study, text) {
    var used = pins.map(function (p) { return p.colour; }), colour = [1, 2, 3].filter(function (c) { return used.indexOf(c) < 0; })[0];
    if (colour) pins.push({study: study, colour: colour, name: 'ABC'[colour - 1], text: text || label(study.of)});
  }
  /* The pinned runs stay; the next setting is run anew, and may be the same. */
  function pin() {
    if (!shownStudy || pins.length >= PINS) return;
    pinStudy(shownStudy);
    if (shownStudy === current) current = new Study(state.now, refresh);
    remember();
    show();
  }
  function unpin(which) {
    which.study.stop();
    pins = pins.filter(function (p) { return p !== which; });
    remember();
    show();
  }
  function showEnds() {
    endsBox.replaceChildren.apply(endsBox, [el('p', {}, 'How the histories end')].concat(cast().reverse().map(function (c) {
      var k = organizationOf(c.study), counts = ENDS.map(function () { return 0; }), total = c.study.results.length, at = 0;
      c.study.results.forEach(function (r) { counts[r.ends[k]]++; });
      var words = counts.map(function (n, i) { return n ? ENDS[i] + ' ' + n : ''; }).filter(Boolean).join(', ');
      var svg = draw('svg', {viewBox: '0 0 100 6', preserveAspectRatio: 'none', role: 'img', 'aria-label': words});
      counts.forEach(function (n, i) {
        if (n) svg.append(draw('rect', {class: 'bar s' + ENDCOLOURS[i], x: 100 * at / total, width: 100 * n / total, y: 0, height: 6}));
        at += n;
      });
      return el('div', {class: 'row'}, el('span', {}, (c.name ? c.name + ': ' : '') + words), svg);
    })));
  }
  function copyLink() {
    remember();
    var done = function () { say('The link to this page with these settings is copied.'); };
    var failed = function () { say('The link is in the address bar.'); };
    if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(done, failed); else failed();
  }
  function saveSeries() {
    var of = copy(state.now), texts = [], left = of.runs + 1;
    say('Writing …');
    function take(i) {
      return function (answer) {
        texts[i] = answer.text;
        if (--left) return;
        save('series.csv', 'text/csv', texts.join(''));
        say('series.csv holds ' + plural(of.runs, 'history', 'histories') + '.');
      };
    }
    ask(message('header', of, 1), take(0));
    for (var run = 1; run <= of.runs; run++) ask(message('series', of, run), take(run));
  }

  /* ---------------------------------------------------------------- settings */

  var inputs = {}, boxes = {}, seedInput, presetSelect, alsoList, commandLine;

  function slider(info) {
    var key = info.parameter, id = 's-' + key.replace(/[^a-z]/g, '-'), value = el('output', {for: id});
    var input = el('input', {type: 'range', id: id, min: info.low, max: info.high, step: info.step, 'aria-describedby': id + '-plain',
      input: function () { setParameter(state.now, key, +this.value); change(); }});
    var box = el('div', {class: 'slider'}, el('label', {for: id}, el('span', {}, info.label), value), input, el('p', {id: id + '-plain'}, info.plain));
    inputs[key] = {input: input, value: value, box: box, info: info};
    return box;
  }
  function toggle(m) {
    var box = el('input', {type: 'checkbox', id: 'm-' + m.name, change: function () { setSwitch(state.now, m.name, this.checked); change(); }});
    boxes[m.name] = box;
    return el('label', {for: 'm-' + m.name}, box, el('span', {}, m.name.replace(/_/g, ' '), el('small', {}, m.does)));
  }
  function buildControls() {
    if (!presetSelect) makeControls();
    presetSelect.value = state.now.preset;
    if (presetSelect.selectedIndex < 0) presetSelect.selectedIndex = -1;
    showControls();
  }
  function makeControls() {
    presetSelect = el('select', {id: 'preset', change: function () { go(setup(this.value)); }},
      S.presets.map(function (p) { return el('option', {value: p.id, hidden: p.hidden}, p.title); }));
    seedInput = el('input', {type: 'text', id: 'seed', inputmode: 'numeric', maxlength: 20, change: function () {
      if (/^\d{1,20}$/.test(this.value) && BigInt(this.value) < 1n << 64n) { state.now.seed = String(BigInt(this.value)); change(); } else this.value = state.now.seed;
    }});
    alsoList = el('ul', {class: 'also'});
    commandLine = el('p', {class: 'command'});
    node('controls').append(
      el('div', {class: 'block'}, el('h2', {}, el('label', {for: 'preset'}, 'Begin with')), el('div', {class: 'bar'}, presetSelect), el('p', {class: 'note', id: 'preset-plain'}),
        el('div', {class: 'bar'}, el('button', {type: 'button', id: 'reset', click: function () { go(setup(state.now.preset)); }}, 'Reset'),
          el('label', {for: 'runs'}, 'Histories', el('select', {id: 'runs', change: function () { state.now.runs = +this.value; change(); }},
            [S.runs, 2 * S.runs, 4 * S.runs].map(function (n) { return el('option', {value: n}, n); }))))),
      el('div', {class: 'block'}, el('h2', {}, 'Change something'), el('div', {class: 'sliders'}, S.sliders.map(slider)), alsoList),
      el('div', {class: 'block'}, el('details', {id: 'mechanisms'}, el('summary', {}, 'Switch mechanisms off'), el('div', {class: 'switches'}, C.mechanisms.map(toggle)))),
      el('div', {class: 'block seed'}, el('div', {class: 'bar'}, el('label', {for: 'seed'}, 'Seed of chance', seedInput),
        el('button', {type: 'button', id: 'reseed', click: function () { state.now.seed = String(BigInt(state.now.seed) + 1n & (1n << 64n) - 1n); change(); }}, 'Other luck')),
        el('p', {class: 'note'}, 'The same seed and settings give the same histories, here and on the command line:'), commandLine));
  }
  function showControls() {
    var of = state.now;
    node('preset-plain').textContent = byId(S.presets, of.preset).plain;
    Object.keys(inputs).forEach(function (key) {
      var s = inputs[key], set = of.set[key] !== undefined, value = set ? of.set[key] : own(of.preset, key);
      s.input.value = value;
      s.value.textContent = number(value * (s.info.factor || 1)) + ' ' + s.info.unit;
      s.input.setAttribute('aria-valuetext', s.value.textContent);
      s.box.classList.toggle('changed', set);
    });
    Object.keys(boxes).forEach(function (name) { boxes[name].checked = name in of.off ? !of.off[name] : isOn(of.preset, name); });
    alsoList.replaceChildren.apply(alsoList, Object.keys(of.set).filter(function (key) { return !inputs[key]; }).map(function (key) {
      return el('li', {}, 'also: ' + key + ' = ' + number(of.set[key]) + ' ' + C.parameters[key].unit);
    }));
    if (document.activeElement !== seedInput) seedInput.value = of.seed;
    node('runs').value = of.runs;
    commandLine.textContent = command(of);
  }
  function command(of) {
    return 'cadre run ' + home(of.preset).scenario + ' -n ' + of.runs + ' --seed ' + of.seed +
      Object.keys(of.set).map(function (key) { return ' --set ' + key + '=' + of.set[key]; }).join('') +
      Object.keys(of.off).map(function (name) { return ' --set mechanisms.' + name + '=' + !of.off[name]; }).join('');
  }

  /* ---------------------------------------------------------------- the chronicle */

  function buildChronicle() {
    var which = el('select', {id: 'which'}), list = el('ol', {tabindex: 0, 'aria-label': 'Chronicle'});
    list.hidden = true;
    for (var run = 1; run <= 16; run++) which.append(el('option', {value: run}, 'history ' + run));
    node('chronicle').append(el('h2', {id: 'chronicle-head'}, 'The chronicle of one history'),
      el('p', {class: 'note'}, 'What happened in one of them, for reading aloud. Another seed tells another story.'),
      el('div', {class: 'bar'}, el('label', {for: 'which'}, 'Tell', which),
        el('button', {type: 'button', id: 'tell', click: function () {
          ask(message('story', state.now, +which.value), function (answer) { tell(list, answer.text || answer.error); });
        }}, 'Read')), list);
  }
  function tell(list, text) {
    list.hidden = false;
    list.scrollTop = 0;
    list.replaceChildren.apply(list, text.trim().split('\n').map(function (line) {
      var parts = /^(\d{1,2} \w+ \d{4}): (.*)$/.exec(line);
      return parts ? el('li', {}, el('b', {}, parts[1]), parts[2]) : el('li', {class: 'plain'}, line);
    }));
  }

  /* ---------------------------------------------------------------- lessons: predict, test, explain */

  var notes = {}; /* by lesson: the prediction, the studies of its arms, its parts in the page */

  function buildLessons() {
    node('lessons').replaceChildren.apply(node('lessons'), [el('button', {type: 'button', id: 'free', 'aria-pressed': String(!lesson), click: function () { openLesson(null); }}, 'Free play')]
      .concat(S.lessons.map(function (l, i) {
        return el('button', {type: 'button', id: 'lesson-' + l.id, 'aria-pressed': String(lesson === l), click: function () { openLesson(l); }}, (i + 1) + '  ' + l.title);
      })));
    node('lesson').hidden = !lesson;
    node('lesson').replaceChildren();
    state.panels = lesson ? lesson.panels : S.panels;
    if (lesson) buildLesson(lesson);
  }
  function openLesson(which) {
    lesson = which;
    if (which) state.picture = which.picture;
    buildLessons();
    remember();
    show();
    var button = node(which ? 'lesson-' + which.id : 'free');
    button.focus();
  }
  function step(n, title, content) { return el('section', {}, el('h3', {}, el('b', {}, n), title), content); }

  function buildLesson(l) {
    var note = notes[l.id] = notes[l.id] || {choice: -1, arms: null};
    note.test = el('button', {type: 'button', class: 'main', id: 'test', click: function () { test(l, note); }}, note.arms ? 'Run again' : 'Write it down and test');
    note.table = el('div', {class: 'across', tabindex: 0, role: 'region', 'aria-label': 'What the test shows'});
    note.explain = el('div', {});
    note.steps = [
      step(1, 'Predict', [el('fieldset', {}, el('legend', {}, l.question), l.options.map(function (option, i) {
        return el('label', {}, el('input', {type: 'radio', name: 'prediction', value: i, checked: note.choice === i, change: function () { note.choice = i; showLesson(); }}), option);
      })), el('p', {}, note.test)]),
      step(2, 'Test', note.table),
      step(3, 'Explain', note.explain)];
    note.claims = el('details', {}, el('summary', {}, 'Who claims what, and who says otherwise: ' + l.claims.join(', ')), el('ul', {class: 'claims'}, l.claims.map(claim)));
    node('lesson').append(el('h2', {}, l.title), el('p', {}, l.idea), el('div', {class: 'steps'}, note.steps), note.claims);
    showLesson();
  }
  function claim(id) {
    var c = C.claims[id];
    return el('li', {}, el('b', {}, id + '  ' + c.title + '. '), c.versions.map(function (v, i) {
      return [c.versions.length > 1 ? '(' + (i + 1) + ') ' : '', v.says, ' ', v.sources.length ? el('small', {}, '[' + v.sources.join('; ') + '] ') : ''];
    }), c.against.map(function (x) { return el('span', {class: 'against'}, 'Against it, ' + x.id + ': ' + x.why + '.'); }));
  }

  function armSetup(arm) {
    var of = setup(arm.preset);
    Object.keys(arm.set || {}).forEach(function (key) { setParameter(of, key, arm.set[key]); });
    Object.keys(arm.switch || {}).forEach(function (name) { setSwitch(of, name, arm.switch[name]); });
    return of;
  }
  /* All arms under the same luck: the last is the one in work, the others are pinned. */
  function test(l, note) {
    pins.forEach(function (p) { p.study.stop(); });
    pins = [];
    state.picture = l.picture;
    note.arms = l.arms.map(function (arm, i) {
      if (i === l.arms.length - 1) return null;
      var study = new Study(armSetup(arm), refresh);
      pinStudy(study, arm.label);
      return study;
    });
    shownStudy = null;
    go(armSetup(l.arms[l.arms.length - 1]));
    note.arms[note.arms.length - 1] = current;
    note.test.textContent = 'Run again';
    showLesson();
  }
  /* The mean of a picture's values between two dates, of each run. */
  function between(study, picture, from, to) {
    var days = study.days().map(year);
    return study.results.map(function (result) {
      var sum = 0, count = 0;
      valuesOf(study, result, picture, 0).forEach(function (v, i) { if (days[i] >= from && days[i] <= to && !isNaN(v)) { sum += v; count++; } });
      return count ? sum / count : NaN;
    }).filter(function (v) { return !isNaN(v); }).sort(function (a, b) { return a - b; });
  }
  function showLesson() {
    var l = lesson, note = l && notes[l.id];
    if (!note) return;
    var ready = note.arms && note.arms.every(function (s) { return s.results.length >= LEAST; });
    var done = note.arms && note.arms.every(function (s) { return s.done(); });
    note.test.disabled = note.choice < 0;
    note.steps.forEach(function (s, i) { s.classList.toggle('now', i === (done ? 2 : note.arms ? 1 : 0)); });
    if (!note.arms) note.table.replaceChildren(el('p', {class: 'later'}, 'First write down what you expect. Then ' + (l.arms.length === 2 ? 'both' : 'all ' + l.arms.length) + ' are run under the same luck.'));
    else if (ready) note.table.replaceChildren(armTable(l, note), l.attribution ? attributionPart(note) : '');
    else note.table.replaceChildren(el('p', {class: 'later'}, 'Running …'));
    if (!done) note.explain.replaceChildren(el('p', {class: 'later'}, 'After the test.'));
    else if (!note.explain.dataset.done) {
      note.explain.dataset.done = 'yes';
      note.explain.replaceChildren.apply(note.explain, [el('p', {}, 'You wrote: “' + l.options[note.choice] + '”. Compare it with the numbers.')]
        .concat(l.explain.map(function (text) { return el('p', {}, text); }), [el('p', {class: 'open'}, l.cannot)]));
    }
  }
  function armTable(l, note) {
    return el('table', {}, el('caption', {}, 'Median, and in brackets nine histories of ten'), el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, ''), l.arms.map(function (arm, i) {
      return el('th', {scope: 'col'}, (i < l.arms.length - 1 ? 'ABC'[i] + ': ' : 'now: ') + arm.label);
    }))), el('tbody', {}, l.read.map(function (line) {
      var picture = byId(S.pictures, line.picture);
      return el('tr', {}, el('th', {scope: 'row'}, line.label), note.arms.map(function (study) {
        var values = between(study, picture, line.from, line.to);
        return el('td', {}, short(quantile(values, 0.5)) + ' (' + short(quantile(values, 0.05)) + '–' + short(quantile(values, 0.95)) + ')');
      }));
    })));
  }

  /* ---------------------------------------------------------------- one ending, several causes */

  /* A uniform number of (seed, step), mulberry32: what the ranges are drawn with. */
  function uniform(seed) {
    return function () {
      seed = seed + 0x6d2b79f5 | 0;
      var t = Math.imul(seed ^ seed >>> 15, 1 | seed);
      t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
      return ((t ^ t >>> 14) >>> 0) / 4294967296;
    };
  }
  function attributionPart(note) {
    var factors = S.attribution.factors, all = note.attribution, count = 1 << factors.length;
    if (!all) return el('p', {}, el('button', {type: 'button', id: 'attribute', click: function () { attribute(note); }}, 'Take away every combination'),
      el('small', {class: 'later'}, ' ' + 2 * count * S.runs + ' runs: a minute or more'));
    var runs = all.fit.length + all.prior.length;
    return el('div', {}, el('table', {}, el('caption', {}, runs < 2 * S.runs ? runs * count + ' of ' + 2 * count * S.runs + ' runs' : 'Shares of each cause, with 95 % intervals'),
      el('thead', {}, el('tr', {}, ['', 'End by vote, points', 'before the evidence', 'Members lost', 'before the evidence'].map(function (h) { return el('th', {scope: 'col'}, h); }))),
      el('tbody', {}, factors.map(function (f, i) {
        return el('tr', {}, el('th', {scope: 'row'}, f.label), [[all.fit, 'ended', 100], [all.prior, 'ended', 100], [all.fit, 'members', -1], [all.prior, 'members', -1]].map(function (x) {
          return el('td', {}, interval(x[0].map(function (run) { return x[2] * shapley(run[x[1]], i, factors.length); })));
        }));
      }))));
  }
  function interval(values) {
    var n = values.length, mean = values.reduce(function (a, b) { return a + b; }, 0) / n;
    if (n < LEAST) return '…';
    var half = 2.13 * Math.sqrt(values.reduce(function (a, b) { return a + (b - mean) * (b - mean); }, 0) / (n - 1) / n);
    return Math.round(mean) + ' (' + Math.round(mean - half) + ' to ' + Math.round(mean + half) + ')';
  }
  /* Shapley's value of player i; `worth` by the set of those present, as bits. */
  function shapley(worth, i, n) {
    var factorial = [1, 1, 2, 6, 24], sum = 0;
    for (var set = 0; set < worth.length; set++) {
      if (set >> i & 1) continue;
      var size = 0;
      for (var k = 0; k < n; k++) size += set >> k & 1;
      sum += factorial[size] * factorial[n - size - 1] / factorial[n] * (worth[set | 1 << i] - worth[set]);
    }
    return sum;
  }
  /* Every subset under the same luck, as the scenario is set, and with the rest drawn from its range. */
  function attribute(note) {
    var factors = S.attribution.factors;
    note.attribution = {fit: [], prior: []};
    ['fit', 'prior'].forEach(function (kind) {
      for (var run = 1; run <= S.runs; run++) subsets(note, kind, run, factors);
    });
    showLesson();
  }
  function subsets(note, kind, run, factors) {
    var count = 1 << factors.length, ended = [], members = [], left = count, drawn = {}, mine = lesson, draw01 = uniform(run * 7919);
    if (kind === 'prior') S.sliders.forEach(function (s) { drawn[s.parameter] = s.low + Math.round(draw01() * (s.high - s.low) / s.step) * s.step; });
    for (var set = 0; set < count; set++) subset(set);
    function subset(set) {
      var of = setup('factors-' + set);
      Object.assign(of.set, drawn);
      factors.forEach(function (f, i) { if (!(set >> i & 1)) Object.assign(of.set, f.set || {}); });
      ask(message('run', of, run), function (answer) {
        var rows = answer.values.length / answer.width / answer.measures, last = rows - 1;
        ended[set] = answer.ends[0] === 4 ? 1 : 0;
        members[set] = answer.values[last * answer.width * answer.measures + measureAt.members] || 0;
        if (--left) return;
        note.attribution[kind].push({ended: ended, members: members});
        showLesson();
      }, function () { return lesson === mine; }, true);
    }
  }

  /* ---------------------------------------------------------------- beginning */

  function open() {
    var words = new URLSearchParams(location.hash.slice(1));
    pins.forEach(function (p) { p.study.stop(); });
    pins = [];
    words.getAll('pin').slice(0, PINS).forEach(function (text) {
      var of = read(new URLSearchParams(text));
      if (of) pinStudy(new Study(of, refresh));
    });
    state.picture = byId(S.pictures, words.get('picture')) ? words.get('picture') : S.pictures[0].id;
    var of = read(words) || setup(S.presets[0].id);
    state.organization = Math.max(0, organizationsOf(of.preset).map(function (o) { return o.id; }).indexOf(words.get('organization')));
    lesson = byId(S.lessons, words.get('lesson')) || null;
    state.now = of;
    buildLessons();
    go(of);
  }

  buildStage();
  buildChronicle();
  node('about').append(el('p', {}, 'Cadre ' + C.version + ', model ' + C.model + '. Nothing leaves this page, and nothing is loaded into it. The people in it are abstract roles.'));
  open();
  window.addEventListener('hashchange', open);
  window.addEventListener('resize', refresh);
  Promise.all([unpack(node('module').textContent), unpack(JSON.stringify(C.packed))]).then(function (parts) {
    start(new Uint8Array(parts[0]), new Uint8Array(parts[1]));
  }).catch(function (error) { say('The model cannot run in this browser: ' + error.message); });
})();
