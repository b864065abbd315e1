module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // They wait for what the catalog holds, and compare it.
    'jest/expect-expect': [
      'warn',
      { assertFunctionNames: ['expect', 'becomes', 'keepsAll'] },
    ],
  },
});
