// Asks the portal to promote this service and waits for the outcome.
//
//   node .github/scripts/promote.mjs <from> <to>
//
// TOWPATH_URL      the portal, such as https://portal.example.com
// TOWPATH_TOKEN    a token of the portal that may promote, see docs/runbook.md
// SERVICE, VERSION what to promote
// PROMOTION_MINUTES how long to wait for gates, approval and deployment, 60 if unset
const [from, to] = process.argv.slice(2);
const { TOWPATH_URL, TOWPATH_TOKEN, SERVICE, VERSION } = process.env;
const { PROMOTION_MINUTES = '60', PROMOTION_POLL_SECONDS = '10' } = process.env;
const { GITHUB_RUN_ID = 'local', GITHUB_RUN_ATTEMPT = '1' } = process.env;

const FAILURES = ['failed', 'rejected', 'cancelled', 'superseded', 'rolled-back'];
const TOKEN_HINT =
  'TOWPATH_TOKEN has to be a token of the portal that names environment.promotion.create and environment.promotion.read; see docs/runbook.md';
const deadline = Date.now() + Number(PROMOTION_MINUTES) * 60_000;

class Refused extends Error {}

async function call(method, path, { body, headers } = {}) {
  const response = await fetch(new URL(`/api/environment${path}`, TOWPATH_URL), {
    method,
    headers: {
      authorization: `Bearer ${TOWPATH_TOKEN}`,
      'content-type': 'application/json',
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  const message = `the portal answered ${response.status}: ${wordsOf(text)}`;
  // 409: a gate is closed, perhaps for now only.
  if (response.status === 409 || response.status >= 500) throw new Error(message);
  const isAboutToken = response.status === 401 || response.status === 403;
  throw new Refused(isAboutToken ? `${message}. ${TOKEN_HINT}` : message);
}

function wordsOf(text) {
  try {
    return JSON.parse(text).error.message ?? text;
  } catch {
    return text;
  }
}

async function keepTrying(attempt) {
  for (let said = ''; ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof Refused || Date.now() > deadline) throw error;
      const message = error.cause?.message || error.message;
      if (message !== said) console.log((said = message));
      await pause();
    }
  }
}

const pause = () =>
  new Promise(resolve => setTimeout(resolve, Number(PROMOTION_POLL_SECONDS) * 1000));

/** The same run gets the same promotion, however often it asks. */
async function begin(run) {
  const { promotion } = await keepTrying(() =>
    call('POST', '/promotions', {
      headers: { 'idempotency-key': `${SERVICE}/${to}/${VERSION}/${run}` },
      body: { service: SERVICE, from, to, version: VERSION },
    }),
  );
  return promotion;
}

/** A job that is run again goes on with its promotion, or begins another when that one has failed. */
async function beginOrGoOn() {
  const promotion = await begin(GITHUB_RUN_ID);
  const again = GITHUB_RUN_ATTEMPT !== '1' && FAILURES.includes(promotion.status);
  return again ? begin(`${GITHUB_RUN_ID}-${GITHUB_RUN_ATTEMPT}`) : promotion;
}

function describe({ status, waitingFor }, page) {
  if (status === 'awaiting-approval') {
    return `::notice::it waits for approval${waitingFor ? `, ${waitingFor}` : ''}: ${page}`;
  }
  return waitingFor ? `${status}: ${waitingFor}` : status;
}

async function waitForEnd(promotion, page) {
  for (let shown = ''; ; ) {
    const { status, outcome } = promotion;
    const words = describe(promotion, page);
    if (words !== shown) console.log((shown = words));
    if (status === 'succeeded') return;
    if (FAILURES.includes(status)) {
      throw new Refused(`it ended as ${status}${outcome ? `: ${outcome}` : ''}. See ${page}`);
    }
    if (Date.now() > deadline) {
      throw new Refused(`it is still ${status} after ${PROMOTION_MINUTES} minutes and goes on in the portal: ${page}`);
    }
    await pause();
    promotion = await keepTrying(() => call('GET', `/promotions/${promotion.id}`));
  }
}

async function main() {
  for (const name of ['TOWPATH_URL', 'TOWPATH_TOKEN', 'SERVICE', 'VERSION']) {
    if (!process.env[name]) throw new Refused(`${name} is not set; see docs/runbook.md`);
  }
  if (!from || !to) throw new Refused('say from where to where: promote.mjs dev staging');
  const promotion = await beginOrGoOn();
  const page = new URL(`/environments/promotions/${promotion.id}`, TOWPATH_URL).href;
  console.log(`promotion of ${SERVICE} ${VERSION} from ${from} to ${to}: ${page}`);
  await waitForEnd(promotion, page);
}

main().catch(error => {
  console.error(`::error::${error.message.replaceAll('\n', ' ')}`);
  process.exitCode = 1;
});
