import { compareImages, findOther, findSame } from './sameImage';

const [A, B] = ['a', 'b'].map(letter => `sha256:${letter.repeat(64)}`);

it.each([
  ['shop:1.0', 'shop:1.0', 'same'],
  ['shop:1.0', 'docker.io/library/shop:1.0', 'same'],
  ['registry.example/shop:1.0', 'mirror.example:5000/cache/shop:1.0', 'same'],
  ['shop:1.0', `shop:1.0@${A}`, 'same'],
  [`shop:1.0@${A}`, `shop:1.0@${B}`, 'different'],
  [`shop@${A}`, `mirror.example/shop@${A}`, 'same'],
  [`shop@${A}`, `shop@${B}`, 'different'],
  ['shop:1.0', 'shop:1.1', 'different'],
  ['shop:1.0', `shop@${A}`, 'unknown'],
  ['shop:1.0', 'cart:1.0', 'unknown'],
])('%s beside %s is %s', (a, b, expected) => {
  expect(compareImages(a, b)).toBe(expected);
  expect(compareImages(b, a)).toBe(expected);
});

it('takes no namesake of another team for it while the image itself is there', () => {
  const images = ['registry.example/a/api:1.0', 'registry.example/b/api:1.1'];
  expect(findSame('registry.example/a/api:1.1', images)).toBeUndefined();
  expect(findOther('registry.example/a/api:1.1', images)).toBe(images[0]);
});

it('knows the repository of Docker Hub by all its names', () => {
  const images = ['index.docker.io/library/shop:1.0', 'other.example/shop:2.0'];
  expect(findSame('shop:1.0', images)).toBe(images[0]);
  expect(findOther('shop:2.0', images)).toBe(images[0]);
});
