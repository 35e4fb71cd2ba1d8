// The first page: are the models there, what can be done, what is being done.
import { events, get, post } from './api.js';
import { at, el, show } from './dom.js';
import { card, isOpen, list, newest } from './jobs.js';
import { bar, ready, trying } from './shell.js';

let before = '';

function prepared(state, job) {
  const place = at('prepared');
  if (state.baselines) {
    show(place, el('p', { class: 'verdict right' }, '✓ The models are ready'),
      el('p', { class: 'soft' }, 'A base model, a fine-tuned one, and two more that were tuned on careful and on length-loving labels. Every flow starts from them.'));
    return;
  }
  show(place, el('h2', {}, 'First, once: prepare the models'),
    el('p', {}, 'A base model learns to write, a fine-tuned one to answer, a simulated crowd labels its answers, and two baselines are tuned. It takes about two minutes on two idle cores, and everything later starts from them.'),
    state.crowd ? el('p', { class: 'verdict right' }, 'You can annotate already.') : null,
    job && isOpen(job) ? el('ul', { class: 'jobs' }, card(job))
      : el('button', { type: 'button', class: 'main', onclick: trying(() => post('jobs', { kind: 'prepare' })) },
        job ? 'Go on preparing' : 'Prepare the models'));
}

async function jobs(views) {
  list(at('jobs'), views);
  const job = newest(views, 'prepare');
  const signs = job ? [job.job.state, job.job.step, job.phase].join() : '';
  if (signs !== before) {
    before = signs;
    state = await get('state');
  }
  prepared(state, job);
}

bar();
let state = await get('state');
show(at('folder'), state.folder);
prepared(state, null);
events(null, { jobs: trying(jobs) });
ready();
