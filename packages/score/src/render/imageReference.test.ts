import { imageProblem } from './imageReference';

const HEX = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

it.each([
  'nginx',
  'nginx:1.27',
  'library/nginx',
  'registry.example/shop/app:1.4.2',
  'registry.example:5000/app',
  'localhost/app:v1',
  'LocalRegistry/app',
  '[::1]:5000/app:1',
  `app@sha256:${HEX}`,
  `registry.example/a__b/c--d:V_1.0-x@sha256:${HEX}`,
  'app:_',
])('takes %s', image => {
  expect(imageProblem(image)).toBeUndefined();
});

it.each([
  ['', 'is empty'],
  ['.', 'stands for an image that is given later'],
  ['shop app', 'has a space'],
  ['shop:1\n', 'has a space or a line end'],
  ['https://registry.example/shop', 'begins with https://'],
  ['docker://shop:1', 'begins with docker://'],
  ['Shop:1', 'has capitals in "Shop"; write shop'],
  ['registry.example/Shop', 'has capitals in "Shop"'],
  ['registry.example/', 'has an empty part'],
  ['registry.example//shop', 'has an empty part'],
  ['/shop', 'has an empty part'],
  ['-shop', 'has "-shop" in its name'],
  ['shop-', 'has "shop-" in its name'],
  ['a..b', 'has "a..b" in its name'],
  ['shop:', 'no tag follows'],
  ['shop:bad tag', 'has a space'],
  ['shop:-1', 'has the tag "-1"'],
  ['shop:1:2', 'has the tag "1:2"'],
  [`shop:${'x'.repeat(129)}`, 'a tag has 1 to 128'],
  ['shop:1@', 'has the digest ""'],
  ['shop@sha256:abc', 'has the digest "sha256:abc"'],
  [`shop@sha256:${HEX}00`, 'has a sha256 digest of 66 digits; it has 64'],
  [`shop@sha256:${HEX.toUpperCase()}`, 'in small letters'],
  [`shop@sha256:${HEX}@sha256:${HEX}`, 'has the digest'],
  ['bad_host.example:x/app', 'names the registry "bad_host.example:x"'],
  ['registry.example:70000/app', 'names the port 70000'],
  ['registry.example:0/app', 'names the port 0'],
  [HEX, 'is the id of an image'],
  [`${'a'.repeat(256)}`, 'has a name of 256 characters'],
  ['${IMAGE}', 'has "${IMAGE}" in its name'],
])('refuses %j and names what is wrong', (image, problem) => {
  expect(imageProblem(image)).toContain(problem);
});
