// The annotator's desk: who sits here, and which of the kinds of work.
import { at, show } from './dom.js';
import { demonstrations } from './demonstrations.js';
import { feedback } from './feedback.js';
import { pairs } from './pairs.js';
import { choose } from './person.js';
import { ratings } from './ratings.js';
import { bar, ready, trying } from './shell.js';

const WORK = { pairs, ratings, demonstrations, feedback };
const tabs = Object.keys(WORK).map(name => at('tab-' + name));
let person = '';
let leave = () => {};

async function open(name) {
  leave();
  for (const tab of tabs) {
    const chosen = tab.id === 'tab-' + name;
    tab.setAttribute('aria-selected', String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
  at('view').setAttribute('aria-labelledby', 'tab-' + name);
  history.replaceState(null, '', location.pathname + location.search + '#' + name);
  show(at('view'));
  if (person) leave = await WORK[name](at('view'), person, open) ?? (() => {});
}

const asked = () => (location.hash.slice(1) in WORK ? location.hash.slice(1) : 'pairs');

bar();
for (const [i, tab] of tabs.entries()) {
  tab.addEventListener('click', trying(() => open(tab.id.slice(4))));
  tab.addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.stopPropagation();
    const next = tabs[(i + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
  });
}
addEventListener('hashchange', trying(() => open(asked())));
await choose(at('person'), async name => { person = name; await open(asked()); });
ready();
