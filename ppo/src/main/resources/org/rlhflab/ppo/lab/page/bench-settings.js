// Every slider and switch of the bench, and its mirror in the address.
export const SETTINGS = [
  { name: 'verbosity_bias', title: 'Verbosity bias', least: 0, most: 4, step: .5, start: 2, unit: ' points', told: 'What twice the words are worth to them, in rubric points.' },
  { name: 'confidence_bias', title: 'Confidence bias', least: 0, most: 4, step: .5, start: 0, unit: ' points', told: 'What “Without any doubt” is worth to them.' },
  { name: 'lapse_rate', title: 'Lapse rate', least: 0, most: 1, step: .05, start: 0, percent: true, told: 'Tasks answered by a tossed coin.' },
  { name: 'pairs', title: 'Labels', least: 50, most: 2000, step: 50, start: 600, unit: ' pairs', told: 'How many pairs they label.' },
  { name: 'careless', title: 'Careless annotators', least: 0, most: 1, step: .1, start: 0, percent: true, told: 'Of the ten, those who seldom read and take the longer one.' },
  { name: 'kl_coefficient', title: 'KL coefficient', least: 0, most: .5, step: .01, start: .05, unit: '', told: 'What distance from the fine-tuned model costs.' },
];

export const ALGORITHMS = { ppo: 'PPO', rloo: 'RLOO', grpo: 'GRPO', dpo: 'DPO' };

/** As people read it. */
export const shown = (setting, value) =>
  setting.percent ? `${Math.round(100 * value)}%` : `${Number(value.toFixed(2))}${setting.unit}`;

/** What the address asks for; what it leaves out is at its start. */
export function fromAddress() {
  const given = new URLSearchParams(location.search);
  const value = {};
  for (const each of SETTINGS) {
    const asked = given.has(each.name) ? Number(given.get(each.name)) : NaN;
    value[each.name] = Number.isFinite(asked) ? Math.min(each.most, Math.max(each.least, asked)) : each.start;
  }
  value.weighted = given.get('weighted') === 'true';
  value.algorithm = given.get('algorithm') in ALGORITHMS ? given.get('algorithm') : 'ppo';
  return value;
}

/** Puts it there. */
export function toAddress(value) {
  history.replaceState(null, '', location.pathname + '?' + new URLSearchParams(value));
}

/** A setting in few words: what differs from careful people, and how many labels. */
export const brief = value => [
  ...SETTINGS.filter(each => each.name === 'pairs' || Number(value[each.name]) !== (each.name === 'kl_coefficient' ? .05 : 0))
    .map(each => `${each.title.toLowerCase()} ${each.percent ? `${Math.round(100 * value[each.name])}%` : value[each.name]}`),
  value.weighted ? 'weighted' : null, value.algorithm === 'ppo' ? null : ALGORITHMS[value.algorithm],
].filter(Boolean).join(', ');
