// Figures with their intervals, as numbers and as bars.
import { el, svg, table } from './dom.js';

export const number = (value, digits = 2) =>
  value === null || value === undefined || !Number.isFinite(value) ? '–' : value.toFixed(digits);

export const interval = (it, digits = 2) =>
  it ? `${number(it.mean, digits)} (${number(it.lo, digits)} to ${number(it.hi, digits)})` : '–';

const ROWS = [
  ['gold score', model => model.gold.overall], ['accuracy', model => model.gold.accuracy],
  ['completeness', model => model.gold.completeness], ['calibration', model => model.gold.calibration],
  ['words', model => model.behaviour.words, 1], ['facts per 100 words', model => model.behaviour.facts_per_100_words],
  ['fillers', model => model.behaviour.fillers], ['boosters', model => model.behaviour.boosters],
  ['win rate against fine-tuned', model => model.win_rate], ['KL to fine-tuned, nats', model => model.kl],
];

/** Models beside each other: [{name, figures}]. */
export const modelTable = models => table('Figures of every model, mean and 95% interval',
  ['', ...models.map(each => each.name)],
  ROWS.map(([name, of, digits]) => [name, ...models.map(each => interval(of(each.figures), digits ?? 2))]));

/** A bar from lo to hi with a dot at the mean, on a scale from `least` to `most`. */
export function intervalBar(it, least, most, mark = null) {
  const x = value => 10 + 220 * (Math.min(most, Math.max(least, value)) - least) / (most - least);
  const shapes = [svg('line', { x1: 10, x2: 230, y1: 14, y2: 14, class: 'grid' })];
  if (mark !== null) shapes.push(svg('line', { x1: x(mark), x2: x(mark), y1: 3, y2: 25, class: 'aim' }));
  if (it) {
    shapes.push(svg('line', { x1: x(it.lo), x2: x(it.hi), y1: 14, y2: 14, class: 'spread' }),
      svg('circle', { cx: x(it.mean), cy: 14, r: 6, class: 'dot' }));
  }
  return svg('svg', { viewBox: '0 0 240 28', class: 'interval', 'aria-hidden': 'true' }, ...shapes);
}

/** A measured figure on a tile. */
export const tile = (title, value, remark, drawing = null) => el('div', { class: 'tile' },
  el('h3', {}, title), el('p', { class: 'big' }, value), drawing, el('p', { class: 'soft' }, remark));
