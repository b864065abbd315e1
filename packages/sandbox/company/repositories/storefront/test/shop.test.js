import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { html, toText } from '../src/html.js';
import { price, searchPage } from '../src/pages.js';
import { shop } from '../src/shop.js';

async function listen(t, handler) {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

test('what people type is shown as text and never becomes markup', () => {
  const query = '"><script>alert(1)</script>';
  const page = toText(
    searchPage({ query, hits: [], corrected: { [query]: '<b>' } }),
  );
  assert.doesNotMatch(page, /<script|<b>/);
  assert.match(page, /We have nothing like that/);
});

test('html inside html is not escaped twice, lists have no commas, false shows nothing', () => {
  const items = ['a&b', 'c'].map(name => html`<i>${name}</i>`);
  assert.equal(
    toText(html`<p>${items}${false}</p>`),
    '<p><i>a&amp;b</i><i>c</i></p>',
  );
});

test('prices are written with two decimals', () => {
  assert.deepEqual([5, 1990, 123456].map(price), [
    '€0.05',
    '€19.90',
    '€1,234.56',
  ]);
});

test('the shop stays up when search is down and says what is missing', async t => {
  t.mock.method(console, 'error', () => {});
  const url = await listen(t, shop({}));
  const page = await fetch(`${url}/?q=mug`);
  assert.equal(page.status, 503);
  assert.match(await page.text(), /The search does not answer/);
  assert.equal((await fetch(`${url}/ready`)).status, 200);
});

test('putting the same thing into the cart again makes two, and reloading makes none', async t => {
  const puts = [];
  const cartUrl = await listen(t, async (req, res) => {
    if (req.method === 'PUT') {
      let body = '';
      for await (const chunk of req) body += chunk;
      puts.push([req.url, JSON.parse(body)]);
    }
    const lines = puts.length ? [{ sku: 'MUG', ...puts.at(-1)[1] }] : [];
    res.end(JSON.stringify({ lines, total: 995 * (lines[0]?.quantity ?? 0) }));
  });
  const url = await listen(t, shop({ cartUrl }));
  const cookie = 'cart=00000000-0000-4000-8000-000000000000';
  const add = () =>
    fetch(`${url}/cart`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
      body: new URLSearchParams({ sku: 'MUG', cents: '995' }),
    });
  assert.equal((await add()).status, 303);
  await add();
  assert.deepEqual(
    puts.map(([, line]) => line.quantity),
    [1, 2],
  );
  const page = await (
    await fetch(`${url}/cart`, { headers: { cookie } })
  ).text();
  assert.match(page, /Together €19\.90/);
  assert.equal(puts.length, 2);
});
