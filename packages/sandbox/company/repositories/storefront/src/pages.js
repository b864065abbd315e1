import { html } from './html.js';

export const price = cents =>
  new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' }).format(
    cents / 100,
  );

const page = (title, body) => html`<!DOCTYPE html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${title} · MyOrg</title>
      <style>
        :root {
          color-scheme: light dark;
          font: 1.1rem/1.5 system-ui, sans-serif;
        }
        body {
          max-width: 42rem;
          margin: 2rem auto;
          padding: 0 1rem;
        }
        li {
          margin-block: 1rem;
        }
      </style>
    </head>
    <body>
      <header><a href="/">MyOrg</a> · <a href="/cart">Cart</a></header>
      <main>${body}</main>
    </body>
  </html>`;

const searchForm = query => html`<form action="/" role="search">
  <label
    >What are you looking for? <input name="q" type="search" value="${query}"
  /></label>
  <button>Find</button>
</form>`;

const buyForm = ({ sku, name, cents }) => html`<form
  action="/cart"
  method="post"
>
  <input type="hidden" name="sku" value="${sku}" />
  <input type="hidden" name="cents" value="${cents}" />
  <button aria-label="Put ${name} into the cart">Put into the cart</button>
</form>`;

/** @param {{query: string, corrected?: object, hits?: object[]}} result of search-service; no hits: nothing asked yet */
export function searchPage({ query, corrected = {}, hits }) {
  const meant = Object.entries(corrected).map(
    ([typed, word]) =>
      html`<p>Nothing is called “${typed}”; this is for “${word}”.</p>`,
  );
  const list = hits?.map(
    hit =>
      html`<li>
        <strong>${hit.name}</strong>, ${price(hit.cents)}<br />${hit.text}
        ${buyForm(hit)}
      </li>`,
  );
  const nothing =
    hits?.length === 0 &&
    html`<p>We have nothing like that. Try a shorter word.</p>`;
  return page(
    query ? `${query}` : 'Mugs, kettles and tea',
    html`<h1>Mugs, kettles and tea</h1>
      ${searchForm(query)} ${meant} ${nothing}
      <ul>
        ${list}
      </ul>`,
  );
}

export function cartPage({ lines, total }) {
  const rows = lines.map(
    line =>
      html`<li>
        ${line.quantity} × ${line.sku}, ${price(line.quantity * line.unitPrice)}
      </li>`,
  );
  return page(
    'Cart',
    html`<h1>Your cart</h1>
      ${lines.length === 0 &&
      html`<p>It is empty. <a href="/">Look around</a>.</p>`}
      <ul>
        ${rows}
      </ul>
      <p><strong>Together ${price(total)}</strong>, tax included.</p>`,
  );
}

export const brokenPage = what =>
  page(
    'Back in a moment',
    html`<h1>Back in a moment</h1>
      <p>
        ${what} does not answer. Your cart is kept; try again in a minute.
      </p>`,
  );
