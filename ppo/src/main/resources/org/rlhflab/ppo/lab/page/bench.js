// Sliders to answers: set, run, stop, compare with the last runs.
import { events, get, post } from './api.js';
import { column, legend, loadTints, sideBySide } from './answers.js';
import { ALGORITHMS, SETTINGS, brief, fromAddress, shown, toAddress } from './bench-settings.js';
import { Curves } from './curve.js';
import { at, el, show, table } from './dom.js';
import { number } from './figures.js';
import { flipping } from './flip.js';
import { isOpen, list } from './jobs.js';
import { bar, ready, say, trying } from './shell.js';

const curves = new Curves(at('curves'));
const title = el('h2', {});
let setting = fromAddress();
let shownRun = '';
let watched = '';
let stop = () => {};

function slider(each) {
  const value = el('output', { for: each.name }, shown(each, setting[each.name]));
  return el('div', { class: 'slider' },
    el('label', { for: each.name }, el('span', {}, each.title), value),
    el('input', {
      type: 'range', id: each.name, min: String(each.least), max: String(each.most), step: String(each.step), value: String(setting[each.name]),
      'aria-describedby': each.name + '-told',
      oninput: event => { setting[each.name] = Number(event.target.value); show(value, shown(each, setting[each.name])); toAddress(setting); },
    }),
    el('p', { class: 'soft', id: each.name + '-told' }, each.told));
}

function sliders() {
  show(at('sliders'), SETTINGS.map(slider),
    el('div', { class: 'switch' },
      el('input', { type: 'checkbox', id: 'weighted', checked: setting.weighted, onchange: event => { setting.weighted = event.target.checked; toAddress(setting); } }),
      el('label', { for: 'weighted' }, 'Weigh labels by quality')),
    el('div', { class: 'switch' }, el('label', { for: 'algorithm' }, 'Algorithm'),
      el('select', { id: 'algorithm', onchange: event => { setting.algorithm = event.target.value; toAddress(setting); } },
        Object.entries(ALGORITHMS).map(([key, name]) => el('option', { value: key, selected: key === setting.algorithm }, name)))),
    el('div', { class: 'row' },
      el('button', { type: 'submit', class: 'main' }, 'Run'),
      el('button', { type: 'button', onclick: trying(end) }, 'Stop'),
      el('button', { type: 'button', onclick: trying(copy) }, 'Copy link')));
}

async function run(event) {
  event.preventDefault();
  toAddress(setting);
  watch((await post('jobs', { kind: 'bench', setting })).id);
}

async function end() {
  if (watched) await post(`jobs/${watched}/cancel`);
}

async function copy() {
  const link = location.origin + location.pathname + '?' + new URLSearchParams(setting);
  await navigator.clipboard.writeText(link).catch(() => { throw new Error(`The browser does not let the page copy; the link is in the address bar: ${link}`); });
  say('The link is copied.');
}

function watch(job) {
  stop();
  watched = job;
  stop = events(job, { reset: () => curves.reset(), jobs: trying(jobs), curve: news => curves.add(news) });
}

async function jobs(views) {
  const own = views.filter(view => view.job.plan.kind === 'bench');
  list(at('jobs'), own.filter(view => isOpen(view) || view.job.id === watched).concat(views.filter(view => isOpen(view) && view.job.plan.kind !== 'bench')), 3);
  if (!views.some(isOpen) && !watched) show(at('jobs'));
  const running = own.find(isOpen);
  show(title, running ? 'What the model of the last finished run answers' : 'What the model answers now');
  if (running && !watched) { watch(running.job.id); return; }
  const done = own.find(view => view.job.state === 'DONE');
  if (done && done.job.plan.run !== shownRun) await results(done.job.plan.run);
}

const FIGURES = [['words', m => m.behaviour.words, 1], ['gold score', m => m.gold.overall, 2], ['accuracy', m => m.gold.accuracy, 2],
  ['calibration', m => m.gold.calibration, 2], ['fillers', m => m.behaviour.fillers, 2], ['boosters', m => m.behaviour.boosters, 2],
  ['facts/100 words', m => m.behaviour.facts_per_100_words, 1], ['win rate', m => m.win_rate, 2]];

async function results(name) {
  shownRun = name;
  await loadTints();
  const runs = (await get('runs', { kind: 'bench' })).filter(each => each.setting);
  const now = await get('runs/' + name);
  const others = runs.filter(each => each.name !== name);
  const columns = [column(now.view, 1, 'fine-tuned', 'look-sft')];
  if (others[0]) columns.push(column((await get('runs/' + others[0].name)).view, -1, 'the run before', 'look-careful'));
  columns.push(column(now.view, -1, 'this run', 'look-own'));
  show(at('result'), title, el('p', { class: 'finding' }, now.finding),
    el('p', { class: 'soft' }, brief(now.setting)), legend(), sideBySide(columns, 4));
  const cell = (it, digits) => it ? `${number(it.mean, digits)} (${number(it.lo, digits)}\u2060–\u2060${number(it.hi, digits)})` : '–';
  const row = (label, model, seconds) => [label, ...FIGURES.map(([, of, digits]) => cell(of(model), digits)), seconds];
  show(at('last'), el('h2', {}, 'The last runs'),
    table('The last runs', ['people', ...FIGURES.map(([title]) => title), 'seconds'], [
      row('fine-tuned, before', now.view.models[1], ''),
      ...[runs.find(each => each.name === name), ...others].filter(Boolean).map(each =>
        row(el('a', { href: '/bench?' + new URLSearchParams(each.setting) }, brief(each.setting)), each.models.at(-1), Math.round(each.seconds))),
    ]),
    el('div', { class: 'row' }, now.report ? el('a', { class: 'button', href: `/runs/${name}/report`, target: '_blank', rel: 'noopener' }, 'Open the report of this run') : null));
  flipping(at('flip'), name);
}

bar();
sliders();
at('sliders').addEventListener('submit', trying(run));
addEventListener('popstate', () => { setting = fromAddress(); sliders(); });
const state = await get('state');
if (state.stages[1]) {
  show(at('result'), el('div', { class: 'panel' }, el('h2', {}, 'Nothing has been run yet'),
    el('p', {}, 'Press Run: the people label, a reward model learns from them, the model is tuned against it, and its answers appear here, beside those of the run before.')));
} else {
  show(at('result'), el('p', {}, 'The base and the fine-tuned model are not ready. '), el('a', { class: 'button main', href: '/' }, 'Prepare the models'));
}
watch('');
ready();
