// What a platform would say of somebody's labels.
import { get } from './api.js';
import { el, put, show, table } from './dom.js';
import { interval, intervalBar, number, tile } from './figures.js';

const percent = it => it ? `${Math.round(100 * it.mean)}%` : '–';
const range = it => it ? `95% interval ${Math.round(100 * it.lo)} to ${Math.round(100 * it.hi)}%` : 'too few to say';
const share = (title, it, remark) => tile(title, percent(it), `${range(it)}. ${remark}`, it ? intervalBar(it, 0, 1) : null);

function bias(title, own, earned, remark) {
  const pays = earned ? ` On these pairs the rubric pays ${number(earned.mean)}.` : '';
  return tile(title, own ? number(own.mean) : '–',
    (own ? `log-odds, 95% interval ${number(own.lo)} to ${number(own.hi)}; 0 is none. ` : 'too few pairs differ in it. ') + remark + pays,
    own ? intervalBar(own, -4, 4, 0) : null);
}

const words = key => key.replaceAll('_', ' ');

function difference(it) {
  return el('details', {},
    el('summary', {}, `Pair ${it.task}: ${it.prompt}`),
    it.tie
      ? el('p', {}, `You preferred the first of these; to the rubric both are worth ${number(it.better_score)}.`)
      : el('p', {}, `Why: ${words(it.dimension.toLowerCase())} ${number(it.better_points, 1)} against ${number(it.worse_points, 1)}.`),
    el('blockquote', {}, el('p', {}, el('strong', {}, (it.tie ? 'Yours' : 'Better') + ` (${number(it.better_score)}): `), it.better)),
    el('blockquote', {}, el('p', {}, el('strong', {}, (it.tie ? 'The other' : 'Yours') + ` (${number(it.worse_score)}): `), it.worse)));
}

async function pairFeedback(place, person) {
  const { labels, audit, report } = await get('pairs/feedback', { person });
  put(place, el('h2', {}, `Your ${labels} labels of pairs`),
    el('p', { class: 'finding' }, `Status: ${audit.status}. ${audit.reason}`),
    audit.flags.some(each => each !== audit.reason) ? el('ul', { class: 'plain' }, audit.flags.filter(each => each !== audit.reason).map(each => el('li', {}, each))) : null,
    el('div', { class: 'tiles' },
      share('Right on gold tasks', audit.gold_accuracy, `${audit.gold_tasks} of your pairs had a clearly better answer.`),
      share('Same judgment the second time', audit.consistency, `${audit.repeats} pairs came twice.`),
      share('Agreement with the crowd', audit.agreement, 'With what most others say of the same pair.'),
      bias('Pull of length', audit.length_bias, report.earned_length, 'For twice the words.'),
      bias('Pull of sounding sure', audit.confidence_bias, report.earned_confidence, 'For one booster more.'),
      bias('Pull of the left side', audit.position_bias, null, 'For being shown first.'),
      tile('The longer one chosen', report.unequal ? `${report.longer_chosen} of ${report.unequal}` : '–', 'Of choices between unequal lengths.'),
      tile('Reasons that cite', audit.rationale_specific === null ? '–' : `${Math.round(100 * audit.rationale_specific)}%`, 'Of the reasons you wrote.')),
    el('h2', {}, report.differences.length ? `The rubric sees ${report.differences.length} otherwise, the clearest first` : 'The rubric agrees with every single one'),
    report.differences.map(difference));
}

async function ratingFeedback(place, person) {
  const found = await get('ratings/feedback', { person });
  put(place, el('h2', {}, `Your ratings of ${found.rated} answers`),
    found.repeats ? el('p', {}, `Of ${found.repeats} marks given twice, ${found.same} were the same.`) : null,
    table('Your marks beside the rubric’s', ['', 'yours', "rubric's", 'lenient by', 'mean distance'],
      found.dimensions.map(it => [words(it.key), number(it.own), number(it.rubric), number(it.leniency), number(it.distance)])),
    found.farthest.length ? el('h3', {}, 'Farthest apart') : null,
    found.farthest.map(it => el('blockquote', {}, el('p', {}, `${words(it.key)}: you ${it.own}, the rubric ${number(it.rubric, 1)}. ${it.response}`))));
}

function downloads(person) {
  const file = (name, text) => el('a', { class: 'button', href: '/api/people/file?' + new URLSearchParams({ person, name }), download: `${person}-${name}` }, text);
  return el('div', { class: 'row' }, file('labels.jsonl', 'Download my labels'), file('ratings.jsonl', 'Download my ratings'),
    file('demonstrations.jsonl', 'Download my answers'));
}

export async function feedback(place, person) {
  show(place, el('p', { class: 'soft' }, 'Measuring…'));
  const found = el('div');
  for (const part of [pairFeedback, ratingFeedback]) {
    try {
      await part(found, person);
    } catch (tooEarly) {
      put(found, el('p', { class: 'soft' }, tooEarly.message));
    }
  }
  show(place, found, el('h2', {}, 'Your files'), downloads(person));
}
