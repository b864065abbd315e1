import assert from 'node:assert/strict';
import type { Provided } from '../../Driver';
import { Bench } from '../Bench';
import type { Checks } from '../DriverCase';
import { ABILITIES } from '../DriverContract';

export const AS_PROVIDED = { status: 'as-provided' };

/** What is not secret in an answer. */
export const openPart = ({ state, outputs }: Provided) => ({ state, outputs });

const METHODS = ['plan', 'apply', 'observe', 'destroy'] as const;

/** What every driver has to hold. */
export const everyDriver: Checks = {
  'can what its tests are told that it can': async (
    { driver },
    { contract },
  ) => {
    assert.deepEqual(
      ABILITIES.filter(ability => driver[ability]),
      ABILITIES.filter(ability => contract.can.includes(ability)),
    );
  },

  'has nothing against the settings that it works with': async (
    { driver },
    { contract },
  ) => {
    assert.deepEqual(driver.checkSettings(contract.settings()), []);
  },

  'plans without changing anything': async (bench, { before, now }) => {
    assert.equal((await bench.plan()).action, 'create');
    assert.deepEqual(await now(), before);
    await bench.apply();
    const provided = await now();
    const { action, changes } = await bench.plan();
    assert.deepEqual({ action, changes }, { action: 'none', changes: [] });
    assert.deepEqual(await now(), provided);
  },

  'plans the outputs that it then gives': async bench => {
    const { outputs: planned } = await bench.plan();
    const { outputs } = await bench.apply();
    assert.deepEqual({ ...outputs, ...planned }, outputs);
  },

  'answers the same when applied again': async (bench, { now }) => {
    const first = await bench.apply();
    const provided = await now();
    assert.deepEqual(openPart(await bench.apply()), openPart(first));
    assert.deepEqual(await now(), provided);
  },

  'finds what it made when the answer was lost': async (bench, { now }) => {
    const lost = await bench.applyAndForget();
    const provided = await now();
    const found = await bench.apply();
    assert.deepEqual(found.outputs, lost.outputs);
    assert.deepEqual(
      Object.keys(found.secrets ?? {}).sort(),
      Object.keys(lost.secrets ?? {}).sort(),
      'secrets whose values were lost have to be given again',
    );
    assert.deepEqual(await now(), provided);
    assert.deepEqual(await bench.observe(), AS_PROVIDED);
  },

  'makes one when two apply at once': async (bench, { now }) => {
    const ended = await Promise.allSettled([
      bench.applyAndForget(),
      bench.applyAndForget(),
    ]);
    assert.ok(
      ended.some(({ status }) => status === 'fulfilled'),
      'one of the two has to come through',
    );
    const provided = await now();
    await bench.apply();
    assert.deepEqual(await now(), provided);
  },

  'observes what it provided, and changes nothing': async (bench, { now }) => {
    await bench.apply();
    const provided = await now();
    assert.deepEqual(await bench.observe(), AS_PROVIDED);
    assert.deepEqual(await now(), provided);
  },

  'destroys once, and can be asked again': async (bench, { before, now }) => {
    await bench.apply();
    const actsOutside = `${await now()}` !== `${before}`;
    const first = await bench.destroy();
    const left = await now();
    assert.deepEqual(await bench.destroy(), first);
    assert.deepEqual(await now(), left);
    if (!actsOutside) return;
    assert.equal((await bench.observe()).status, 'missing');
    assert.equal((await bench.plan()).action, 'create');
  },

  'destroys what never was': async (bench, { before, now }) => {
    assert.deepEqual(await bench.destroy(), {});
    assert.deepEqual(await now(), before);
  },

  'keeps two environments apart, where all names are the same': async (
    bench,
    { contract, now },
  ) => {
    await bench.apply();
    const alone = await now();
    const other = new Bench(contract, 'staging');
    await other.apply();
    assert.deepEqual(await bench.observe(), AS_PROVIDED);
    assert.deepEqual(await other.observe(), AS_PROVIDED);
    await other.clear();
    assert.deepEqual(await now(), alone);
    assert.deepEqual(await bench.observe(), AS_PROVIDED);
  },

  'ends at once when it was aborted before': async (bench, { before, now }) => {
    const reason = new Error('The run was cancelled');
    const call = bench.call(AbortSignal.abort(reason));
    for (const method of METHODS) {
      await assert.rejects(
        async () => bench.driver[method](bench.request(), call),
        (error: unknown) => error === reason,
        `${method} has to throw the reason of the signal`,
      );
    }
    assert.deepEqual(await now(), before);
  },

  'goes on after it was aborted in the middle': async bench => {
    const controller = new AbortController();
    const cut = bench.driver.apply(
      bench.request(),
      bench.call(controller.signal),
    );
    setImmediate(() => controller.abort());
    await Promise.allSettled([cut]);
    await bench.apply();
    assert.deepEqual(await bench.observe(), AS_PROVIDED);
  },

  'says no secret, in answers and in the log': async bench => {
    await bench.plan();
    const answers = [await bench.apply()];
    if (bench.driver.rotate) {
      answers.push(bench.take(await bench.rotateAndForget()));
    }
    await bench.plan();
    await bench.observe();
    await bench.destroy();
    const secrets = answers.flatMap(({ secrets: given }) =>
      Object.values(given ?? {}),
    );
    const leaks = secrets.filter(
      secret => secret && bench.said.some(text => text.includes(secret)),
    );
    assert.equal(leaks.length, 0, 'a secret stands where people can read it');
  },
};
