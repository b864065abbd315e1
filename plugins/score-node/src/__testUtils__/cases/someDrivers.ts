import assert from 'node:assert/strict';
import type { JsonObject } from '@backstage/types';
import { Bench } from '../Bench';
import type {
  DriverAbility,
  DriverContract,
  Existing,
} from '../DriverContract';
import type { Checks } from '../DriverCase';
import { AS_PROVIDED, openPart } from './everyDriver';

/** Each kind of settings that it has to refuse. */
export const refusals = (badSettings: Record<string, JsonObject>): Checks =>
  Object.fromEntries(
    Object.entries(badSettings).map(([what, settings]) => [
      `refuses settings: ${what}`,
      async (bench, { before, now }) => {
        assert.notDeepEqual(bench.driver.checkSettings(settings), []);
        for (const method of ['plan', 'apply'] as const) {
          await assert.rejects(
            async () =>
              bench.driver[method](bench.request(settings), bench.call()),
            { name: 'InputError' },
            `${method} has to throw an InputError`,
          );
        }
        assert.deepEqual(await now(), before);
      },
    ]),
  );

/** For what can be changed by hand. */
export const mending = (
  disturb: NonNullable<DriverContract['disturb']>,
): Checks => ({
  'finds what was changed by hand, and mends it': async (bench, { now }) => {
    const provided = await bench.apply();
    const asProvided = await now();
    await disturb(provided);
    assert.notEqual((await bench.observe()).status, 'as-provided');
    const { action, changes } = await bench.plan();
    assert.notEqual(action, 'none');
    assert.notDeepEqual(changes, []);
    await bench.apply();
    assert.deepEqual(await bench.observe(), AS_PROVIDED);
    assert.deepEqual(await now(), asProvided);
  },
});

const rotate: Checks = {
  'rotates to other secrets, also when the answer was lost': async bench => {
    const { secrets: old } = await bench.apply();
    const lost = await bench.rotateAndForget();
    assert.notDeepEqual(lost.secrets, old);
    const rotated = bench.take(await bench.rotateAndForget());
    assert.notDeepEqual(rotated.secrets, old);
    assert.equal((await bench.plan()).action, 'none');
    assert.deepEqual(await bench.observe(), AS_PROVIDED);
    assert.deepEqual(openPart(await bench.apply()), openPart(rotated));
  },
};

const accept: Checks = {
  'takes what was changed by hand for what it provided, and changes nothing':
    async (bench, { contract, now }) => {
      const { adjust } = contract;
      assert.ok(adjust, 'who accepts has to say what, by adjust');
      await adjust(await bench.apply());
      assert.equal((await bench.observe()).status, 'changed');
      const adjusted = await now();
      bench.take(await bench.acceptAndForget());
      assert.deepEqual(await now(), adjusted);
      assert.deepEqual(await bench.observe(), AS_PROVIDED);
      assert.equal((await bench.plan()).action, 'none');
      await bench.apply();
      assert.deepEqual(await now(), adjusted);
      assert.deepEqual(await bench.observe(), AS_PROVIDED);
    },
};

const restore: Checks = {
  'restores what it kept, once, and purges nothing of it then': async (
    bench,
    { now },
  ) => {
    await bench.apply();
    const { kept } = await bench.destroy();
    assert.ok(kept, 'who restores has to keep something');
    assert.ok(Date.parse(kept.until) > 0, 'until has to be a time');
    await bench.restore(kept.state);
    const back = await now();
    await bench.restore(kept.state);
    assert.deepEqual(await now(), back);
    assert.deepEqual(await bench.observe(), AS_PROVIDED);
    await bench.purge(kept.state);
    assert.deepEqual(await bench.observe(), AS_PROVIDED);
    assert.deepEqual(await now(), back);
  },
};

const purge: Checks = {
  'leaves nothing once what it kept is purged, and can be asked again': async (
    bench,
    { before, now },
  ) => {
    await bench.apply();
    const { kept } = await bench.destroy();
    assert.ok(kept, 'who purges has to keep something');
    await bench.purge(kept.state);
    await bench.purge(kept.state);
    assert.deepEqual(await now(), before);
  },
};

/** With something that was made by hand, which goes at the end. */
const overExisting =
  (
    check: (
      existing: Existing,
      ...rest: Parameters<Checks[string]>
    ) => Promise<void>,
  ): Checks[string] =>
  async (bench, context) => {
    const { existing } = context.contract;
    assert.ok(existing, 'who takes over has to say what, by existing');
    const made = await existing();
    try {
      await check(made, bench, context);
    } finally {
      await bench.clear();
      await made.clear();
    }
  };

const imports: Checks = {
  'plans to take over without changing anything': overExisting(
    async ({ what }, bench, { now }) => {
      const { imports: importer } = bench.driver;
      assert.deepEqual(importer!.check(what), []);
      assert.notDeepEqual(importer!.check({}), []);
      assert.notEqual(importer!.nameOf(what), '');
      const found = await now();
      await bench.planImport(what);
      assert.deepEqual(await now(), found);
    },
  ),

  'takes over what exists, once and without loss, also when the answer was lost':
    overExisting(async ({ what, content }, bench, { now }) => {
      const held = await content();
      const { outputs: planned } = await bench.planImport(what);
      const lost = await bench.takeAndForget(what);
      const taken = await now();
      const again = bench.take(await bench.takeAndForget(what));
      assert.deepEqual(again.outputs, lost.outputs);
      assert.deepEqual({ ...again.outputs, ...planned }, again.outputs);
      assert.deepEqual(await now(), taken);
      assert.deepEqual(await content(), held);
      assert.equal((await bench.plan()).action, 'none');
      assert.deepEqual(await bench.observe(), AS_PROVIDED);
      assert.deepEqual(openPart(await bench.apply()), openPart(again));
      assert.deepEqual(await now(), taken);
    }),

  'takes over nothing that is another resource already': overExisting(
    async ({ what }, bench, { contract, now }) => {
      const first = new Bench(contract);
      first.take(await first.takeAndForget(what));
      const taken = await now();
      for (const attempt of [
        async () => bench.planImport(what),
        async () => bench.takeAndForget(what),
      ]) {
        await assert.rejects(attempt, { name: 'ConflictError' });
      }
      assert.deepEqual(await now(), taken);
      await first.clear();
    },
  ),
};

/** For a driver that has it. */
export const whoCan: Record<DriverAbility, Checks> = {
  rotate,
  accept,
  restore,
  purge,
  imports,
};
