// The four stages by button, then the lesson.
import { events, get, post } from './api.js';
import { legend, loadTints, sideBySide } from './answers.js';
import { Curve, watched } from './curve.js';
import { at, el, show } from './dom.js';
import { card, isOpen } from './jobs.js';
import { lesson } from './lesson.js';
import { choose } from './person.js';
import { bar, ready, trying } from './shell.js';

const STAGES = [
  { name: 'Pretraining', phase: 'pretraining', does: 'A model reads raw text and learns to continue it. What it writes is plausible; nobody has told it what is right or helpful.', people: 'Nobody labels here. People only wrote what it reads.' },
  { name: 'Fine-tuning', phase: 'fine-tuning', does: 'It learns to answer as people answered, with their habits, good and bad.', people: 'People write: each demonstration is an ideal answer from an empty page.' },
  { name: 'Reward model', phase: 'reward model', does: 'A second model learns to score answers so that its scores make people’s choices likely.', people: 'People rank: which of two answers is better, and why.' },
  { name: 'PPO', phase: 'PPO', does: 'The model answers, the reward model scores, and what scored well becomes likelier. Here that happens 30 times; production runs thousands.', people: 'Nobody is asked now: what their labels prefer is what the model becomes. In the next round people rank its new answers.' },
];

let state = await get('state');
let jobViews = [];
let signs = '';
const places = [];

function build() {
  show(at('contributions'), STAGES.map(stage => el('li', {}, el('h3', {}, stage.name), el('p', {}, stage.does, ' ', el('span', { class: 'human-layer' }, stage.people)))));
  show(at('stages'), STAGES.map((stage, i) => {
    const curves = watched(stage.phase).map(([key, title]) => new Curve(key, title));
    const place = { curves, head: el('div', { class: 'row' }), job: el('ul', { class: 'jobs' }), answers: el('div') };
    places.push(place);
    return el('section', { class: 'panel stage', 'aria-label': stage.name }, el('h2', {}, `${i + 1}. ${stage.name}`),
      el('p', { class: 'human-layer' }, stage.people), place.head, place.job,
      el('div', { class: 'curves' }, curves.map(each => each.element)), place.answers);
  }));
}

function head(i, running) {
  const done = state.stages[i];
  const open = i === 0 || state.stages[i - 1];
  const run = again => trying(async () => { watch((await post('jobs', { kind: 'tour', stage: i + 1, again })).id, i); });
  show(places[i].head, done ? el('span', { class: 'verdict right' }, '✓ done') : null,
    done
      ? [el('button', { type: 'button', onclick: trying(() => replay(i)) }, 'Watch its curve again'), i > 1 ? el('button', { type: 'button', disabled: running, onclick: run(true) }, 'Run again') : null]
      : el('button', { type: 'button', class: 'main', disabled: !open || running, onclick: run(false) }, `Run stage ${i + 1}`),
    open || done ? null : el('span', { class: 'soft' }, 'needs the stage before it'));
}

async function stage(i) {
  const found = await get(`stages/${i + 1}`);
  for (const curve of places[i].curves) { curve.clear(); curve.add(found.curve); }
  places[i].answersNow = found.answers;
  return found;
}

async function replay(i) {
  const { curve: lines } = await stage(i);
  for (const curve of places[i].curves) curve.clear();
  const part = Math.max(1, Math.ceil(lines.length / 40));
  for (let from = 0; from < lines.length; from += part) {
    for (const curve of places[i].curves) curve.add(lines.slice(from, from + part));
    await new Promise(resolve => setTimeout(resolve, 60));
  }
}

function answers(i) {
  const before = i === 3 ? 1 : i - 1;
  const now = places[i].answersNow ?? [];
  if (!state.stages[i] || now.length === 0) { show(places[i].answers); return; }
  const columns = [{ model: 'after ' + STAGES[i].name.replace(/^[A-Z](?=[a-z])/, c => c.toLowerCase()), answers: now, look: 'look-own' }];
  if (before >= 0 && places[before].answersNow?.length) columns.unshift({ model: 'before', answers: places[before].answersNow, look: 'look-sft' });
  show(places[i].answers, el('h3', {}, i === 0 ? 'What it answers' : 'The same questions, before and after'), legend(), sideBySide(columns, 3));
}

async function refresh() {
  state = await get('state');
  for (let i = 0; i < 4; i++) await stage(i);
  for (let i = 0; i < 4; i++) { head(i, false); answers(i); }
}

let stop = () => {};
let follows = -1;
function watch(job, i) {
  stop();
  follows = i;
  stop = events(job, {
    reset: () => { if (follows >= 0) places[follows].curves.forEach(each => each.clear()); },
    jobs: trying(jobs),
    curve: ({ phase, anew, lines }) => {
      const at_ = STAGES.findIndex(each => each.phase === phase);
      if (at_ < 0) return;
      for (const curve of places[at_].curves) { if (anew) curve.clear(); curve.add(lines); }
    },
  });
}

async function jobs(views) {
  jobViews = views.filter(view => view.job.plan.kind === 'tour' || view.job.plan.kind === 'prepare');
  const running = jobViews.find(isOpen);
  places.forEach((place, i) => {
    const own = jobViews.find(view => view.job.plan.setting.stage === i + 1);
    show(place.job, own && own.job.state !== 'DONE' ? card(own) : null);
  });
  if (running && follows < 0) { watch(running.job.id, (running.job.plan.setting.stage ?? 1) - 1); return; }
  const now = jobViews.map(view => view.job.id + view.job.state + view.job.step).join();
  if (now !== signs) {
    signs = now;
    if (running) places.forEach((_, i) => head(i, true));
    else await refresh();
  }
}

bar();
await loadTints();
build();
await refresh();
watch('', -1);
await lesson(at('lesson'), '');
await choose(at('person'), name => lesson(at('lesson'), name));
ready();
