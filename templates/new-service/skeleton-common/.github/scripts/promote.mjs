// Asks the portal to promote this service and waits for the outcome.
//
//   node .github/scripts/promote.mjs <from> <to>
//
// TOWPATH_URL      the portal, such as https://portal.example.com
// TOWPATH_TOKEN    a token that may promote this service
// SERVICE, VERSION what to promote
// PROMOTION_MINUTES how long to wait, 60 if unset
const [from, to] = process.argv.slice(2);
const { TOWPATH_URL, TOWPATH_TOKEN, SERVICE, VERSION } = process.env;
const { PROMOTION_MINUTES = '60', PROMOTION_POLL_SECONDS = '10' } = process.env;

const ENDS = ['succeeded', 'failed', 'rejected', 'cancelled', 'superseded', 'rolled-back'];
const deadline = Date.now() + Number(PROMOTION_MINUTES) * 60_000;

class Refused extends Error {}

async function call(method, path, body) {
  const response = await fetch(new URL(`/api/environment${path}`, TOWPATH_URL), {
    method,
    headers: {
      authorization: `Bearer ${TOWPATH_TOKEN}`,
      'content-type': 'application/json',
      // The same for every try of this run, so a retry begins no second promotion.
      'idempotency-key': `${SERVICE}/${to}/${VERSION}/${process.env.GITHUB_RUN_ID ?? 'local'}`,
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  const message = `the portal answered ${response.status}: ${text}`;
  // 409: not healthy in `from` yet, or another promotion runs.
  if (response.status === 409 || response.status >= 500) throw new Error(message);
  throw new Refused(message);
}

async function keepTrying(attempt) {
  for (let said = ''; ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof Refused || Date.now() > deadline) throw error;
      if (error.message !== said) console.log((said = error.message));
      await pause();
    }
  }
}

const pause = () =>
  new Promise(resolve => setTimeout(resolve, Number(PROMOTION_POLL_SECONDS) * 1000));

async function main() {
  for (const name of ['TOWPATH_URL', 'TOWPATH_TOKEN', 'SERVICE', 'VERSION']) {
    if (!process.env[name]) throw new Refused(`${name} is not set; see docs/runbook.md`);
  }
  if (!from || !to) throw new Refused('say from where to where: promote.mjs dev staging');
  const wanted = { service: SERVICE, from, to, version: VERSION };
  const { promotionId } = await keepTrying(() => call('POST', '/promotions', wanted));
  console.log(`promotion ${promotionId} of ${SERVICE} ${VERSION} from ${from} to ${to}`);
  for (let shown = ''; ; ) {
    const { status } = await keepTrying(() => call('GET', `/promotions/${promotionId}`));
    if (status !== shown) console.log((shown = status));
    if (status === 'succeeded') return;
    if (ENDS.includes(status)) throw new Refused(`it ended as ${status}`);
    if (Date.now() > deadline) {
      throw new Refused(`it is still ${status} after ${PROMOTION_MINUTES} minutes; it goes on in the portal`);
    }
    await pause();
  }
}

main().catch(error => {
  console.error(`::error::${error.message.replaceAll('\n', ' ')}`);
  process.exitCode = 1;
});
