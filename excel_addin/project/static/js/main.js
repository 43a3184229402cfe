// Send the formulas that Excel calculates together as one request.
//
// xlwings calls globalThis.xwRequest.post once for every cell. Calls that come within WAIT ms with
// the same address and sign-in go to /kpi/batch together; every call stays its own entry with its
// own status, so nothing is merged and an error reads as it would have alone. Nothing is kept:
// the next calculation asks again.

const CALL = "/xlwings/custom-functions-call";
const BATCH = "/kpi/batch";
const WAIT = 15; // ms: unnoticed by a person, long enough for Excel to hand over a sheet
const LARGEST = 500; // calls in one request
const REFUSED_WHOLE = [400, 404, 405, 413, 415, 422]; // the batch itself, not a call in it

const request = globalThis.xwRequest;
const alone = request.post;
const queues = new Map(); // address and sign-in -> calls waiting

function answered(call, one) {
  const response = { data: one.body, status: one.status, statusText: "" };
  if (one.status >= 200 && one.status < 300) {
    call.resolve(response);
    return;
  }
  const error = new Error(`Request failed with status ${one.status}`);
  error.response = response;
  call.reject(error);
}

function sendAlone(calls) {
  for (const call of calls) {
    alone(call.url, call.body, call.options).then(call.resolve, call.reject);
  }
}

async function send(key) {
  const calls = queues.get(key);
  if (!calls) return;
  queues.delete(key);
  clearTimeout(calls.timer);
  if (calls.length === 1) {
    sendAlone(calls);
    return;
  }
  const { url, options } = calls[0];
  try {
    const response = await alone(
      url.slice(0, -CALL.length) + BATCH,
      { calls: calls.map((call) => call.body) },
      options,
    );
    const results = response.data?.results;
    if (!Array.isArray(results) || results.length !== calls.length) {
      sendAlone(calls);
      return;
    }
    calls.forEach((call, place) => answered(call, results[place]));
  } catch (error) {
    if (REFUSED_WHOLE.includes(error.response?.status)) {
      sendAlone(calls);
      return;
    }
    for (const call of calls) call.reject(error); // each retries by xlwings' own rules
  }
}

request.post = (url, body, options) => {
  if (!String(url).endsWith(CALL)) return alone(url, body, options);
  return new Promise((resolve, reject) => {
    const key = JSON.stringify([url, options]);
    let calls = queues.get(key);
    if (!calls) {
      calls = [];
      calls.timer = setTimeout(send, WAIT, key);
      queues.set(key, calls);
    }
    calls.push({ url, body, options, resolve, reject });
    if (calls.length >= LARGEST) send(key);
  });
};
