// Every request of the pages; a refusal becomes an Error with the server's sentence.

async function answer(response) {
  const body = await response.text();
  let document = null;
  try { document = body ? JSON.parse(body) : null; } catch { /* not ours: its status says it */ }
  if (response.ok) return document;
  throw new Error(document?.error ?? (body || `the lab answered ${response.status}`));
}

async function send(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error('The lab does not answer. Is it still running in the terminal?');
  }
  return answer(response);
}

const query = parameters => {
  const text = new URLSearchParams(parameters).toString();
  return text ? '?' + text : '';
};

export const get = (path, parameters = {}) => send('/api/' + path + query(parameters));

export const post = (path, body = {}, parameters = {}) => send('/api/' + path + query(parameters), {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
});

export const upload = (path, file, parameters) => send('/api/' + path + query(parameters), {
  method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: file,
});

/**
 * Server-sent events: `jobs` whenever the list changes, `curve` while the watched job trains. Closed
 * while the page is hidden: a browser has few connections to one server.
 */
export function events(job, listeners) {
  let source = null;
  const open = () => {
    if (source) return;
    source = new EventSource('/api/events' + query(job ? { job } : {}));
    listeners.reset?.();
    for (const [name, listener] of Object.entries(listeners)) {
      if (name !== 'reset') source.addEventListener(name, event => listener(JSON.parse(event.data)));
    }
  };
  const close = () => { source?.close(); source = null; };
  const turn = () => (document.hidden ? close() : open());
  document.addEventListener('visibilitychange', turn);
  addEventListener('pagehide', close);
  turn();
  return () => { document.removeEventListener('visibilitychange', turn); close(); };
}
