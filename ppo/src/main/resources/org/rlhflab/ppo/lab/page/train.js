// From one's own labels to a model, beside two baselines.
import { events, get, post } from './api.js';
import { column, legend, loadTints, sideBySide } from './answers.js';
import { Curves } from './curve.js';
import { at, el, put, show, table } from './dom.js';
import { modelTable, number } from './figures.js';
import { isOpen, list } from './jobs.js';
import { choose } from './person.js';
import { bar, ready, trying } from './shell.js';

const curves = new Curves(at('curves'));
let stop = () => {};
let shownRun = '';
let watchedJob = '';

async function choices(person) {
  const task = await get('pairs', { person }).catch(error => ({ problem: error.message }));
  if (task.problem || task.done < 10) {
    show(at('choices'), el('p', {}, task.problem ?? `${person} has labelled ${task.done} pairs; 10 are needed at least.`),
      el('a', { class: 'button main', href: task.problem ? '/' : '/annotate' }, task.problem ? 'Prepare the models' : 'Label pairs'));
    return;
  }
  const option = (id, text, extra) => el('div', { class: 'switch' }, el('input', { type: 'checkbox', id, name: id, ...extra }), el('label', { for: id }, text));
  show(at('choices'), el('form', { onsubmit: trying(event => train(event, person)) },
    el('p', {}, `${person} has ${task.done} labels.`),
    option('in_crowd', 'Mix them into the crowd of ten people, who labelled such pairs too'),
    option('weighted', "Weigh everybody's labels by gold tasks and consistency"),
    el('button', { type: 'submit', class: 'main' }, 'Train')));
}

async function train(event, person) {
  event.preventDefault();
  const form = new FormData(event.target);
  const job = await post('jobs', { kind: 'mine', person, in_crowd: form.has('in_crowd'), weighted: form.has('weighted') });
  watch(job.id);
}

function watch(job) {
  stop();
  watchedJob = job;
  stop = events(job, { reset: () => curves.reset(), jobs: trying(jobs), curve: news => curves.add(news) });
}

async function jobs(views) {
  const mine = views.filter(view => view.job.plan.kind === 'mine');
  list(at('jobs'), [...views.filter(view => isOpen(view) && view.job.plan.kind !== 'mine'), ...mine], 4);
  const running = mine.find(isOpen);
  if (running && !watchedJob) { watch(running.job.id); return; }
  const done = mine.find(view => view.job.state === 'DONE');
  if (done && done.job.plan.run !== shownRun) await result(done.job.plan.run);
}

const PARTS = { words: 'length (twice the words)', correct_facts: 'a correct fact', wrong_facts: 'a false one', fillers: 'a filler', openers: 'an opener', repeats: 'a repeat', boosters: 'a booster', hedges: 'a hedge' };

function audit(document) {
  if (!document) return null;
  const names = document.model.parts.map(part => part.name);
  const of = (effects, name) => {
    const part = effects?.parts.find(each => each.name === name);
    return part ? `${number(part.log_odds)} ± ${number(1.96 * part.standard_error)}` : '–';
  };
  return [el('h2', {}, 'Reward audit: what its reward model pays for'),
    el('p', { class: 'soft' }, 'Log-odds for one more, the others held fixed, with what the known truth and the labels pay on the same pairs.'),
    table('Reward audit', ['', 'reward model', 'known truth', 'labels'],
      names.map(name => [PARTS[name] ?? name.replaceAll('_', ' '), of(document.model, name), of(document.gold, name), of(document.labels, name)]))];
}

async function result(name) {
  shownRun = name;
  await loadTints();
  const [run, baselines] = await Promise.all([get('runs/' + name), get('baselines').catch(() => null)]);
  const view = run.view;
  const models = [{ name: 'fine-tuned', figures: view.models[1] }, { name: 'yours', figures: view.models.at(-1) }];
  const columns = [column(view, 1, 'fine-tuned', 'look-sft'), column(view, -1, 'yours', 'look-own')];
  if (baselines) {
    models.push({ name: 'careful', figures: baselines.models[2] }, { name: 'length-loving', figures: baselines.models[3] });
    columns.push(column(baselines, 2, 'careful people', 'look-careful'), column(baselines, 3, 'length-loving people', 'look-verbose'));
  }
  show(at('result'), el('h2', {}, 'What your labels made of it'), el('p', { class: 'soft' }, run.title),
    el('p', { class: 'finding' }, run.against_baselines ?? '', ' ', run.finding),
    modelTable(models),
    el('h2', {}, 'The same questions'), legend(), sideBySide(columns, 5),
    audit(view.audits.at(-1)),
    el('div', { class: 'row' },
      run.report ? el('a', { class: 'button', href: `/runs/${name}/report`, target: '_blank', rel: 'noopener' }, 'Open its report') : null,
      el('p', { class: 'soft' }, 'Run folder: ', el('code', {}, run.folder))));
}

bar();
await choose(at('person'), choices);
watch('');
put(at('result'));
ready();
