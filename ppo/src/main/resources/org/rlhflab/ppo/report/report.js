(() => {
  'use strict';
  const root = document.documentElement;
  const data = JSON.parse(document.getElementById('data').textContent);
  const drawn = new Map();
  const system = matchMedia('(prefers-color-scheme: dark)');
  const slide = /^#slide=([a-z0-9-]+)$/.exec(location.hash);
  let chosen = null;

  const figures = new Intl.NumberFormat('en', { maximumSignificantDigits: 4, useGrouping: false });

  // Colours: "@arm1" stands for the style sheet's --arm1, under keys that name a colour only.
  const colour = name => getComputedStyle(root).getPropertyValue('--' + name).trim();

  function coloured(value, key) {
    if (Array.isArray(value)) return key === 'data' ? value : value.map(each => coloured(each, ''));
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, coloured(v, k)]));
    }
    return key === 'color' && typeof value === 'string' && value.startsWith('@')
      ? colour(value.slice(1)) : value;
  }

  // Marks are drawn in a box of twice `size` around the point.
  function mark(symbol, x, y, size, style) {
    const polygon = points => ({
      type: 'polygon', shape: { points: points.map(([dx, dy]) => [x + dx * size, y + dy * size]) }, style,
    });
    switch (symbol) {
      case 'rect': return polygon([[-.9, -.9], [.9, -.9], [.9, .9], [-.9, .9]]);
      case 'roundRect':
        return { type: 'rect', shape: { x: x - size, y: y - size, width: 2 * size, height: 2 * size, r: size / 2 }, style };
      case 'triangle': return polygon([[0, -1.15], [1.1, .9], [-1.1, .9]]);
      case 'diamond': return polygon([[0, -1.35], [1.1, 0], [0, 1.35], [-1.1, 0]]);
      case 'arrow': return polygon([[0, -1.2], [1, 1], [0, .4], [-1, 1]]);
      case 'pin': return polygon([[0, 1.3], [1.1, -.9], [-1.1, -.9]]);
      default: return { type: 'circle', shape: { cx: x, cy: y, r: size }, style };
    }
  }

  function dots(series, big) {
    return (params, api) => {
      const category = api.value(1);
      const band = api.size([0, 1])[1];
      const step = band * .84 / series.rows;
      const [x, middle] = api.coord([api.value(0), category]);
      const y = middle + (series.row - (series.rows - 1) / 2) * step;
      const from = api.coord([api.value(2), category])[0];
      const to = api.coord([api.value(3), category])[0];
      const fill = series.itemStyle.color;
      const size = big ? 8 : 5;
      return {
        type: 'group',
        children: [
          { type: 'line', shape: { x1: from, y1: y, x2: to, y2: y }, style: { stroke: fill, lineWidth: big ? 3 : 2 } },
          mark(series.symbol, x, y, size, { fill }),
        ],
      };
    };
  }

  // The band of several runs: one polygon, drawn with the first point.
  function band(series) {
    return (params, api) => {
      if (params.dataIndexInside !== 0) return null;
      const upper = series.data.map(([x, , hi]) => api.coord([x, hi]));
      const lower = series.data.map(([x, lo]) => api.coord([x, lo])).reverse();
      return {
        type: 'polygon', shape: { points: upper.concat(lower) },
        style: { fill: series.itemStyle.color, opacity: series.itemStyle.opacity },
      };
    };
  }

  // A mark of curves that the library would draw otherwise than dots have it.
  const marks = { pin: 'path://M0 0 L10 0 L5 10 Z' };
  const icons = { rect: 'rect', roundRect: 'roundRect', triangle: 'triangle', diamond: 'diamond', arrow: 'arrow', pin: marks.pin };

  function options(chart, width, height, big) {
    const own = coloured(chart.options, '');
    const ink = colour('ink'), soft = colour('soft'), grid = colour('grid');
    const size = big ? 22 : width < 420 ? 12 : 13.5;
    const text = { color: ink, fontSize: size, fontFamily: getComputedStyle(document.body).fontFamily };
    const narrow = width < 520;
    const axis = (of, isX) => Object.assign({
      nameTextStyle: Object.assign({}, text, { color: soft }, isX ? {} : { align: 'left' }),
      axisLabel: Object.assign({}, text, { color: soft, hideOverlap: of.type !== 'category' },
        of.type === 'category' ? { width: narrow ? 108 : big ? 320 : 210, overflow: 'break', lineHeight: size * 1.2, interval: 0, color: ink }
          : { formatter: value => figures.format(value) }),
      axisLine: { show: isX || of.type === 'category', lineStyle: { color: soft } },
      axisTick: { show: of.type !== 'category', lineStyle: { color: soft } },
      splitLine: { show: true, lineStyle: { color: grid } },
    }, isX ? { nameLocation: 'middle', nameGap: size * 2.1 } : {}, of);
    const legend = own.series.filter((each, i) => each.renderItem !== 'band'
      && own.series.findIndex(it => it.renderItem !== 'band' && it.name === each.name) === i).map(each => ({
      name: each.name,
      icon: each.type === 'line' ? undefined : icons[each.symbol] || 'circle',
      itemStyle: { color: each.itemStyle.color, opacity: each.symbol === 'none' ? 0 : 1 },
    }));
    const series = own.series.map(each => each.type !== 'custom'
      ? Object.assign(each, { symbol: marks[each.symbol] || each.symbol },
        big && each.type === 'line' ? { lineStyle: Object.assign(each.lineStyle, { width: 4 }) } : {})
      : Object.assign({}, each, { renderItem: each.renderItem === 'band' ? band(each) : dots(each, big), clip: each.renderItem === 'band' }));
    // Two panels, one above the other, share their x.
    const panels = Array.isArray(own.yAxis) ? own.yAxis.length : 1;
    const category = panels === 1 && own.yAxis.type === 'category';
    let rows = 1;
    legend.reduce((x, it) => {
      const item = it.name.length * size * .56 + 46;
      if (x + item <= width || x === 0) return x + item;
      rows++;
      return item;
    }, 0);
    const head = rows * (size + 16) + 4;
    const frame = { left: 4, right: narrow ? 14 : 26, top: head + (category ? 4 : size * 1.7), bottom: size * 2.4, outerBoundsMode: 'same', containLabel: true };
    const free = height - frame.top - frame.bottom;
    const panel = i => Object.assign({}, frame, {
      top: frame.top + i * (free + size * 3) / panels,
      height: (free + size * 3) / panels - size * 3,
      bottom: undefined,
    });
    return {
      animation: false,
      textStyle: text,
      color: legend.map(each => each.itemStyle.color),
      grid: panels === 1 ? frame : own.yAxis.map((each, i) => panel(i)),
      legend: { data: legend, left: 0, top: 0, textStyle: text, itemWidth: own.series.some(each => each.type === 'line') ? 30 : size, itemHeight: size, itemGap: 16 },
      tooltip: Object.assign({
        renderMode: 'richText', confine: true, backgroundColor: colour('card'), borderColor: soft, textStyle: text,
        valueFormatter: value => typeof value === 'number' ? figures.format(value) : String(value),
      }, own.tooltip, own.tooltip.trigger === 'item' ? {
        formatter: it => it.seriesName + '\n' + own.yAxis.data[it.value[1]] + ': ' + figures.format(it.value[0])
          + ' (' + figures.format(it.value[2]) + ' to ' + figures.format(it.value[3]) + ')',
      } : {}),
      xAxis: panels === 1 ? axis(own.xAxis, true) : own.xAxis.map(each => axis(each, true)),
      yAxis: panels === 1 ? axis(own.yAxis, false) : own.yAxis.map(each => axis(each, false)),
      series,
    };
  }

  const place = chart => document.querySelector('[data-chart="' + chart.id + '"]');
  const named = id => data.charts.find(each => each.id === id);

  function draw(chart) {
    const element = place(chart);
    const old = drawn.get(chart.id);
    if (old) old.dispose();
    const picture = echarts.init(element, null, { renderer: 'canvas', devicePixelRatio: Math.max(2, window.devicePixelRatio) });
    picture.setOption(options(chart, element.clientWidth, element.clientHeight, Boolean(slide)));
    drawn.set(chart.id, picture);
    root.dataset.drawn = String(drawn.size);
    return picture;
  }

  const redraw = () => data.charts.filter(chart => drawn.has(chart.id)).forEach(draw);

  // A chart is drawn when it is about to be seen: most of a long page never costs anything.
  const margin = 300;
  const seen = new IntersectionObserver(entries => entries.forEach(entry => {
    if (entry.isIntersecting) show(entry.target);
  }), { rootMargin: margin + 'px' });

  function show(element) {
    seen.unobserve(element);
    const chart = named(element.dataset.chart);
    if (!drawn.has(chart.id)) draw(chart);
    follow.observe(element);
  }

  // A chart's numbers become a table when somebody opens it.
  function fill(details) {
    const region = details.querySelector('[data-table]');
    if (!region || region.firstChild) return;
    const { columns, rows } = named(region.dataset.table).table;
    const table = document.createElement('table');
    const head = table.createTHead().insertRow();
    for (const column of columns) {
      const cell = document.createElement('th');
      cell.scope = 'col';
      cell.textContent = column;
      head.append(cell);
    }
    const body = table.createTBody();
    for (const row of rows) {
      const line = body.insertRow();
      for (const value of row) line.insertCell().textContent = value;
    }
    region.append(table);
  }
  document.addEventListener('toggle', event => { if (event.target.open) fill(event.target); }, true);

  function theme() {
    const dark = (chosen || (system.matches ? 'dark' : 'light')) === 'dark';
    root.dataset.theme = dark ? 'dark' : 'light';
    const button = document.getElementById('theme');
    button.setAttribute('aria-pressed', String(dark));
  }

  function save(name, type, content) {
    const link = document.createElement('a');
    link.download = name;
    link.href = content.startsWith('data:') ? content : URL.createObjectURL(new Blob([content], { type }));
    link.click();
    if (!content.startsWith('data:')) setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function svg(chart) {
    const picture = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 960, height: Math.max(420, chart.height) });
    picture.setOption(Object.assign(options(chart, 960, Math.max(420, chart.height), false), {
      backgroundColor: colour('card'), title: undefined,
    }));
    const text = picture.renderToSVGString();
    picture.dispose();
    return text;
  }

  // A cell that a spreadsheet would take for a formula is given an apostrophe.
  function csv(chart) {
    const cell = text => {
      const safe = /^[=+\-@\t\r]/.test(text) && !/^-?[0-9.]+$/.test(text) ? "'" + text : text;
      return /[",\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
    };
    return [chart.table.columns, ...chart.table.rows].map(row => row.map(cell).join(',')).join('\r\n') + '\r\n';
  }

  document.addEventListener('click', event => {
    const button = event.target.closest('[data-save]');
    if (!button) return;
    const id = button.dataset.of;
    const chart = named(id);
    if (button.dataset.save === 'csv') save(id + '.csv', 'text/csv', csv(chart));
    if (button.dataset.save === 'svg') save(id + '.svg', 'image/svg+xml', svg(chart));
    if (button.dataset.save === 'png') {
      save(id + '.png', 'image/png', (drawn.get(id) || draw(chart)).getDataURL({ type: 'png', pixelRatio: 3, backgroundColor: colour('card') }));
    }
  });

  document.getElementById('theme').addEventListener('click', () => {
    chosen = root.dataset.theme === 'dark' ? 'light' : 'dark';
    theme();
    redraw();
  });
  system.addEventListener('change', () => { theme(); redraw(); });

  // A chart follows its place: it is laid out anew, since labels and legend depend on its width.
  const follow = new ResizeObserver(entries => entries.forEach(entry => {
    const chart = named(entry.target.dataset.chart);
    const picture = drawn.get(chart.id);
    if (picture && (Math.abs(picture.getWidth() - entry.target.clientWidth) > 1
        || Math.abs(picture.getHeight() - entry.target.clientHeight) > 1)) draw(chart);
  }));

  // Paper is white, has a width of its own, and room for what is folded away.
  let before = null;
  window.addEventListener('beforeprint', () => {
    before = chosen;
    chosen = 'light';
    root.classList.add('paper');
    document.querySelectorAll('main > section > details, main > section > article > details').forEach(each => { each.open = true; });
    theme();
    data.charts.forEach(draw);
  });
  window.addEventListener('afterprint', () => {
    chosen = before;
    root.classList.remove('paper');
    theme();
    redraw();
  });

  theme();
  for (const chart of data.charts) {
    if (!slide) place(chart).style.minHeight = chart.height + 'px';
  }
  // Places first, pictures then: measuring between drawings would lay the page out each time.
  const near = data.charts.map(place).filter(each => each.getBoundingClientRect().top < innerHeight + margin);
  if (slide) {
    const figure = document.getElementById(slide[1]);
    if (figure) {
      root.classList.add('slide');
      for (let each = figure; each && each.tagName !== 'MAIN'; each = each.parentElement) each.classList.add('shown');
      draw(named(slide[1]));
    }
  } else {
    document.querySelectorAll('[data-chart]').forEach(each => near.includes(each) ? show(each) : seen.observe(each));
  }
  root.dataset.drawn = String(drawn.size);
  performance.mark('drawn');
})();
