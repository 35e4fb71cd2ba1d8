// A line that grows: one figure of a stage's metrics over its steps, drawn as it comes in.
import { el, show, svg } from './dom.js';

const WIDTH = 460, HEIGHT = 190, LEFT = 46, RIGHT = 14, TOP = 12, BOTTOM = 30;

/** As many decimals as the range shows: more have no room beside the axis. */
function tick(value, range) {
  const decimals = Math.min(4, Math.max(0, 1 - Math.floor(Math.log10(range))));
  return value.toFixed(decimals).replace(/^-(0\.?0*)$/, '$1');
}

/** What is worth watching of each stage: key, title, whether up is good. */
export const WATCHED = {
  pretraining: [['loss', 'loss: surprise at the next token']],
  'fine-tuning': [['loss', 'loss on demonstrations']],
  'reward model': [['accuracy', 'pairs ordered as people did'], ['loss', 'loss']],
  PPO: [['objective/scores', "reward model's score"], ['behaviour/words', 'words an answer'],
    ['gold/overall', 'gold score, by the known truth']],
};

export const watched = phase => WATCHED[phase.split(',')[0]] ?? [['loss', 'loss']];

const figure = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: false });

/** One curve with its title and last value. */
export class Curve {
  constructor(key, title) {
    this.key = key;
    this.title = title;
    this.points = [];
    this.value = el('span', { class: 'value' });
    this.drawing = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', class: 'curve' });
    this.element = el('figure', { class: 'curve-card' },
      el('figcaption', {}, el('span', {}, title), this.value), this.drawing);
    this.draw();
  }

  clear() {
    this.points = [];
    this.draw();
  }

  add(lines) {
    for (const line of lines) {
      const point = JSON.parse(line);
      if (Number.isFinite(point[this.key])) this.points.push([point.step, point[this.key]]);
    }
    this.draw();
  }

  draw() {
    const last = this.points.at(-1);
    show(this.value, last ? figure.format(last[1]) : '');
    const from = this.points[0];
    this.drawing.setAttribute('aria-label', last
      ? `${this.title}: from ${figure.format(from[1])} to ${figure.format(last[1])} at step ${last[0]}`
      : `${this.title}: nothing yet`);
    show(this.drawing, ...this.shapes());
  }

  shapes() {
    const base = svg('line', { x1: LEFT, x2: WIDTH - RIGHT, y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM, class: 'axis' });
    if (this.points.length === 0) {
      return [base, svg('text', { x: WIDTH / 2, y: HEIGHT / 2, class: 'tick middle' }, 'comes with the training')];
    }
    const xs = this.points.map(([x]) => x), ys = this.points.map(([, y]) => y);
    const [x0, x1] = [Math.min(...xs), Math.max(...xs)];
    let [y0, y1] = [Math.min(...ys), Math.max(...ys)];
    if (y1 - y0 < 1e-9) { y0 -= .5; y1 += .5; }
    const x = v => LEFT + (WIDTH - LEFT - RIGHT) * (x1 === x0 ? .5 : (v - x0) / (x1 - x0));
    const y = v => HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (v - y0) / (y1 - y0);
    const path = this.points.map(([px, py], i) => `${i ? 'L' : 'M'}${x(px).toFixed(1)} ${y(py).toFixed(1)}`).join('');
    const [lx, ly] = this.points.at(-1);
    return [
      ...[y0, (y0 + y1) / 2, y1].flatMap(v => [
        svg('line', { x1: LEFT, x2: WIDTH - RIGHT, y1: y(v), y2: y(v), class: 'grid' }),
        svg('text', { x: LEFT - 7, y: y(v) + 4, class: 'tick end' }, tick(v, y1 - y0)),
      ]),
      base,
      svg('text', { x: WIDTH - RIGHT, y: HEIGHT - 9, class: 'tick end' }, `step ${lx}`),
      svg('path', { d: path, class: 'line' }),
      svg('circle', { cx: x(lx), cy: y(ly), r: 4.5, class: 'dot' }),
    ];
  }
}

/** The curves of a job's phases, made as their first points come. */
export class Curves {
  constructor(place) {
    this.place = place;
    this.phases = new Map();
  }

  reset() {
    this.phases.clear();
    show(this.place);
  }

  add({ phase, anew, lines }) {
    if (!this.phases.has(phase)) {
      const curves = watched(phase).map(([key, title]) => new Curve(key, title));
      this.phases.set(phase, curves);
      this.place.append(el('div', { class: 'phase' }, el('h3', {}, phase),
        el('div', { class: 'curves' }, curves.map(each => each.element))));
    }
    for (const curve of this.phases.get(phase)) {
      if (anew) curve.clear();
      curve.add(lines);
    }
  }
}
