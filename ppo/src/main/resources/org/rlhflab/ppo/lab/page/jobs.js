// Jobs as cards: what is done, how long it takes, and a button to end it.
import { post } from './api.js';
import { el, show } from './dom.js';
import { trying } from './shell.js';

const STATES = { QUEUED: 'waits', RUNNING: 'runs', DONE: 'done', FAILED: 'failed', CANCELLED: 'cancelled' };

export const left = seconds => seconds < 90 ? `${Math.max(1, Math.round(seconds))} s left`
  : `${Math.round(seconds / 60)} min left`;

export const isOpen = view => view.job.state === 'QUEUED' || view.job.state === 'RUNNING';

/** One job. */
export function card(view) {
  const { job, share, seconds_left: seconds, phase } = view;
  const told = job.state === 'RUNNING' ? [phase, left(seconds)].filter(Boolean).join(' · ')
    : job.state === 'QUEUED' ? 'waits for the one before it'
      : job.state === 'FAILED' ? job.message
        : job.state === 'DONE' ? `took ${Math.round((job.ended - job.started) / 1000)} s` : 'cancelled';
  return el('li', { class: 'job ' + job.state.toLowerCase() },
    el('div', { class: 'job-head' }, el('strong', {}, job.plan.title), el('span', { class: 'badge' }, STATES[job.state])),
    isOpen(view) ? el('progress', { max: '1', value: String(share), 'aria-label': job.plan.title }) : null,
    el('div', { class: 'job-foot' }, el('span', { class: 'soft' }, told),
      isOpen(view)
        ? el('button', { type: 'button', onclick: trying(() => post(`jobs/${job.id}/cancel`)) }, 'Cancel')
        : job.state === 'FAILED' || job.state === 'CANCELLED'
          ? el('button', { type: 'button', onclick: trying(() => post(`jobs/${job.id}/go-on`)) }, 'Go on') : null));
}

/** All of them, those under way first. */
export function list(place, views, most = 8) {
  const order = [...views].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
  show(place, order.length ? order.slice(0, most).map(card)
    : el('li', { class: 'soft' }, 'Nothing has been asked for yet.'));
}

/** The newest job of a kind. */
export const newest = (views, kind) => views.find(view => view.job.plan.kind === kind);
