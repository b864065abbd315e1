import { parseAllDocuments } from 'yaml';
import { Folder } from '../__testUtils__/runCommand';

const file = (name: string, containers: string) =>
  `apiVersion: score.dev/v1b1\nmetadata: { name: ${name} }\ncontainers: ${containers}\n`;

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
  folder.write(
    'shop.yaml',
    file('shop', '{ app: { image: . }, job: { image: . } }'),
  );
  folder.write(
    'cart.yaml',
    file('cart', '{ app: { image: . }, fixed: { image: envoy:1 } }'),
  );
});
afterEach(() => folder.remove());

/** The images by `workload/container`. */
async function images(...given: string[]) {
  const { stdout } = await folder.run([
    'render',
    'shop.yaml',
    'cart.yaml',
    ...given.flatMap(image => ['--image', image]),
  ]);
  return Object.fromEntries(
    parseAllDocuments(stdout)
      .map(document => document.toJS())
      .flatMap(({ metadata, spec }) =>
        spec.template.spec.containers.map((one: any) => [
          `${metadata.name}/${one.name}`,
          one.image,
        ]),
      ),
  );
}

describe('--image', () => {
  it('goes to every container that waits for one', async () => {
    expect(await images('all:1')).toEqual({
      'shop/app': 'all:1',
      'shop/job': 'all:1',
      'cart/app': 'all:1',
      'cart/fixed': 'envoy:1',
    });
  });

  it('is given by workload and container, in whichever order, the most exact first', async () => {
    const wanted = {
      'shop/app': 'registry.example:5000/shop:1',
      'shop/job': 'all:1',
      'cart/app': 'app:1',
      'cart/fixed': 'envoy:1',
    };
    const options = [
      'all:1',
      'app=app:1',
      'shop/app=registry.example:5000/shop:1',
    ];
    expect(await images(...options)).toEqual(wanted);
    expect(await images(...options.reverse())).toEqual(wanted);
  });

  it.each([
    [
      ['shopp/app=x'],
      'there is no container shopp/app; did you mean shop/app?',
    ],
    [['cart/job=x'], 'there is no container cart/job'],
    [['jop=x'], 'there is no container jop; did you mean job?'],
    [['=x'], 'there is no container ""'],
    [
      ['fixed=x'],
      'is used by no container; the file says image: envoy:1 there',
    ],
    [['fixed=x'], 'waiting for an image: shop/app, shop/job, cart/app'],
    [
      ['job=x', 'app=x', 'y'],
      '--image y is used by no container; other --image options',
    ],
    [['shop/job=x', 'job=y'], '--image job=y is used by no container'],
    [['app=x', 'app=y'], 'the image of app is given twice'],
    [['x', 'y'], 'an image for all containers is given twice'],
    [['app=Shop:1'], 'the image "Shop:1" has capitals in "Shop"; write shop'],
    [['app='], 'the image "" is empty'],
    [['shop:1=2'], 'there is no container shop:1'],
  ])('%j ends the command and says why', async (given, message) => {
    const { code, stdout, stderr } = await folder.run([
      'render',
      'shop.yaml',
      'cart.yaml',
      ...given.flatMap(image => ['--image', image]),
    ]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('that no container waits for is an error', async () => {
    folder.write('done.yaml', file('done', '{ app: { image: nginx } }'));
    const { code, stderr } = await folder.run([
      'render',
      'done.yaml',
      '-i',
      'x',
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('none has the image .; write image: . where');
  });
});

it('warns of an image in the file that no cluster can run', async () => {
  folder.write('odd.yaml', file('odd', '{ app: { image: "Nginx:latest" } }'));
  const { code, stderr } = await folder.run(['render', 'odd.yaml']);
  expect(code).toBe(0);
  expect(stderr).toContain(
    'odd.yaml:3:29: warning the image "Nginx:latest" has capitals',
  );
});
