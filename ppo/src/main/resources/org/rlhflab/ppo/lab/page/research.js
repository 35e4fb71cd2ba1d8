// Label files: dropped in, looked at, compared.
import { events, get, post, upload } from './api.js';
import { at, el, put, show, table } from './dom.js';
import { interval, number } from './figures.js';
import { isOpen, list } from './jobs.js';
import { bar, complain, ready, trying } from './shell.js';

const LARGEST = 64 * 1024 * 1024;
const told = new Map();
let results = '';

async function take(files) {
  for (const file of files) {
    if (file.size > LARGEST) throw new Error(`${file.name} has ${Math.round(file.size / 1048576)} MB; up to 64 MB can be dropped here. rlhf labels and rlhf compare read larger ones.`);
    const name = file.name.replace(/[^A-Za-z0-9._-]+/g, '-');
    await upload('uploads', file, { name });
  }
  await drawFiles();
}

async function drawFiles() {
  const { files, people } = await get('uploads');
  const option = (name, checked = false) => el('label', {}, el('input', { type: 'checkbox', name: 'arm', value: name, checked }), name);
  const before = new Set([...document.querySelectorAll('[name=arm]:checked')].map(each => each.value));
  show(at('compare'), el('p', {}, 'Each arm trains a reward model and a policy under the same seeds; all are asked the same held-out questions.'),
    el('fieldset', { class: 'arms' }, el('legend', {}, 'Label files'), files.length ? files.map(each => option(each, before.size ? before.has(each) : true)) : el('p', { class: 'soft' }, 'None yet.')),
    el('fieldset', { class: 'arms' }, el('legend', {}, 'People who label fresh pairs'), people.map(each => option(each, before.has(each)))),
    el('div', { class: 'row' }, el('label', { for: 'seeds' }, 'Seeds'),
      el('input', { id: 'seeds', type: 'number', min: '1', max: '20', value: '3' }),
      el('span', { class: 'soft' }, 'Below 6 no test can tell an effect from luck.'),
      el('button', { type: 'submit', class: 'main' }, 'Compare in the background')));
}

async function compare(event) {
  event.preventDefault();
  const arms = [...document.querySelectorAll('[name=arm]:checked')].map(each => each.value);
  await post('jobs', { kind: 'compare', arms, seeds: Number(at('seeds').value) });
}

async function jobs(views) {
  list(at('jobs'), views.filter(view => view.job.plan.kind === 'compare' || (isOpen(view) && view.job.plan.lane === 'TRAINING')), 4);
  for (const { job } of [...views].reverse()) {
    if (job.plan.kind === 'look' && !isOpen({ job }) && told.get(job.plan.setting.upload) !== job.id) {
      told.set(job.plan.setting.upload, job.id);
      await looked(job);
    }
  }
  const done = views.find(view => view.job.plan.kind === 'compare' && view.job.state === 'DONE');
  if (done && done.job.id !== results) await compared(done.job);
}

async function looked(job) {
  const name = job.plan.setting.upload;
  const [validation, audit] = await get(`jobs/${job.id}/documents`);
  const id = 'look-' + job.plan.setting.upload;
  const place = at(id) ?? at('looks').insertBefore(el('section', { class: 'panel', id }), at('looks').firstChild);
  show(place, el('h2', {}, name));
  if (!validation) { put(place, el('p', { class: 'not' }, job.message)); return; }
  const good = validation.bad === 0;
  put(place, el('p', { class: good ? 'verdict right' : 'verdict not' }, good ? 'Every line can be used.' : validation.bad === 1 ? 'One line cannot be used.' : `${validation.bad} lines cannot be used.`),
    el('p', {}, `${validation.records} ${validation.kind === 'ratings' ? 'ratings' : 'labels'}, ${validation.ties} ties, ${validation.duplicates} duplicates, ${validation.contradictions} contradictions.`),
    validation.problems?.length ? el('ul', { class: 'plain' }, validation.problems.map(each => el('li', {}, el('code', {}, each)))) : null);
  if (!audit) { if (good) put(place, el('p', { class: 'soft' }, job.message)); return; }
  if (!audit.agreement) { put(place, el('p', { class: 'soft' }, 'A file of ratings: rlhf labels audit shows who is lenient and who is strict.')); return; }
  put(place, el('p', {}, `Agreement between people: alpha ${number(audit.agreement.krippendorff_alpha)}, pairwise ${number(audit.agreement.pairwise)}.`),
    table('People behind ' + name, ['who', 'labels', 'gold', 'consistent', 'agrees', 'length', 'sureness', 'status'],
      audit.annotators.slice(0, 50).map(each => [each.id || '(nobody named)', String(each.labels), ...['gold_accuracy', 'consistency', 'agreement', 'length_bias', 'confidence_bias']
        .map(key => interval(each[key])), each.status])),
    audit.warnings.length ? el('ul', { class: 'plain' }, audit.warnings.map(each => el('li', {}, each))) : null);
}

const METRICS = [['gold/overall', 'gold score'], ['gold/accuracy', 'accuracy'], ['behaviour/words', 'words'], ['behaviour/fillers', 'fillers'],
  ['behaviour/boosters', 'boosters'], ['win_rate', 'win rate'], ['kl', 'KL, nats'], ['reward_model/gold_accuracy', 'reward model, gold order']];

async function compared(job) {
  results = job.id;
  const [found] = await get(`jobs/${job.id}/documents`);
  if (!found) return;
  show(at('result'), el('h2', {}, 'Report: ' + job.plan.title), found.findings.map(each => el('p', { class: 'finding' }, each)),
    table('Arms, mean and 95% interval', ['', ...found.arms.map(arm => arm.name)],
      METRICS.map(([key, title]) => [title, ...found.arms.map(arm => interval(arm.metrics[key]))])),
    el('details', {}, el('summary', {}, `All ${found.pairs.length} differences between arms`),
      table('Differences between arms', ['arms', 'metric', 'difference', 'p, Holm', 'effect size'],
        found.pairs.map(pair => [`${pair.a} – ${pair.b}`, pair.metric, interval(pair.difference), number(pair.p_holm, 3), number(pair.effect_size)]))),
    el('div', { class: 'row' }, el('a', { class: 'button', href: '/api/compare/results.json', download: 'results.json' }, 'results.json'),
      el('a', { class: 'button', href: '/api/compare/results.csv', download: 'results.csv' }, 'results.csv')));
}

bar();
await drawFiles();
at('compare').addEventListener('submit', trying(compare));
at('file').addEventListener('change', trying(async event => { await take(event.target.files); event.target.value = ''; }));
for (const name of ['dragover', 'dragleave', 'drop']) {
  at('drop').addEventListener(name, event => {
    event.preventDefault();
    at('drop').classList.toggle('over', name === 'dragover');
    if (name === 'drop') take(event.dataTransfer.files).catch(complain);
  });
}
events(null, { jobs: trying(jobs) });
ready();
