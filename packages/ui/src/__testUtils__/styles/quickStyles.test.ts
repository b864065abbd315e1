import { quickStyles, wholeStyles } from './quickStyles';

const quick = quickStyles();

function draw(css: string, html: string): Element[] {
  document.head.innerHTML = `<style>${css}</style>`;
  document.body.innerHTML = html;
  return [...document.body.querySelectorAll('*')];
}

afterEach(() => {
  document.head.innerHTML = '';
  document.body.innerHTML = '';
});

describe('whether something can be seen is the same as jsdom has it', () => {
  it.each([
    ['by its kind', '', '<p><b hidden></b><input type="hidden"><i></i></p>'],
    ['by a class', '.off { display: none }', '<p class="a off"><b></b></p>'],
    [
      'by the weight of rules',
      'p.a { display: flex } .a { display: none } #b { display: grid } .a.b { display: block }',
      '<p class="a"></p><i class="a"></i><i id="b" class="a b"></i>',
    ],
    [
      'by the weight of what functions are given, and not of the functions',
      '#a .x:where(.b) { display: grid } .x.b:not(.c, #z) { display: block } .x.b.c { display: none } .x:is(.b, #z) { display: flex } .x:nth-child(odd) { display: table } p.x { visibility: hidden } .x:not(:is(.c, .d).b) { visibility: collapse }',
      '<div id="a"><p class="x b"></p><p class="x c"></p></div><p class="x b c"></p><p class="x d"></p><b class="x"></b>',
    ],
    [
      'by what is important, and by its own style',
      '.a { display: none !important } .b { display: none }',
      '<p class="a" style="display: block"></p><p class="b" style="display: flex"></p>',
    ],
    [
      'by what it is in',
      '.a { visibility: hidden; pointer-events: none } .b { visibility: visible } .c { display: inherit }',
      '<p class="a"><b><i class="b"></i></b><i class="c"></i></p>',
    ],
    [
      'by where it is put',
      '.a { position: absolute; overflow: hidden } .b { position: fixed }',
      '<p class="a"><b><i class="b"></i></b></p>',
    ],
    [
      'by where it is',
      '.a .b, .c > .b:not(.d) { display: none } .a::before { display: none } @media screen { .e { display: flex } } @media print { .e { display: none } }',
      '<p class="a"><b><i class="b"></i></b></p><p class="c"><i class="b d"></i><i class="b"></i></p><p class="e"></p>',
    ],
  ])('%s', (_, css, html) => {
    const elements = draw(css, html);
    const seen = (compute: typeof getComputedStyle) =>
      elements.map(element => {
        const styles = compute(element);
        const { display, visibility, pointerEvents, position, overflow } =
          styles;
        const byName = ['display', 'visibility', 'pointer-events', 'position']
          .concat(['overflow', 'pointerEvents', 'toString', 'opacity'])
          .map(name => [name, styles.getPropertyValue(name)]);
        return {
          ...{ tag: element.outerHTML, position, overflow, byName },
          ...{ display, visibility, pointerEvents },
        };
      });
    expect(seen(quick)).toEqual(seen(wholeStyles));
  });
});

it('sees a sheet that came since it was asked last', async () => {
  const [paragraph] = draw('', '<p class="late"></p>');
  expect(quick(paragraph).display).toBe('block');
  document.head.insertAdjacentHTML(
    'beforeend',
    '<style>.late { display: none }</style>',
  );
  expect(quick(paragraph).getPropertyValue('display')).toBe('none');
});

it('asks jsdom for all else', () => {
  const [paragraph] = draw('.a { color: red }', '<p class="a"></p>');
  expect(quick(paragraph).color).toBe('rgb(255, 0, 0)');
  expect(quick(paragraph).getPropertyValue('color')).toBe('rgb(255, 0, 0)');
});

it('answers what is only for a layout the same by either name', () => {
  const [field] = draw(
    'textarea { margin-top: 8px; width: 50px }',
    '<textarea></textarea>',
  );
  const styles = quick(field);
  expect(styles.marginTop).toBe('0px');
  expect(styles.getPropertyValue('margin-top')).toBe('0px');
  expect(styles.width).toBe('');
  expect(styles.getPropertyValue('width')).toBe('');
});
