import { cleanPage } from './cleanPage';

const clean = (body: string) =>
  cleanPage(`<!doctype html><html><body>${body}</body></html>`, [
    'video.example',
  ]);

it.each([
  [
    'a form to another host',
    '<form action="https://x.example/in"><input name="password"></form>',
    /x\.example/,
  ],
  [
    'a button that sends elsewhere',
    '<form><button formaction="//x.example">Go</button></form>',
    /x\.example/,
  ],
  [
    'the same in another spelling',
    '<FORM ACTION=https://x.example><INPUT TYPE=image FormAction=https://x.example></FORM>',
    /x\.example/i,
  ],
  ['a link that acts', '<a href="javascript:alert(1)">a</a>', /javascript/],
  [
    'the same with a line in between',
    '<a href="java\nscript:alert(1)">a</a>',
    /script:/,
  ],
  [
    'the same as an entity',
    '<a href="&#106;avascript:alert(1)">a</a>',
    /script:|#106/,
  ],
  [
    'a page in a link',
    '<a href="data:text/html,<script>alert(1)</script>">a</a>',
    /data:/,
  ],
  [
    'a link of a drawing',
    '<svg><a xlink:href="javascript:alert(1)"><text>a</text></a></svg>',
    /javascript/,
  ],
  [
    'a move to another address',
    '<meta http-equiv="refresh" content="0; url=https://x.example">',
    /x\.example/,
  ],
  [
    'the same in another spelling',
    '<META HTTP-EQUIV=" Refresh" CONTENT="0;URL=\'//x.example\'">',
    /x\.example/,
  ],
  ['a frame', '<iframe src="https://x.example"></iframe>', /iframe/],
  [
    'a frame that looks like an allowed one',
    '<iframe src="https://video.example@x.example/"></iframe>',
    /iframe/,
  ],
  [
    'a frame with a page in it',
    '<iframe src="https://video.example/1" srcdoc="<script>alert(1)</script>"></iframe>',
    /srcdoc|script/,
  ],
  [
    'an embedded program',
    '<object data="x.swf"></object><embed src="x.swf">',
    /object|embed/,
  ],
  ['another base of links', '<base href="https://x.example/">', /x\.example/],
  ['a handler', '<img src="a.png" OnError="alert(1)">', /alert/],
  ['a script', '<script src="https://x.example/a.js"></script>', /x\.example/],
  [
    'a report of clicks',
    '<a href="b/" ping="https://x.example">b</a>',
    /x\.example/,
  ],
])('takes out %s', (_what, body, gone) => {
  expect(clean(body)).not.toMatch(gone);
});

it.each([
  [
    'a form without an address, such as that of search',
    '<form name="search"><input name="query" /></form>',
  ],
  [
    'a move within the site',
    '<meta http-equiv="refresh" content="0; url=../new/" />',
  ],
  [
    'links',
    '<a href="../b/#c">b</a><a href="https://example.com">c</a><a href="mailto:a@example.com">d</a>',
  ],
  ['a picture in the page', '<img src="data:image/png;base64,AAAA" alt="a" />'],
  [
    'a frame from an allowed host',
    '<iframe src="https://video.example/1"></iframe>',
  ],
  [
    'what the theme marks',
    '<label class="md-nav" for="__drawer" data-md-component="x"></label>',
  ],
  [
    'text that looks like a tag',
    '<code>&lt;form action="https://x.example"&gt;</code>',
  ],
])('keeps %s', (_what, body) => {
  expect(clean(body)).toContain(body);
});
