// Answers taken apart: each sentence in the colour, with the mark, of what it does.
import { get } from './api.js';
import { el } from './dom.js';

let tints = null;

export async function loadTints() {
  tints ??= new Map((await get('tints')).map(each => [each.name, each]));
  return tints;
}

function sentence({ tint, text }) {
  const look = tints.get(tint);
  return [el('span', { class: 'tinted ' + look.style, title: look.meaning },
    el('span', { class: 'mark', 'aria-hidden': 'true' }, look.mark),
    el('span', { class: 'unseen' }, `(${look.word}) `), text), ' '];
}

/** The legend of all tints. */
export const legend = () => el('ul', { class: 'legend', 'aria-label': 'What the colours mean' },
  [...tints.values()].map(each => el('li', {}, el('span', { class: 'tinted ' + each.style },
    el('span', { class: 'mark', 'aria-hidden': 'true' }, each.mark), each.word), ' ' + each.meaning)));

const words = sentences => sentences.map(each => each.text).join(' ').split(/\s+/).filter(Boolean).length;

/** One model's answer on a card. */
export function told(model, sentences, gold, look = '') {
  return el('article', { class: 'told ' + look },
    el('h4', {}, model),
    el('p', { class: 'score' }, `${words(sentences)} words` + (gold ? ` · gold ${gold.toFixed(2)} of 5` : '')),
    el('p', { class: 'text' }, sentences.map(sentence)));
}

/** The same questions, several models beside each other: [{model, answers: [{prompt, sentences, gold}], look}]. */
export function sideBySide(models, most = 8) {
  const prompts = models[0].answers.slice(0, most).map(each => each.prompt);
  return prompts.map(prompt => el('section', { class: 'exhibit' },
    el('h3', {}, prompt),
    el('div', { class: 'models' }, models.map(model => {
      const answer = model.answers.find(each => each.prompt === prompt);
      return answer ? told(model.model, answer.sentences, answer.gold, model.look) : null;
    }))));
}

/** A run's exhibits as columns for `sideBySide`. */
export function column(view, index, model, look = '') {
  return {
    model, look,
    answers: view.answers.map(exhibit => ({
      prompt: exhibit.prompt, sentences: exhibit.answers.at(index).sentences, gold: exhibit.answers.at(index).gold,
    })),
  };
}
