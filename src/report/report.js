/* What a report can do beyond showing itself: a cursor that reads values out, CSV and SVG files.
 * All values are those of the tables in the page. */
(function () {
  'use strict';
  var NS = 'http://www.w3.org/2000/svg';

  function rowsOf(figure) {
    var table = figure.querySelector('table');
    return table ? Array.prototype.slice.call(table.tBodies[0].rows) : [];
  }

  function words(cell) { return cell.textContent; }

  function read(figure, row) {
    var heads = figure.querySelectorAll('table:first-of-type thead th');
    return Array.prototype.map.call(row.cells, function (cell, i) {
      return i === 0 ? words(cell) : words(cell) === '' ? '' : heads[i].textContent + ' ' + words(cell);
    }).filter(Boolean).join('; ');
  }

  function save(name, type, text) {
    var link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], {type: type}));
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  function field(text) { return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text; }

  function csv(figure) {
    return Array.prototype.map.call(figure.querySelector('table').rows, function (row) {
      return Array.prototype.map.call(row.cells, words).map(field).join(',') + '\n';
    }).join('');
  }

  function svg(picture) {
    var copy = picture.querySelector('svg').cloneNode(true), style = document.createElementNS(NS, 'style');
    Array.prototype.forEach.call(copy.querySelectorAll('.cursor'), function (c) { c.remove(); });
    style.textContent = document.querySelector('style').textContent;
    copy.insertBefore(style, copy.firstChild);
    return new XMLSerializer().serializeToString(copy);
  }

  function shown(figure) {
    return Array.prototype.filter.call(figure.querySelectorAll('.picture'), function (p) {
      return p.getClientRects().length > 0;
    })[0];
  }

  function tools(figure) {
    var bar = document.createElement('p'), id = figure.id;
    bar.className = 'tools';
    [['CSV', function () { save(id + '.csv', 'text/csv', csv(figure)); }],
     ['SVG', function () { save(id + '.svg', 'image/svg+xml', svg(shown(figure))); }]].forEach(function (kind) {
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = kind[0];
      button.setAttribute('aria-label', kind[0] + ' file of: ' + figure.querySelector('h3').textContent);
      button.addEventListener('click', kind[1]);
      bar.appendChild(button);
    });
    figure.appendChild(bar);
  }

  /* Where row i stands in a picture: across for values over time, down for rows. */
  function place(data, row, i) {
    if (data.row) return +data.top + data.row * (i + 0.5);
    return +data.left + (data.right - data.left) * (row.dataset.x - data.x0) / (data.x1 - data.x0);
  }

  function draw(svgNode, row, i) {
    var data = svgNode.dataset, at = place(data, row, i);
    var old = svgNode.querySelector('.cursor'), mark = old || document.createElementNS(NS, data.row ? 'rect' : 'line');
    var where = data.row ? {x: 0, width: svgNode.viewBox.baseVal.width, y: at - data.row / 2, height: data.row}
      : {x1: at, x2: at, y1: data.top, y2: data.bottom};
    mark.setAttribute('class', 'cursor');
    Object.keys(where).forEach(function (key) { mark.setAttribute(key, where[key]); });
    if (!old) svgNode.appendChild(mark);
  }

  function nearest(svgNode, rows, event) {
    var box = svgNode.getBoundingClientRect(), scale = svgNode.viewBox.baseVal.width / box.width;
    var data = svgNode.dataset, best = 0, least = Infinity;
    var at = data.row ? (event.clientY - box.top) * scale : (event.clientX - box.left) * scale;
    rows.forEach(function (row, i) {
      var distance = Math.abs(place(data, row, i) - at);
      if (distance < least) { least = distance; best = i; }
    });
    return best;
  }

  function cursor(figure) {
    var rows = rowsOf(figure), at = -1, line = document.createElement('p');
    var pictures = figure.querySelectorAll('.picture');
    if (!rows.length || !pictures.length) return;
    line.className = 'read';
    line.setAttribute('aria-live', 'polite');
    line.setAttribute('role', 'status');
    pictures[pictures.length - 1].after(line);
    function show(i) {
      at = Math.max(0, Math.min(rows.length - 1, i));
      line.textContent = read(figure, rows[at]);
      Array.prototype.forEach.call(pictures, function (p) { draw(p.querySelector('svg'), rows[at], at); });
    }
    Array.prototype.forEach.call(pictures, function (p) {
      var node = p.querySelector('svg');
      p.tabIndex = 0;
      p.setAttribute('role', 'group');
      p.setAttribute('aria-label', 'Arrow keys read the values of: ' + figure.querySelector('h3').textContent);
      p.addEventListener('pointermove', function (event) { show(nearest(node, rows, event)); });
      p.addEventListener('pointerdown', function (event) { show(nearest(node, rows, event)); });
      p.addEventListener('keydown', function (event) {
        var step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10,
          Home: -rows.length, End: rows.length}[event.key];
        if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        show(at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step);
      });
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll('figure'), function (figure) {
    cursor(figure);
    tools(figure);
  });
})();
