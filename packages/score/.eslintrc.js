module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Properties assert through fast-check, differential tests through `agree`.
    'jest/expect-expect': [
      'warn',
      { assertFunctionNames: ['expect', 'fc.assert', 'agree'] },
    ],
  },
});
